import { expect, signedOut, signIn, test } from './fleet-test.ts';

test.describe('with a collector of its own', () => {
  test.use({ storageState: signedOut });
  test.slow();

  test('a session that ends in the middle leads to sign-in and back to the same page', async ({
    page,
    startOwn,
  }) => {
    const collector = await startOwn(4);
    await signIn(page, collector);
    await page.getByRole('link', { name: 'Devices', exact: true }).click();
    await page.getByRole('grid').waitFor();
    collector.passTime(13);
    await page.getByRole('columnheader', { name: 'Seen' }).getByRole('button').click();
    await expect(
      page.getByText('Your session has ended. Sign in again and you come back to this page.'),
    ).toBeVisible();
    await expect(page).toHaveURL(/\/devices\?sort=lastSeen/);
    await page.goto(await collector.createSignInLink());
    await expect(page.getByRole('heading', { level: 1, name: 'Devices' })).toBeVisible();
    await expect(page).toHaveURL(/\/devices\?sort=lastSeen/);
  });

  test('a collector that is down is a problem with a way on, and the last numbers stay', async ({
    page,
    startOwn,
  }) => {
    const collector = await startOwn(4);
    await signIn(page, collector);
    await expect(page.getByTestId('ready-answer')).toBeVisible();
    await collector.stop();
    await page.getByRole('link', { name: 'Devices', exact: true }).click();
    const note = page.locator('[data-problem="fleet.unreachable"]');
    await expect(note).toBeVisible();
    await expect(note).toContainText('The collector does not answer');
    await expect(note).toContainText('What now');
    await note.getByRole('button', { name: 'Try again' }).click();
    await expect(note).toBeVisible();
    await collector.startAgain();
    await note.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByRole('grid')).toBeVisible();
    await expect(note).toHaveCount(0);
  });

  test('an empty fleet teaches the first step, on both pages', async ({ page, startOwn }) => {
    const collector = await startOwn(0);
    await signIn(page, collector);
    for (const name of ['Overview', 'Devices']) {
      await page.getByRole('link', { name, exact: true }).click();
      await expect(page.getByRole('heading', { name: 'No device has reported yet' })).toBeVisible();
      await expect(page.getByText(`keyready enroll --collector ${collector.url} --code CODE`)).toBeVisible();
    }
    await expect(page.getByText('Sample data')).toHaveCount(0);
  });
});

test('an answer of another shape is a problem that names the field, not a blank page', async ({ page }) => {
  await page.route('**/v1/fleet/summary', (route) => route.fulfill({ json: { devices: 'many' } }));
  await page.goto('/');
  const note = page.locator('[data-problem="fleet.bad-answer"]');
  await expect(note).toBeVisible();
  await expect(note).toContainText('/devices');
});

test('an answer that is no answer of ours is a problem too', async ({ page }) => {
  await page.route('**/v1/fleet/devices?*', (route) =>
    route.fulfill({ status: 502, body: '<h1>Bad gateway</h1>' }),
  );
  await page.goto('/devices');
  await expect(page.locator('[data-problem="fleet.bad-answer"]')).toContainText('502');
});

test('a problem of the collector is shown in its own words', async ({ page }) => {
  const problem = {
    code: 'collector.database-unreachable',
    title: 'The database does not answer',
    todo: 'Start it.',
  };
  await page.route('**/v1/fleet/summary', (route) => route.fulfill({ status: 503, json: problem }));
  await page.goto('/');
  const note = page.locator('[data-problem="collector.database-unreachable"]');
  await expect(note).toContainText('The database does not answer');
  await expect(note).toContainText('Start it.');
});

test('while the first answer is under way the layout is there already', async ({ page }) => {
  let answer = () => {};
  const asked = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route('**/v1/fleet/summary', async (route) => {
    await asked;
    await route.continue();
  });
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'Who can sign in with a passkey today' })).toBeVisible();
  await expect(page.getByTestId('ready-answer')).toHaveCount(0);
  answer();
  await expect(page.getByTestId('ready-answer')).toBeVisible();
});

test('the page can be used without any network but the collector', async ({ page, fleet }) => {
  const foreign: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(fleet.url) && !request.url().startsWith('data:'))
      foreign.push(request.url());
  });
  for (const path of ['/', '/devices', `/devices/${fleet.expected.devices[0]?.report.device.id}`]) {
    await page.goto(path);
    await page.getByRole('heading', { level: 1 }).waitFor();
  }
  expect(foreign).toEqual([]);
});
