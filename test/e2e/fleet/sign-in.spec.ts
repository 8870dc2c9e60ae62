import { expect, signedOut, signIn, test } from './fleet-test.ts';

test.use({ storageState: signedOut });

test('a link from the terminal opens the overview and leaves no token behind', async ({ page, fleet }) => {
  const link = await fleet.createSignInLink();
  const token = new URLSearchParams(new URL(link).hash.slice(1)).get('token');
  expect(token).toMatch(/.{20,}/);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(link);
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
  expect(page.url()).toBe(`${fleet.url}/`);
  expect(asked.filter((url) => url.includes(String(token)))).toEqual([]);
  const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  expect(stored).not.toContain(String(token));
  await page.goBack();
  expect(page.url()).not.toContain('token');
});

test('a link works once: the second time it is refused, with the way to a new one', async ({
  page,
  browser,
  fleet,
}) => {
  const link = await fleet.createSignInLink();
  await page.goto(link);
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();

  const other = await browser.newContext({ storageState: signedOut });
  const stranger = await other.newPage();
  await stranger.goto(link);
  const note = stranger.locator('[data-problem="access.bad-sign-in-link"]');
  await expect(note).toBeVisible();
  await expect(note).toContainText('access.bad-sign-in-link');
  await expect(stranger.getByRole('heading', { name: 'Sign in to the fleet view' })).toBeVisible();
  await expect(stranger.getByText('keyready collector', { exact: true })).toBeVisible();
  expect(stranger.url()).not.toContain('token');
  const answer = await other.request.get(`${fleet.url}/v1/fleet/summary`);
  expect(answer.status()).toBe(401);
  await other.close();
});

test('a new link pasted into the refused tab signs it in', async ({ page, fleet }) => {
  await page.goto(`${fleet.url}/sign-in#token=${'x'.repeat(43)}`);
  await expect(page.locator('[data-problem="access.bad-sign-in-link"]')).toBeVisible();
  // Same path, other fragment: the browser loads nothing, the page itself has to notice.
  await page.goto(await fleet.createSignInLink());
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
});

test('without a session every address explains how to sign in and keeps the place', async ({
  page,
  fleet,
}) => {
  await page.goto('/devices?state=blocked');
  await expect(page.getByRole('heading', { name: 'Sign in to the fleet view' })).toBeVisible();
  await expect(page.getByRole('navigation')).toHaveCount(0);
  await page.goto(await fleet.createSignInLink());
  await expect(page.getByRole('heading', { level: 1, name: 'Devices' })).toBeVisible();
  await expect(page).toHaveURL(/\/devices\?state=blocked$/);
});

test('the command can be copied', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('/');
  await page.getByRole('button', { name: 'Copy' }).click();
  await expect(page.getByText('Copied')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('keyready collector');
});

test('signing in elsewhere in the same browser lets the waiting tab in', async ({ page, context, fleet }) => {
  await page.goto('/devices');
  const again = page.getByRole('button', { name: 'I have signed in in another tab' });
  await again.click();
  await expect(page.getByText('Not signed in yet.')).toBeVisible();
  const tab = await context.newPage();
  await signIn(tab, fleet);
  await again.click();
  await expect(page.getByRole('heading', { level: 1, name: 'Devices' })).toBeVisible();
});

test('signing out ends the session on the collector too', async ({ page, fleet }) => {
  await signIn(page, fleet);
  const { cookies } = await page.context().storageState();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in to the fleet view' })).toBeVisible();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  const replay = await page.request.get(`${fleet.url}/v1/session`, { headers: { cookie } });
  expect(replay.status()).toBe(401);
});
