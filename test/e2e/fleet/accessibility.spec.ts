import type { Page } from 'playwright/test';
import { expect, expectAccessible, signedOut, test } from './fleet-test.ts';
import type { SeededCollector } from './seeded-collector.ts';

type Scene = { name: string; path: (fleet: SeededCollector) => string; ready: (page: Page) => Promise<void> };

const scenes: Scene[] = [
  {
    name: 'overview with its tables open',
    path: () => '/',
    ready: async (page) => {
      await page.getByTestId('ready-answer').waitFor();
      for (const summary of await page.getByText('Show as a table').all()) await summary.click();
    },
  },
  {
    name: 'devices with chips',
    path: () => '/devices?platform=linux&search=-00',
    ready: (page) => page.getByRole('grid').waitFor(),
  },
  {
    name: 'devices without a match',
    path: () => '/devices?search=nothing-like-this',
    ready: (page) => page.getByRole('heading', { name: 'No device matches these filters' }).waitFor(),
  },
  {
    name: 'device with everything open',
    path: (fleet) => {
      const partial = fleet.expected.devices.find(({ report }) => report.completeness === 'partial');
      return `/devices/${partial?.report.device.id}`;
    },
    ready: async (page) => {
      await page.getByRole('region', { name: 'About this report' }).waitFor();
      for (const card of await page.locator('[data-kind] button').all()) await card.click();
      for (const summary of await page.locator('summary').all()) await summary.click();
    },
  },
  {
    name: 'a problem',
    path: () => '/devices/nobody',
    ready: (page) => page.locator('[data-problem]').waitFor(),
  },
];

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme });
    for (const scene of scenes) {
      test(`${scene.name} has no serious accessibility finding`, async ({ page, fleet }) => {
        await page.goto(scene.path(fleet));
        await scene.ready(page);
        await expect(page.locator(`[data-theme=${colorScheme}]`)).toBeVisible();
        await expectAccessible(page);
      });
    }
    test.describe('signed out', () => {
      test.use({ storageState: signedOut });
      test('sign-in has no serious accessibility finding', async ({ page }) => {
        await page.goto(`/sign-in#token=${'x'.repeat(43)}`);
        await page.locator('[data-problem]').waitFor();
        await expectAccessible(page);
      });
    });
  });
}

test('open menus and the chosen high contrast have none either', async ({ page }) => {
  await page.goto('/devices');
  await page.getByRole('grid').waitFor();
  await page.getByRole('button', { name: 'Appearance' }).click();
  await expectAccessible(page);
  await page.getByRole('menuitemradio', { name: 'High contrast' }).click();
  await expect(page.locator('[data-theme=contrast]')).toBeVisible();
  await page.getByRole('button', { name: 'State', exact: true }).first().click();
  await expect(page.getByRole('menuitemradio', { name: 'Any state' })).toBeVisible();
  await expectAccessible(page);
  await page.reload();
  await expect(page.locator('[data-theme=contrast]')).toBeVisible();
});

test.describe('forced colours', () => {
  test.use({ contextOptions: { forcedColors: 'active' } });
  test('follow the system to high contrast', async ({ page }) => {
    await page.goto('/');
    await expect(page.locator('[data-theme=contrast]')).toBeVisible();
    await page.getByTestId('ready-answer').waitFor();
    // axe reads the page's own colours, which the system has replaced on screen.
    await expectAccessible(page, { except: ['color-contrast'] });
  });
});

test('every page has one first-level heading, landmarks, a title of its own and a skip link', async ({
  page,
  fleet,
}) => {
  const titles = new Set<string>();
  const paths = ['/', '/devices', `/devices/${fleet.expected.devices[0]?.report.device.id}`, '/nowhere'];
  for (const path of paths) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
    await expect(page.getByRole('main')).toHaveCount(1);
    await expect(page.getByRole('navigation')).toHaveCount(1);
    titles.add(await page.title());
  }
  expect(titles.size).toBe(paths.length);
  await page.goto('/devices');
  await page.getByRole('grid').waitFor();
  await page.locator('body').press('Tab');
  await page.getByRole('link', { name: 'Skip to content' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
});
