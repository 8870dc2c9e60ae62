import type { Page } from 'playwright/test';
import { expect, test } from './fleet-test.ts';
import type { SeededCollector } from './seeded-collector.ts';

const pages: { name: string; path: (fleet: SeededCollector) => string; ready: string }[] = [
  { name: 'overview', path: () => '/', ready: '[data-testid=ready-answer]' },
  { name: 'devices', path: () => '/devices?platform=linux', ready: '[role=grid] tbody tr' },
  {
    name: 'device',
    path: (fleet) => `/devices/${fleet.expected.devices[10]?.report.device.id}`,
    ready: '[data-signal]',
  },
];

const widths = [
  { name: '1280x800', width: 1280, height: 800 },
  { name: '800x600', width: 800, height: 600 },
  // 1280 x 800 at 200 % zoom.
  { name: 'zoom200', width: 640, height: 400 },
  // 1280 at 400 % zoom, the width that WCAG 1.4.10 asks for.
  { name: 'zoom400', width: 320, height: 400 },
];

/** Makes every text about as long as German is: a third longer, with a compound word that does not break by itself. */
async function lengthenTexts(page: Page): Promise<void> {
  await page.evaluate(() => {
    const walker = document.createTreeWalker(
      document.querySelector('#root') ?? document.body,
      NodeFilter.SHOW_TEXT,
    );
    const texts: Text[] = [];
    while (walker.nextNode()) texts.push(walker.currentNode as Text);
    for (const text of texts) {
      const said = text.data.trim();
      if (!/[a-z]{3}/i.test(said) || text.parentElement?.closest('code, pre, summary > svg')) continue;
      const filler = 'Berechtigungsnachweisverwaltung'.slice(0, Math.max(4, Math.ceil(said.length * 0.35)));
      text.data = `${text.data}${said.includes(' ') ? ' ' : ''}${filler.toLowerCase()}`;
    }
  });
}

/** What is cut off: text wider than its box, or anything that makes the page scroll sideways. */
async function findClipped(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const clipped: string[] = [];
    if (document.documentElement.scrollWidth > window.innerWidth) clipped.push('the page scrolls sideways');
    for (const element of document.querySelectorAll<HTMLElement>('#root *')) {
      const style = getComputedStyle(element);
      const scrolls = ['auto', 'scroll'].includes(style.overflowX);
      const isHiddenForEyes = style.clipPath !== 'none' || element.clientWidth <= 1;
      if (scrolls || isHiddenForEyes || element.closest('[role=img]') || element.tagName === 'INPUT')
        continue;
      const hasText = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim());
      const cutsOff = style.overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1;
      const box = element.getBoundingClientRect();
      const outside =
        hasText && box.width > 0 && box.right > window.innerWidth + 1 && !element.closest('section');
      if (cutsOff || outside) clipped.push(`${element.tagName} ${element.textContent?.slice(0, 60)}`);
    }
    return clipped;
  });
}

for (const { name, path, ready } of pages) {
  for (const size of widths) {
    test(`${name} at ${size.name}: nothing is cut off, in texts as long as German`, async ({
      page,
      fleet,
    }) => {
      await page.setViewportSize(size);
      await page.goto(path(fleet));
      await page.locator(ready).first().waitFor();
      expect(await findClipped(page)).toEqual([]);
      await lengthenTexts(page);
      expect(await findClipped(page)).toEqual([]);
    });
  }

  test(`${name} does not jump while it loads`, async ({ page, fleet }) => {
    await page.addInitScript(() => {
      const shifts: number[] = [];
      Object.assign(window, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as (PerformanceEntry & {
          value: number;
          hadRecentInput: boolean;
        })[])
          if (!entry.hadRecentInput) shifts.push(entry.value);
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await page.goto(path(fleet));
    await page.locator(ready).first().waitFor();
    await page.waitForTimeout(500);
    const shift = await page.evaluate(() =>
      (window as unknown as { shifts: number[] }).shifts.reduce((sum, value) => sum + value, 0),
    );
    // "Good" by https://web.dev/articles/cls
    expect(shift).toBeLessThan(0.1);
  });
}

test('an open menu covers no more of the page than it needs', async ({ page }) => {
  await page.setViewportSize({ width: 800, height: 600 });
  await page.goto('/devices');
  await page.getByRole('grid').waitFor();
  await page.getByRole('button', { name: 'Reason' }).click();
  const menu = await page.getByRole('menu').boundingBox();
  expect(menu?.y ?? -1).toBeGreaterThanOrEqual(0);
  expect((menu?.y ?? 0) + (menu?.height ?? Number.POSITIVE_INFINITY)).toBeLessThanOrEqual(600);
  const onTop = await page.evaluate(
    () => document.elementFromPoint(40, 80)?.closest('#root, [data-portal-node]')?.id,
  );
  expect(onTop).toBe('root');
});
