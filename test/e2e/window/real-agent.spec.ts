import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Agent } from '../../../src/agent/agent.ts';
import { composeAgent } from '../../../src/agent/for-this-machine.ts';
import { type RunningCollector, startCollector } from '../../../src/collector/server.ts';
import { DeviceDetail } from '../../../src/contract/http.ts';
import { judgingFiles } from '../../../src/core/assess/grounds.ts';
import { systemClock } from '../../../src/platform/clock.ts';
import { readPolicyFiles } from '../../../src/platform/policy-files.ts';
import { test as base, expect } from './window-fixture.ts';
import { installBridge, type MainSide, startMain } from './window-harness.ts';

const root = join(import.meta.dirname, '../../..');

/** The real agent of this machine over a state folder of its own. */
const test = base.extend<{
  stateDir: string;
  realAgent: Agent;
  openReal: (more?: Parameters<typeof startMain>[2]) => Promise<MainSide>;
}>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern to learn what a fixture needs.
  stateDir: async ({}, use) => {
    const dir = await mkdtemp(join(tmpdir(), 'keyready-window-'));
    await use(dir);
    await rm(dir, { recursive: true, force: true });
  },
  realAgent: async ({ stateDir }, use) => use(await composeAgent({ stateDir })),
  openReal: async ({ page, pages, realAgent }, use) => {
    const started: MainSide[] = [];
    await use(async (more) => {
      const main = startMain(realAgent, pages.origin, more);
      started.push(main);
      await installBridge(page, main);
      await page.goto(`${pages.origin}/`);
      return main;
    });
    for (const main of started) await main.device.close();
  },
});

test('a real scan of this machine ends in a verdict with all six ways, and is remembered', async ({
  page,
  realAgent,
  openReal,
}) => {
  const main = await openReal();
  await expect(page.locator('[data-answer]')).toBeVisible({ timeout: 20_000 });
  const last = await realAgent.lastScan();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    last?.explained.headline ?? 'no scan remembered',
  );
  await expect(page.locator('[data-kind]')).toHaveCount(6);
  expect(main.defects).toEqual([]);
});

test('a capture stands in for the machine, is called sample data, and nothing of it is kept or sent', async ({
  page,
  realAgent,
  openReal,
}) => {
  const replayDir = join(root, 'test/fixtures/captures/linux/ubuntu-24-04-yubikey-chrome');
  const { explained } = await realAgent.scan({ replayDir });
  const main = await openReal({ sample: { name: 'A laptop with a key', replayDir } });
  await expect(
    page.getByText('Sample data: A laptop with a key. This is not the device you sit at.'),
  ).toBeVisible();
  await expect(page.locator('[data-answer]')).toHaveAttribute('data-answer', explained.state, {
    timeout: 20_000,
  });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(explained.headline);
  for (const { title, stateWord } of explained.kinds.filter(({ state }) => state !== 'not-applicable')) {
    await expect(page.getByRole('button', { name: `${title} ${stateWord}` })).toBeVisible();
  }
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: join(root, `test-results/screens/window-capture-${colorScheme}.png`) });
  }
  expect(await realAgent.lastScan()).toBeNull();
  expect((await realAgent.status()).waiting).toBe(0);
  expect(main.defects).toEqual([]);
});

test('what the window shows as sent is what the collector has', async ({
  page,
  realAgent,
  openReal,
  stateDir,
}) => {
  // An embedded database has to be made first.
  test.setTimeout(120_000);
  const collector = await startCollector({
    port: 0,
    store: { kind: 'pglite', dataDir: join(stateDir, 'collector') },
    policyFiles: judgingFiles(await readPolicyFiles()),
    fleetViewDir: join(root, 'out/fleet-view'),
    log: pino({ level: 'silent' }),
    clock: systemClock,
  });
  try {
    const code = await collector.createEnrolmentCode({ uses: 1, validForMs: 60_000 });
    const { deviceId } = await realAgent.enroll(collector.url, code);
    await openReal();
    await expect(page.locator('[data-reach]')).toHaveText('Last sent to IT now.', { timeout: 60_000 });
    await page.getByText('Show exactly what was sent').click();
    const shown = await page.getByRole('region', { name: 'The last report sent to IT, as JSON' }).innerText();
    expect(JSON.parse(shown)).toEqual(await reportAtCollector(collector, deviceId));
  } finally {
    await collector.close();
  }
});

/** The stored report as the fleet API gives it to IT. */
async function reportAtCollector(collector: RunningCollector, deviceId: string): Promise<unknown> {
  const link = new URL(await collector.createSignInLink());
  const signedIn = await fetch(`${collector.url}/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: new URLSearchParams(link.hash.slice(1)).get('token') }),
  });
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
  const detail = await fetch(`${collector.url}/v1/fleet/devices/${deviceId}`, { headers: { cookie } });
  return DeviceDetail.parse(await detail.json()).report;
}
