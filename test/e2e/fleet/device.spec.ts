import { DeviceDetail } from '../../../src/contract/http.ts';
import { explain } from '../../../src/core/explain/explain.ts';
import type { ExpectedDevice } from './expected-fleet.ts';
import { expect, test } from './fleet-test.ts';
import type { SeededCollector } from './seeded-collector.ts';

function deviceFrom(fleet: SeededCollector, is: (device: ExpectedDevice) => boolean): ExpectedDevice {
  const device = fleet.expected.devices.find(is);
  if (device === undefined) throw new Error('no sample device fits this test any more');
  return device;
}

function pathOf({ report }: ExpectedDevice): string {
  return `/devices/${encodeURIComponent(report.device.id)}`;
}

test('opens from the list and gives the verdict with every way to sign in', async ({ page, fleet }) => {
  const device = deviceFrom(fleet, ({ verdict }) => verdict.state === 'ready');
  const { name, platform } = device.report.device;
  await page.goto(`/devices?search=${encodeURIComponent(name)}`);
  await page.getByRole('link', { name, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  const words = explain(device.verdict, platform, fleet.policyFiles.remediation);
  await expect(page.getByRole('region', { name: 'Can it sign in with a passkey today?' })).toContainText(
    words.headline,
  );
  for (const kind of words.kinds) {
    const card = page.locator(`[data-kind="${kind.kind}"]`);
    await expect(card.getByRole('button')).toContainText(kind.title);
    await expect(card.getByRole('button')).toContainText(kind.stateWord);
    await expect(card.getByRole('button')).toContainText(kind.reason);
  }
});

test('a way to sign in opens to what was seen, and codes only under Details', async ({ page, fleet }) => {
  const device = deviceFrom(fleet, ({ verdict }) =>
    verdict.kinds.some(({ kind, state }) => kind === 'hybrid' && state === 'blocked'),
  );
  const { platform } = device.report.device;
  const words = explain(device.verdict, platform, fleet.policyFiles.remediation);
  const hybrid = words.kinds.find(({ kind }) => kind === 'hybrid');
  const finding = hybrid?.findings.find(({ severity }) => severity === 'block');
  if (finding === undefined) throw new Error('a blocked kind has no blocking finding');
  await page.goto(pathOf(device));
  const card = page.locator('[data-kind="hybrid"]');
  const button = card.getByRole('button');
  await expect(button).toHaveAttribute('aria-expanded', 'false');
  await expect(card.getByText(finding.plain)).toBeHidden();
  await button.click();
  await expect(button).toHaveAttribute('aria-expanded', 'true');
  await expect(card.getByText(finding.plain)).toBeVisible();
  for (const { says } of finding.evidence) await expect(card).toContainText(says);
  await expect(card.getByText(finding.code, { exact: true })).toBeHidden();
  await card.getByRole('listitem').filter({ hasText: finding.plain }).getByText('Details').click();
  await expect(card.getByText(finding.code, { exact: true })).toBeVisible();
});

test('actions are in order, with owner and steps', async ({ page, fleet }) => {
  const device = deviceFrom(fleet, ({ verdict }) => verdict.state === 'ready-after-action');
  const words = explain(device.verdict, device.report.device.platform, fleet.policyFiles.remediation);
  expect(words.actions.length).toBeGreaterThan(0);
  await page.goto(pathOf(device));
  const actions = page.getByRole('region', { name: 'What to do' }).locator('[data-action]');
  await expect(actions).toHaveCount(words.actions.length);
  const owners = { person: 'The person', it: 'IT', vendor: 'The maker' };
  for (const [index, action] of words.actions.entries()) {
    const entry = actions.nth(index);
    await expect(entry).toContainText(action.title);
    await expect(entry).toContainText(owners[action.owner]);
    await entry.getByText('Steps', { exact: true }).click();
    for (const step of action.steps) await expect(entry.getByText(step, { exact: true })).toBeVisible();
  }
});

test('every signal says who saw it, when, how and how long; what could not be told says why in words', async ({
  page,
  fleet,
}) => {
  // A silent one is left out: the collector corrects times that lie after a report's arrival.
  const device = deviceFrom(
    fleet,
    ({ report, seenDaysAgo }) =>
      seenDaysAgo < 1 &&
      Object.values(report.signals).some(
        (signal) => signal?.kind === 'unknown' && signal.reason === 'timed-out',
      ),
  );
  await page.goto(pathOf(device));
  const { signals } = device.report;
  for (const [id, signal] of Object.entries(signals)) {
    const row = page.locator(`[data-signal="${id}"]`);
    if (signal === undefined) throw new Error(`${id} has no observation`);
    await expect(row).toContainText(signal.context === 'device' ? 'Device scan' : 'Scan in the person');
    await expect(row).toContainText(`${Math.round(signal.tookMs).toLocaleString('en')} ms`);
    await expect(row.getByRole('time')).toHaveAttribute('datetime', signal.at);
    if (signal.kind === 'known') await expect(row).toContainText(signal.source);
    if (signal.kind === 'unknown') await expect(row).toContainText('Could not tell');
  }
  await expect(page.getByText('Could not tell: it took too long to answer')).toBeVisible();
  await expect(page.getByText('Could not tell: the check crashed')).toBeVisible();
  await expect(page.getByText(/This report is not complete/)).toBeVisible();
});

test('a complete report is not called incomplete', async ({ page, fleet }) => {
  const device = deviceFrom(fleet, ({ report }) => report.completeness === 'complete');
  await page.goto(pathOf(device));
  await expect(page.getByRole('region', { name: 'About this report' })).toBeVisible();
  await expect(page.getByText(/not complete/)).toHaveCount(0);
});

test('shows the exact report that the collector holds', async ({ page, fleet }) => {
  const device = deviceFrom(fleet, () => true);
  await page.goto(pathOf(device));
  await page.getByText('Show the exact report (JSON)').click();
  const json = await page.getByRole('region', { name: 'The report as JSON' }).innerText();
  const answer = await page.request.get(`/v1/fleet${pathOf(device)}`);
  const body: unknown = await answer.json();
  expect(JSON.parse(json)).toEqual((body as { report: unknown }).report);
  expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(device.report)));
  expect(DeviceDetail.parse(body).assurance).toBe('enrolment-code');
  await expect(page.getByText(/Enrolled with a code, then every report signed/)).toBeVisible();
});

test('a device that does not exist is a problem with a code and a way on', async ({ page }) => {
  await page.goto('/devices/nobody-knows-this-one');
  const note = page.locator('[data-problem="fleet.no-such-device"]');
  await expect(note).toBeVisible();
  await expect(note).toContainText('What now');
  await page.getByRole('link', { name: /← Devices/ }).click();
  await expect(page.getByRole('grid')).toBeVisible();
});

test('an address that leads nowhere says so and leads back', async ({ page }) => {
  await page.goto('/rollout');
  await expect(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible();
  await page.getByRole('link', { name: 'Go to the overview' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
});
