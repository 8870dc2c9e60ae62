import AxeBuilder from '@axe-core/playwright';
import { test as base, expect, type Page } from 'playwright/test';
import { makeScriptedAgent, type ScriptedAgent } from './scripted-agent.ts';
import { installBridge, type MainSide, servePages, startMain } from './window-harness.ts';

type Opened = { page: Page; main: MainSide };

/** A scripted agent, and a way to open the window over it once the test has scripted what it remembers. */
export const test = base.extend<
  { agent: ScriptedAgent; openWindow: (path?: string) => Promise<Opened>; complaints: string[] },
  { pages: Awaited<ReturnType<typeof servePages>> }
>({
  pages: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern to learn what a fixture needs.
    async ({}, use) => {
      const pages = await servePages();
      await use(pages);
      await pages.close();
    },
    { scope: 'worker' },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern to learn what a fixture needs.
  agent: async ({}, use) => use(makeScriptedAgent()),
  /** What the browser complained about: a breach of the content security policy, an uncaught error, a React warning. */
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(String(error)));
      await use(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
  openWindow: async ({ page, agent, pages }, use) => {
    let opened: Opened | null = null;
    await use(async () => {
      const main = startMain(agent, pages.origin);
      opened = { page, main };
      await installBridge(page, main);
      await page.goto(`${pages.origin}/`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      return opened;
    });
    await (opened as Opened | null)?.main.device.close();
  },
});

/** Fails on any accessibility finding that hurts someone. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(grave.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([]);
}

export { expect };
