import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StorePlace } from '../../src/collector/store/open-store.ts';
import type { DeviceReport } from '../../src/contract/report.ts';
import { startPostgres, type TestPostgres, whyNoPostgres } from '../services/postgres.ts';
import { type CollectorProcess, runCollector } from './support/run-collector.ts';
import { makeReport } from './support/sample-report.ts';
import { enrol, makeDevice, postSigned, type SigningDevice } from './support/signing-device.ts';
import { makeTempDir } from './support/test-app.ts';

const deviceCount = 4;
/** The collector is killed once so many reports were acknowledged, with others on their way. */
const killAfter = 25;

/** What the senders know at the moment of the kill. */
type Sent = {
  acknowledged: Map<string, SigningDevice>;
  unsure: [SigningDevice, DeviceReport][];
  reports: Map<string, DeviceReport>;
};

/** Each device sends one report after the other until the collector is gone. */
async function sendUntilKilled(collector: CollectorProcess, devices: SigningDevice[]): Promise<Sent> {
  const sent: Sent = { acknowledged: new Map(), unsure: [], reports: new Map() };
  let killed: Promise<void> | undefined;
  await Promise.all(
    devices.map(async (device, index) => {
      while (killed === undefined) {
        const report = makeReport(device.thumbprint, new Date(), { name: `killed-${index}` });
        sent.reports.set(report.reportId, report);
        try {
          const { status, body } = await postSigned(collector.url, '/v1/reports', device, report);
          if (status !== 202) throw new Error(`unexpected ${status} ${JSON.stringify(body)}`);
          sent.acknowledged.set(report.reportId, device);
        } catch (error) {
          if (killed === undefined) throw error;
          sent.unsure.push([device, report]);
        }
        if (sent.acknowledged.size >= killAfter) killed ??= collector.kill();
      }
    }),
  );
  await killed;
  return sent;
}

async function expectNothingLost(collector: CollectorProcess, sent: Sent): Promise<void> {
  const perDevice = new Map<SigningDevice, string[]>();
  for (const [id, device] of sent.acknowledged) perDevice.set(device, [...(perDevice.get(device) ?? []), id]);
  await Promise.all(
    [...perDevice].map(async ([device, ids]) => {
      for (const id of ids) {
        const { status, body } = await postSigned(collector.url, '/v1/reports', device, sent.reports.get(id));
        expect({ status, outcome: body.outcome }).toEqual({ status: 200, outcome: 'already-stored' });
      }
    }),
  );
  for (const [device, report] of sent.unsure) {
    const first = await postSigned(collector.url, '/v1/reports', device, report);
    expect([200, 202]).toContain(first.status);
    const second = await postSigned(collector.url, '/v1/reports', device, report);
    expect(second).toMatchObject({ status: 200, body: { outcome: 'already-stored' } });
  }
}

async function fleetDevices(collector: CollectorProcess): Promise<{ name: string }[]> {
  const answer = await fetch(`${collector.url}/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: collector.token }),
  });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  const page = await fetch(`${collector.url}/v1/fleet/devices`, { headers: { cookie } });
  return ((await page.json()) as { devices: { name: string }[] }).devices;
}

async function killAndComeBack(store: StorePlace): Promise<void> {
  const first = await runCollector({ store, uses: deviceCount });
  let second: CollectorProcess | undefined;
  try {
    let { url } = first;
    const devices = await Promise.all(Array.from({ length: deviceCount }, () => makeDevice(() => url)));
    await Promise.all(devices.map((device, index) => enrol(url, first.code, device, `killed-${index}`)));
    const sent = await sendUntilKilled(first, devices);
    expect(sent.acknowledged.size).toBeGreaterThanOrEqual(killAfter);
    second = await runCollector({ store });
    url = second.url;
    await expectNothingLost(second, sent);
    const names = (await fleetDevices(second)).map((device) => device.name).sort();
    expect(names).toEqual(['killed-0', 'killed-1', 'killed-2', 'killed-3']);
    expect(await second.stop()).toBe(0);
  } finally {
    await first.kill();
    await second?.kill();
  }
}

describe('kill -9 while reports come in', () => {
  it('loses no acknowledged report on PGlite', async () => {
    const dir = makeTempDir();
    try {
      await killAndComeBack({ kind: 'pglite', dataDir: dir.path });
    } finally {
      await dir.remove();
    }
  }, 120_000);
});

const missing = whyNoPostgres();
describe.skipIf(missing !== null)(
  `PostgreSQL beside the collector${missing ? ` (SKIPPED: ${missing})` : ''}`,
  () => {
    let server: TestPostgres;
    beforeAll(async () => {
      server = await startPostgres();
    });
    afterAll(() => server?.remove());

    it('loses no acknowledged report when the collector is killed', async () => {
      await killAndComeBack({ kind: 'postgres', url: await server.createDatabase('killed') });
    }, 120_000);

    it('gone: nothing is acknowledged; back: the collector goes on by itself', async () => {
      const url = await server.createDatabase('gone');
      const collector = await runCollector({ store: { kind: 'postgres', url }, uses: 1 });
      try {
        const device = await makeDevice(() => collector.url);
        await enrol(collector.url, collector.code, device, 'patient');
        await server.stop();
        const report = makeReport(device.thumbprint, new Date());
        const refused = await postSigned(collector.url, '/v1/reports', device, report);
        expect(refused).toMatchObject({ status: 503, body: { code: 'collector.database-unreachable' } });
        expect((await fetch(`${collector.url}/readyz`)).status).toBe(503);
        expect((await fetch(`${collector.url}/healthz`)).status).toBe(200);
        await server.start();
        for (let tries = 0; (await fetch(`${collector.url}/readyz`)).status !== 200 && tries < 50; tries += 1)
          await sleep(100);
        expect((await postSigned(collector.url, '/v1/reports', device, report)).status).toBe(202);
      } finally {
        await collector.kill();
      }
    });
  },
);
