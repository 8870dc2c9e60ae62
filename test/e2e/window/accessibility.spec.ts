import { resultOf, sampleReport, sampleVerdicts } from './sample-results.ts';
import { notEnrolled } from './scripted-agent.ts';
import { expect, expectAccessible, test } from './window-fixture.ts';

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme });
    for (const state of ['ready', 'ready-after-action', 'blocked', 'unknown'] as const) {
      test(`${state} has no serious accessibility finding, everything opened`, async ({
        agent,
        openWindow,
      }) => {
        const result = resultOf(sampleVerdicts[state]);
        agent.script.last = {
          ...result,
          partial: { ...result.partial, startedAt: new Date().toISOString() },
        };
        agent.script.status = { ...notEnrolled, enrolled: true, waiting: 1 };
        agent.script.sent = sampleReport;
        const { page } = await openWindow();
        await expect(page.locator(`[data-theme=${colorScheme}]`)).toBeVisible();
        for (const summary of await page.locator('summary').all())
          if (await summary.isVisible()) await summary.click();
        for (const card of await page.locator('[data-kind] button').all()) await card.click();
        await expectAccessible(page);
      });
    }
    test('first start and a running check have none either', async ({ agent, openWindow }) => {
      const { page } = await openWindow();
      (await agent.nextScan()).progress(4, 10, ['browsers']);
      await expectAccessible(page);
    });
  });
}

test.describe('forced colours', () => {
  test.use({ contextOptions: { forcedColors: 'active' } });
  test('follow the system to high contrast', async ({ agent, openWindow }) => {
    agent.script.last = resultOf(sampleVerdicts.ready);
    const { page } = await openWindow();
    await expect(page.locator('[data-theme=contrast]')).toBeVisible();
  });
});

test('everything works by keyboard alone', async ({ agent, openWindow }) => {
  const result = resultOf(sampleVerdicts.ready);
  agent.script.last = { ...result, partial: { ...result.partial, startedAt: new Date().toISOString() } };
  agent.script.sent = sampleReport;
  const { page, main } = await openWindow();
  const focused = () =>
    page.evaluate(() => {
      const element = document.activeElement;
      return element?.getAttribute('aria-label') ?? element?.textContent ?? '';
    });
  // In reading order, every stop visible, until the tab leaves the page.
  await expect(page.getByText('Show exactly what was sent')).toBeVisible();
  const stops: string[] = [];
  for (let press = 0; press < 12; press += 1) {
    await page.keyboard.press('Tab');
    stops.push(await focused());
  }
  expect(stops.slice(0, 8)).toEqual([
    'Check again',
    'Security keyReadyYubiKey 5C NFC is plugged in.',
    // How old it is depends on the day.
    expect.stringMatching(
      /^Synced passkeyReadyFirefox 133 can use it\. · seen .+ ago ?Less sure: the first /,
    ),
    'Your phoneOne step leftBluetooth is off.',
    '3 ways are not for this device',
    'Steps',
    'Open: Turn on Bluetooth',
    'Details',
  ]);
  expect(stops).toContain('Show exactly what was sent');

  await page.getByRole('button', { name: /^Your phone/ }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Bluetooth: radio hci0 is off')).toBeVisible();
  await page.getByRole('button', { name: 'Open: Turn on Bluetooth' }).focus();
  await page.keyboard.press('Space');
  await expect.poll(() => main.opened.length).toBe(1);

  // A running check keeps the focus where it was, and so does stopping it.
  await page.getByRole('button', { name: 'Check again' }).focus();
  await page.keyboard.press('Enter');
  await agent.nextScan();
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Check again' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Checked now')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Check again' })).toBeFocused();
});
