import type { Page } from 'playwright/test';
import { expect, shown, test } from './fleet-test.ts';
import type { SeededCollector } from './seeded-collector.ts';

/** Names of the rows in the document now, top to bottom. */
async function namesShown(page: Page): Promise<string[]> {
  const names = await page.getByRole('grid').getByRole('rowheader').getByRole('link').allTextContents();
  return names;
}

function count(page: Page) {
  return page.getByRole('status').first();
}

function devicesOf(fleet: SeededCollector) {
  return fleet.expected.devices;
}

test('lists every device, also those beyond the first page', async ({ page, fleet }) => {
  const all = devicesOf(fleet).map(({ report }) => report.device.name);
  expect(all.length).toBeGreaterThan(100);
  await page.goto('/devices');
  await expect(count(page)).toHaveText(`${shown(all.length)} devices`);
  const seen = new Set<string>();
  await expect
    .poll(
      async () => {
        for (const name of await namesShown(page)) seen.add(name);
        await page.mouse.wheel(0, 600);
        return seen.size;
      },
      { timeout: 25_000, intervals: [50] },
    )
    .toBe(all.length);
  expect([...seen].toSorted()).toEqual(all.toSorted());
  // Virtual: however many were loaded, the document holds a screenful.
  expect((await namesShown(page)).length).toBeLessThan(60);
});

test('rows never leave a gap while scrolling through pages', async ({ page }) => {
  await page.goto('/devices');
  await page.getByRole('grid').getByRole('row').nth(1).waitFor();
  for (let step = 0; step < 12; step += 1) {
    await page.mouse.wheel(0, 900);
    await page.waitForTimeout(80);
    const gaps = await page.locator('tbody tr').evaluateAll((rows) => {
      const boxes = rows.map((row) => row.getBoundingClientRect()).toSorted((a, b) => a.top - b.top);
      return boxes
        .slice(1)
        .map((box, index) => Math.abs(box.top - (boxes[index]?.bottom ?? 0)))
        .filter((gap) => gap > 1);
    });
    expect(gaps).toEqual([]);
  }
});

test('a filter is a chip in words, is in the address, and is removed by its chip', async ({
  page,
  fleet,
}) => {
  const ready = devicesOf(fleet).filter(({ verdict }) => verdict.state === 'ready');
  const readyLinux = ready.filter(({ report }) => report.device.platform === 'linux');
  await page.goto('/devices');
  await page.getByRole('button', { name: 'State', exact: true }).first().click();
  await page.getByRole('menuitemradio', { name: 'Ready', exact: true }).click();
  await expect(count(page)).toHaveText(`${shown(ready.length)} devices match`);
  await expect(page).toHaveURL(/\?state=ready$/);

  await page.getByRole('button', { name: 'System', exact: true }).first().click();
  await page.getByRole('menuitemradio', { name: 'Linux' }).click();
  await expect(count(page)).toHaveText(new RegExp(`^${shown(readyLinux.length)} devices? match`));
  await expect(page).toHaveURL(/\?state=ready&platform=linux$/);

  await page.getByRole('button', { name: 'Remove filter State: Ready' }).click();
  await expect(page).toHaveURL(/\?platform=linux$/);
  await page.goBack();
  await expect(count(page)).toHaveText(new RegExp(`^${shown(readyLinux.length)} devices? match`));
  await page.getByRole('button', { name: 'Clear all filters' }).click();
  await expect(count(page)).toHaveText(`${shown(devicesOf(fleet).length)} devices`);
});

test('a way to sign in is filtered by its state', async ({ page, fleet }) => {
  const unknown = devicesOf(fleet).filter(({ verdict }) =>
    verdict.kinds.some(({ kind, state }) => kind === 'seckey' && state === 'unknown'),
  );
  await page.goto('/devices');
  await page.getByRole('button', { name: 'Way to sign in' }).click();
  await page.getByRole('menuitem', { name: 'Security key' }).click();
  await page.getByRole('menuitemradio', { name: 'Could not check' }).click();
  await expect(count(page)).toHaveText(`${shown(unknown.length)} devices match`);
  await expect(
    page.getByRole('button', { name: 'Remove filter Security key: Could not check' }),
  ).toBeVisible();
});

test('a reason is chosen by its words', async ({ page, fleet }) => {
  const off = devicesOf(fleet).filter(({ verdict }) =>
    verdict.kinds.some(({ findings }) => findings.some(({ code }) => code === 'BT_FORBIDDEN')),
  );
  expect(off.length).toBeGreaterThan(0);
  await page.goto('/devices');
  await page.getByRole('button', { name: 'Reason' }).click();
  await page.getByRole('menuitemradio', { name: 'Bluetooth is locked off' }).click();
  await expect(count(page)).toHaveText(`${shown(off.length)} devices match`);
});

