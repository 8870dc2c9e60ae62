import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright/test';
import { expect, signedOut, test } from './fleet-test.ts';
import type { SeededCollector } from './seeded-collector.ts';

// Pictures of every page and state, for people to look at: test-results/screens/fleet-*.png.
const screensDir = join(import.meta.dirname, '../../../test-results/screens');

const sizes = [
  { name: '1280x800', width: 1280, height: 800, zoom: 1 },
  { name: '800x600', width: 800, height: 600, zoom: 1 },
  // 200 % zoom halves the room in CSS pixels and doubles the pixels of each.
  { name: 'zoom200', width: 640, height: 400, zoom: 2 },
] as const;

type Scene = {
  name: string;
  path: (fleet: SeededCollector) => string;
  ready: string;
  before?: (page: Page) => Promise<unknown>;
  act?: (page: Page) => Promise<unknown>;
  /** The whole page instead of what the window shows. */
  whole?: boolean;
};

function deviceOf(fleet: SeededCollector, sample: string): string {
  const found = fleet.expected.devices.find(({ report }) => report.device.name.startsWith(sample));
  return `/devices/${found?.report.device.id}`;
}

const scenes: Scene[] = [
  { name: 'overview', path: () => '/', ready: '[data-testid=ready-answer]', whole: true },
  {
    name: 'overview-tables',
    path: () => '/',
    ready: '[data-testid=ready-answer]',
    act: async (page) => {
      for (const summary of await page.getByText('Show as a table').all()) await summary.click();
    },
    whole: true,
  },
  {
    name: 'overview-loading',
    path: () => '/',
    ready: 'main h2',
    before: (page) => page.route('**/v1/fleet/summary', () => {}),
  },
  {
    name: 'overview-problem',
    path: () => '/',
    ready: '[data-problem]',
    before: (page) => page.route('**/v1/fleet/summary', (route) => route.abort()),
  },
  { name: 'devices', path: () => '/devices', ready: '[role=grid] tbody tr' },
  {
    name: 'devices-filtered',
    path: () => '/devices?platform=linux&kind=hybrid&kindState=ready&sort=lastSeen&order=asc',
    ready: '[role=grid] tbody tr',
  },
  {
    name: 'devices-menu',
    path: () => '/devices',
    ready: '[role=grid] tbody tr',
    act: (page) => page.getByRole('button', { name: 'Reason' }).click(),
  },
  { name: 'devices-no-match', path: () => '/devices?search=nothing-like-this', ready: 'h2' },
  {
    name: 'devices-loading',
    path: () => '/devices',
    ready: 'h1',
    before: (page) => page.route('**/v1/fleet/devices?*', () => {}),
  },
  { name: 'device', path: (fleet) => deviceOf(fleet, ''), ready: '[data-signal]', whole: true },
  {
    name: 'device-partial-open',
    path: (fleet) => {
      const partial = fleet.expected.devices.find(({ report }) => report.completeness === 'partial');
      return `/devices/${partial?.report.device.id}`;
    },
    ready: '[data-signal]',
    act: async (page) => {
      for (const card of await page.locator('[data-kind] button').all()) await card.click();
    },
    whole: true,
  },
  { name: 'device-missing', path: () => '/devices/nobody', ready: '[data-problem]' },
];

async function photograph(
  browser: Browser,
  fleet: SeededCollector,
  options: {
    scene: Scene;
    size: (typeof sizes)[number];
    colorScheme: 'light' | 'dark';
    storageState: typeof signedOut;
    forcedColors?: 'active';
    suffix?: string;
  },
): Promise<void> {
  const { scene, size, colorScheme } = options;
  const context = await browser.newContext({
    baseURL: fleet.url,
    viewport: { width: size.width, height: size.height },
    deviceScaleFactor: size.zoom,
    colorScheme,
    storageState: options.storageState,
    ...(options.forcedColors ? { forcedColors: options.forcedColors } : {}),
  });
  const page = await context.newPage();
  await scene.before?.(page);
  await page.goto(scene.path(fleet));
  await page.locator(scene.ready).first().waitFor();
  await scene.act?.(page);
  const path = join(screensDir, `fleet-${scene.name}-${options.suffix ?? colorScheme}-${size.name}.png`);
  await page.screenshot({ path, fullPage: scene.whole ?? false, animations: 'disabled' });
  expect((await stat(path)).size).toBeGreaterThan(5000);
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await context.close();
}

for (const colorScheme of ['light', 'dark'] as const) {
  for (const scene of scenes) {
    test(`${scene.name} in ${colorScheme}`, async ({ browser, fleet, signedIn }) => {
      for (const size of sizes) {
        await photograph(browser, fleet, { scene, size, colorScheme, storageState: signedIn });
      }
    });
  }

  test(`sign-in in ${colorScheme}`, async ({ browser, fleet }) => {
    const scene = {
      name: 'sign-in',
      path: () => `/sign-in#token=${'x'.repeat(43)}`,
      ready: '[data-problem]',
    };
    for (const size of sizes) {
      await photograph(browser, fleet, { scene, size, colorScheme, storageState: signedOut });
    }
  });
}

test('pages in high contrast', async ({ browser, fleet, signedIn }) => {
  for (const scene of scenes.filter(({ name }) => ['overview', 'devices', 'device'].includes(name))) {
    await photograph(browser, fleet, {
      scene,
      size: sizes[0],
      colorScheme: 'dark',
      storageState: signedIn,
      forcedColors: 'active',
      suffix: 'contrast',
    });
  }
});

test('empty fleet and sample data', async ({ browser, startOwn }) => {
  test.slow();
  for (const [name, size, sampleData] of [
    ['empty', 0, false],
    ['sample-data', 20, true],
  ] as const) {
    const own = await startOwn(size, { sampleData });
    for (const colorScheme of ['light', 'dark'] as const) {
      const link = await own.createSignInLink();
      const scene = { name: `overview-${name}`, path: () => link, ready: 'main h2', whole: true };
      await photograph(browser, own, { scene, size: sizes[0], colorScheme, storageState: signedOut });
    }
  }
});
