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
type Size = (typeof sizes)[number];

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
    name: 'device-password-apps',
    path: (fleet) => {
      const found = fleet.expected.devices.find(
        ({ report }) =>
          (report.signals.apps?.kind === 'known' && report.signals.apps.facts.catalogued?.length) || 0,
      );
      return `/devices/${found?.report.device.id}`;
    },
    ready: '[data-dependency]',
    act: async (page) => {
      for (const summary of await page.locator('section:has([data-dependency]) summary').all())
        if (await summary.isVisible()) await summary.click();
    },
    whole: true,
  },
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

type Look = { colorScheme: 'light' | 'dark'; suffix: string; forcedColors?: 'active' };
const looks: readonly Look[] = [
  { colorScheme: 'light', suffix: 'light' },
  { colorScheme: 'dark', suffix: 'dark' },
];

/** One visit for each zoom; sizes and looks change in place, as they do for a person. */
async function photograph(
  browser: Browser,
  url: string,
  options: {
    scene: Scene;
    path: string;
    storageState: typeof signedOut;
    sizes?: readonly Size[];
    looks?: readonly Look[];
  },
): Promise<void> {
  const { scene, storageState } = options;
  for (const [zoom, sizesOfZoom] of Map.groupBy(options.sizes ?? sizes, (size) => size.zoom)) {
    const context = await browser.newContext({ baseURL: url, storageState, deviceScaleFactor: zoom });
    const page = await context.newPage();
    await page.setViewportSize(sizesOfZoom[0] ?? sizes[0]);
    await scene.before?.(page);
    await page.goto(options.path);
    await page.locator(scene.ready).first().waitFor();
    await scene.act?.(page);
    for (const size of sizesOfZoom) {
      await page.setViewportSize(size);
      for (const { suffix, ...media } of options.looks ?? looks) {
        await page.emulateMedia(media);
        // Colours fade for a tenth of a second.
        await page.waitForTimeout(250);
        const path = join(screensDir, `fleet-${scene.name}-${suffix}-${size.name}.png`);
        await page.screenshot({ path, fullPage: scene.whole ?? false, animations: 'disabled' });
        expect((await stat(path)).size).toBeGreaterThan(5000);
      }
    }
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await context.close();
  }
}

for (const scene of scenes) {
  test(`pictures of ${scene.name}`, async ({ browser, fleet, signedIn }) => {
    await photograph(browser, fleet.url, { scene, path: scene.path(fleet), storageState: signedIn });
  });
}

test('pictures of sign-in', async ({ browser, fleet }) => {
  const path = `/sign-in#token=${'x'.repeat(43)}`;
  const scene = { name: 'sign-in', path: () => path, ready: '[data-problem]' };
  await photograph(browser, fleet.url, { scene, path, storageState: signedOut });
});

test('pictures of high contrast', async ({ browser, fleet, signedIn }) => {
  for (const scene of scenes.filter(({ name }) => ['overview', 'devices', 'device'].includes(name))) {
    await photograph(browser, fleet.url, {
      scene,
      path: scene.path(fleet),
      storageState: signedIn,
      sizes: [sizes[0]],
      looks: [{ colorScheme: 'dark', suffix: 'contrast', forcedColors: 'active' }],
    });
  }
});

test('pictures of an empty fleet and of sample data', async ({ browser, startOwn }) => {
  test.slow();
  for (const [name, size, sampleData] of [
    ['empty', 0, false],
    ['sample-data', 20, true],
  ] as const) {
    const own = await startOwn(size, { sampleData });
    const device = own.expected.devices.find(({ verdict }) => verdict.state === 'ready-after-action');
    const visits: Pick<Scene, 'name' | 'act'>[] = [{ name: `overview-${name}` }];
    if (device !== undefined)
      visits.push({
        name: `device-${name}`,
        act: async (page) => {
          await page.goto(`/devices/${device.report.device.id}`);
          await page.locator('[data-signal]').first().waitFor();
        },
      });
    for (const visit of visits) {
      const path = await own.createSignInLink();
      const scene = { ...visit, path: () => path, ready: 'main h2' };
      await photograph(browser, own.url, { scene, path, storageState: signedOut, sizes: [sizes[0]] });
    }
  }
});
