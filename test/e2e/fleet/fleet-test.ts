import { AxeBuilder } from '@axe-core/playwright';
import { type BrowserContextOptions, test as base, expect, type Page } from 'playwright/test';
import { makeFleet } from './sample-fleet.ts';
import { type SeededCollector, startSeededCollector } from './seeded-collector.ts';

/** More than one page of the devices table (100), so that paging is real. */
const FLEET_SIZE = 130;
type StorageState = Exclude<BrowserContextOptions['storageState'], string | undefined>;

export const signedOut: StorageState = { cookies: [], origins: [] };

/**
 * Tests run signed in to one collector shared by the worker, which they only read. `startOwn` gives a test a collector of
 * its own to stop, to leave empty or to move in time.
 */
export const test = base.extend<
  {
    complaints: string[];
    startOwn: (devices: number, options?: { sampleData?: boolean }) => Promise<SeededCollector>;
  },
  { fleet: SeededCollector; signedIn: StorageState }
>({
  fleet: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern to learn what a fixture needs.
    async ({}, use) => {
      const collector = await startSeededCollector(await makeFleet(FLEET_SIZE));
      await use(collector);
      await collector.remove();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  // Signed in once by a real link: the collector allows only a few sign-ins a minute.
  signedIn: [
    async ({ fleet, browser }, use) => {
      const context = await browser.newContext({ storageState: signedOut });
      await signIn(await context.newPage(), fleet);
      const state = await context.storageState();
      await context.close();
      await use(state);
    },
    { scope: 'worker' },
  ],
  storageState: async ({ signedIn }, use) => use(signedIn),
  baseURL: async ({ fleet }, use) => use(fleet.url),
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern to learn what a fixture needs.
  startOwn: async ({}, use) => {
    const started: SeededCollector[] = [];
    await use(async (devices, options) => {
      const collector = await startSeededCollector(await makeFleet(devices), options);
      started.push(collector);
      return collector;
    });
    for (const collector of started) await collector.remove();
  },
  /** What the browser complained about: a breach of the security policy, an uncaught error, a React warning. */
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on('console', (message) => {
        // Chromium reports every answer of 400 and above by itself; the tests look at what the page makes of them.
        if (message.text().startsWith('Failed to load resource')) return;
        if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(String(error)));
      await use(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

/** Opens a one-time link, as a person would from the terminal. */
export async function signIn(page: Page, collector: SeededCollector): Promise<void> {
  await page.goto(await collector.createSignInLink());
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
}

/** Fails on any accessibility finding that hurts someone. */
export async function expectAccessible(
  page: Page,
  { except = [] }: { except?: string[] } = {},
): Promise<void> {
  // Fluent's focus guards hand the focus on at once; no one can rest on them (https://github.com/microsoft/tabster).
  const axe = new AxeBuilder({ page }).exclude('[data-tabster-dummy]').disableRules(except);
  const { violations } = await axe.analyze();
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(grave.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([]);
}

/** A number as the pages write it. */
export function shown(count: number): string {
  return new Intl.NumberFormat('en').format(count);
}

export { expect };