test('an address with a filter can be handed on', async ({ page, fleet }) => {
  const matching = devicesOf(fleet).filter(
    ({ report, verdict }) => report.device.platform === 'darwin' && verdict.state === 'ready-after-action',
  );
  await page.goto('/devices?state=ready-after-action&platform=darwin');
  await expect(count(page)).toHaveText(`${shown(matching.length)} devices match`);
  await expect(page.getByRole('button', { name: 'Remove filter System: macOS' })).toBeVisible();
});

test('a filter that is not known is named, not silently dropped', async ({ page, fleet }) => {
  await page.goto('/devices?state=purple&platform=linux');
  await expect(page.getByText(/does not know \(state=purple\)/)).toBeVisible();
  const linux = devicesOf(fleet).filter(({ report }) => report.device.platform === 'linux');
  await expect(count(page)).toHaveText(`${shown(linux.length)} devices match`);
});

test('search finds part of a name, letter by letter, and treats signs as letters', async ({ page }) => {
  await page.goto('/devices');
  const box = page.getByRole('searchbox', { name: 'Find by name' });
  await box.pressSequentially('100%', { delay: 40 });
  await expect(count(page)).toHaveText('1 device match');
  await expect(page.getByRole('link', { name: '100%_ready' })).toBeVisible();
  await expect(box).toHaveValue('100%');
  await box.fill('no such device anywhere');
  await expect(page.getByRole('heading', { name: 'No device matches these filters' })).toBeVisible();
  await page.getByRole('button', { name: 'Clear all filters' }).last().click();
  await expect(box).toHaveValue('');
});

test('names with markup are shown as letters', async ({ page }) => {
  await page.goto('/devices?search=onerror');
  await expect(page.getByRole('link', { name: '<img src=x onerror=alert(1)>' })).toBeVisible();
});

test('headers sort, say so, and turn around', async ({ page, fleet }) => {
  await page.goto('/devices');
  const header = page.getByRole('columnheader', { name: 'Device' });
  await expect(header).toHaveAttribute('aria-sort', 'ascending');
  const ascending = await namesShown(page);
  await header.getByRole('button').click();
  await expect(header).toHaveAttribute('aria-sort', 'descending');
  await expect(page).toHaveURL(/sort=name&order=desc/);
  await expect.poll(async () => (await namesShown(page))[0]).not.toBe(ascending[0]);
  const last = devicesOf(fleet)
    .map(({ report }) => report.device.name.toLowerCase())
    .toSorted()
    .at(-1);
  expect((await namesShown(page))[0]?.toLowerCase()).toBe(last);

  await page.getByRole('columnheader', { name: 'Seen' }).getByRole('button').click();
  await expect(page.getByRole('columnheader', { name: 'Seen' })).toHaveAttribute('aria-sort', 'ascending');
  const oldest = Math.max(...devicesOf(fleet).map(({ seenDaysAgo }) => seenDaysAgo));
  await expect(page.getByRole('grid').getByRole('row').nth(1)).toContainText(`${oldest} days ago`);
});

test('works by keyboard alone: into the table, through rows and pages, open, and back to the same filter', async ({
  page,
  fleet,
}) => {
  await page.goto('/devices?platform=win32');
  await page.getByRole('grid').waitFor();
  const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');
  const names = devicesOf(fleet)
    .filter(({ report }) => report.device.platform === 'win32')
    .map(({ report }) => report.device.name);
  for (let presses = 0; presses < 40 && !names.includes(await focused()); presses += 1) {
    await page.keyboard.press('Tab');
  }
  const first = await focused();
  expect(names).toContain(first);
  await page.keyboard.press('ArrowDown');
  await expect.poll(focused).not.toBe(first);
  await page.keyboard.press('ArrowUp');
  await expect.poll(focused).toBe(first);
  await page.keyboard.press('PageDown');
  await page.keyboard.press('PageDown');
  await page.keyboard.press('PageDown');
  await expect.poll(focused).not.toBe(first);
  const far = await focused();
  expect(names).toContain(far);
  await expect(page.getByRole('link', { name: far, exact: true })).toBeInViewport();
  await page.keyboard.press('Home');
  await expect.poll(focused).toBe(first);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: first })).toBeFocused();
  await page
    .getByRole('link', { name: /Devices/ })
    .last()
    .focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/devices\?platform=win32$/);
});

test('End leads to the last device, loading what is between', async ({ page, fleet }) => {
  await page.goto('/devices');
  await page.getByRole('grid').waitFor();
  const last = devicesOf(fleet).length;
  await page.getByRole('grid').getByRole('rowheader').getByRole('link').first().focus();
  await expect
    .poll(async () => {
      await page.keyboard.press('End');
      await page.waitForTimeout(150);
      return page.evaluate(() =>
        document.activeElement?.closest('[aria-rowindex]')?.getAttribute('aria-rowindex'),
      );
    })
    .toBe(String(last + 1));
});
