import { passkeyKinds, verdictStates } from '../../../src/contract/verdict.ts';
import { words } from '../../../src/ui/words.en.ts';
import { expect, shown, test } from './fleet-test.ts';

test('says how many can sign in today, as counted from the reports', async ({ page, fleet }) => {
  await page.goto('/');
  const answer = page.getByTestId('ready-answer');
  await expect(answer).toHaveText(
    new RegExp(`^${shown(fleet.expected.states.ready)}of ${shown(fleet.expected.devices.length)} devices`),
  );
  const region = page.getByRole('region', { name: 'Who can sign in with a passkey today' });
  for (const state of verdictStates) {
    const said = `${shown(fleet.expected.states[state])} ${words.states[state]}`;
    await expect(region.getByRole('link', { name: said, exact: true })).toBeVisible();
  }
});

test('the numbers of every way to sign in are in its table', async ({ page, fleet }) => {
  await page.goto('/');
  const region = page.getByRole('region', { name: 'By way to sign in' });
  await region.getByText('Show as a table').click();
  for (const kind of passkeyKinds) {
    const counts = fleet.expected.kindStates(kind);
    const row = region.getByRole('row', { name: new RegExp(`^${literally(words.kinds[kind])}`) });
    await expect(row.getByRole('cell')).toHaveText(verdictStates.map((state) => shown(counts[state])));
    await expect(
      region.getByRole('img', { name: new RegExp(`^${literally(words.kinds[kind])}`) }),
    ).toBeVisible();
  }
});

test('every state number leads to exactly its devices', async ({ page, fleet }) => {
  for (const state of verdictStates) {
    await page.goto('/');
    const region = page.getByRole('region', { name: 'Who can sign in with a passkey today' });
    const said = `${shown(fleet.expected.states[state])} ${words.states[state]}`;
    await region.getByRole('link', { name: said, exact: true }).click();
    await expect(page.getByRole('status').first()).toHaveText(
      new RegExp(`^${shown(fleet.expected.states[state])} devices? match`),
    );
  }
});

test('what stops most devices comes first, and each row leads to as many devices as it says', async ({
  page,
  fleet,
}) => {
  const { blockers } = fleet.expected;
  expect(blockers.length).toBeGreaterThan(8);
  await page.goto('/');
  const rows = page.locator('[data-blocker]');
  await rows.first().waitFor();
  const openAll = async () => {
    const more = page.getByRole('button', { name: /^Show all/ });
    while ((await more.count()) > 0) await more.first().click();
  };
  await openAll();
  // The collector names the twenty that concern most devices.
  const named = blockers.slice(0, 20);
  const stopping = named.filter(({ severity }) => severity !== 'unknown');
  const unchecked = named.filter(({ severity }) => severity === 'unknown');
  expect(unchecked.length).toBeGreaterThan(0);
  const counts = await rows.getByRole('link').allTextContents();
  expect(counts).toEqual([...stopping, ...unchecked].map(({ devices }) => shown(devices)));

  const codes = await rows.evaluateAll((all) => all.map((row) => row.getAttribute('data-blocker')));
  for (const [index, code] of codes.entries()) {
    await page.getByRole('link', { name: 'Overview' }).click();
    await rows.first().waitFor();
    await openAll();
    await rows.nth(index).getByRole('link').click();
    await expect(page).toHaveURL(new RegExp(`reason=${code}`));
    await expect(page.getByRole('status').first()).toHaveText(new RegExp(`^${counts[index]} devices? match`));
  }
});

test('a blocker says who can change it, in words', async ({ page }) => {
  await page.goto('/');
  const row = page.locator('[data-blocker="BT_OFF"]');
  await expect(row).toContainText('Bluetooth is off');
  await expect(row).toContainText('The person');
  await expect(row).not.toContainText('BT_OFF');
});

test('no placeholder of the word book reaches the page', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: /^Show all/ }).click();
  expect(await page.locator('main').innerText()).not.toMatch(/[{}]/);
});

test('dates count days and say what is not known', async ({ page, fleet }) => {
  await page.goto('/');
  const region = page.getByRole('region', { name: 'Dates' });
  // Days of single programs are shown with them.
  for (const { date } of fleet.policyFiles.policy.dates.filter(({ about }) => about === undefined)) {
    const day = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(date));
    await expect(region.getByText(day)).toBeVisible();
  }
  await expect(region).toContainText(`${shown(fleet.expected.states.unknown)} devices could not be checked`);
  await expect(region).toContainText('Which people depend on a method that ends is not known to it.');
});

test('freshness counts the silent devices and leads to them, longest silence first', async ({
  page,
  fleet,
}) => {
  const { staleAfterDays } = fleet.policyFiles.policy;
  const fresh = fleet.expected.heardWithin(staleAfterDays);
  const silent = fleet.expected.devices.length - fresh;
  expect(silent).toBeGreaterThan(10);
  await page.goto('/');
  const region = page.getByRole('region', { name: 'How fresh this is' });
  await expect(region).toContainText(
    `${shown(fresh)} of ${shown(fleet.expected.devices.length)} devices heard from`,
  );
  await region.getByRole('link', { name: `${shown(silent)} devices silent for longer` }).click();
  await expect(page.getByRole('columnheader', { name: 'Seen' })).toHaveAttribute('aria-sort', 'ascending');
});

test('real devices are not called sample data; sample devices are', async ({ page, startOwn, fleet }) => {
  await page.goto('/');
  await expect(page.getByTestId('ready-answer')).toBeVisible();
  await expect(page.getByText('Sample data')).toHaveCount(0);
  expect(fleet.expected.devices.length).toBeGreaterThan(0);

  const demo = await startOwn(3, { sampleData: true });
  await page.context().clearCookies();
  await page.goto(await demo.createSignInLink());
  await expect(page.getByRole('note')).toContainText('Sample data');
  await page.getByRole('link', { name: 'Devices', exact: true }).click();
  await expect(page.getByRole('grid').getByText('Sample', { exact: true })).toHaveCount(3);
});

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
