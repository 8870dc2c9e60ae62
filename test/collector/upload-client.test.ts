import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningCollector, startCollector } from '../../src/collector/server.ts';
import { judgingFiles } from '../../src/core/assess/grounds.ts';
import type { Clock } from '../../src/platform/clock.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { readPolicyFiles } from '../../src/platform/policy-files.ts';
import { createCollectorClient } from '../../src/upload/collector-client.ts';
import { type InstallationKey, loadInstallationKey } from '../../src/upload/installation-key.ts';
import { openSequence } from '../../src/upload/sequence.ts';
import { makeReport } from './support/sample-report.ts';
import { makeTempDir } from './support/test-app.ts';

/** The product's own sender against the product's own receiver: what each side's tests take for granted of the other. */
describe('the real upload client against the real collector', () => {
  const dir = makeTempDir();
  let collector: RunningCollector;
  beforeAll(async () => {
    collector = await startCollector({
      port: 0,
      store: { kind: 'pglite', dataDir: join(dir.path, 'collector') },
      policyFiles: judgingFiles(await readPolicyFiles()),
      fleetViewDir: join(dir.path, 'no-fleet-view'),
      log: pino({ level: 'silent' }),
      clock: systemClock,
      sampleData: true,
    });
  });
  afterAll(async () => {
    await collector?.close();
    await dir.remove();
  });

  async function makeClient(name: string, offsetMs = 0, url = collector.url) {
    const clock: Clock = {
      now: () => new Date(Date.now() + offsetMs),
      monotonicMs: () => performance.now(),
    };
    const { key } = await loadInstallationKey(join(dir.path, `${name}.pem`));
    const sequence = openSequence(join(dir.path, `${name}.json`), clock);
    return { key, client: createCollectorClient({ url: new URL(url), key, sequence, clock }) };
  }

  const enrolment = async (key: InstallationKey, name: string) => ({
    code: await collector.createEnrolmentCode({ uses: 1, validForMs: 60_000 }),
    publicKey: key.publicKey,
    device: { name, platform: 'linux' as const },
  });

  it('enrols, sends, and sends again', async () => {
    const { key, client } = await makeClient('plain');
    const enrolled = await client.enroll(await enrolment(key, 'plain'));
    expect(enrolled).toMatchObject({ kind: 'accepted', value: { deviceId: key.thumbprint } });
    const report = makeReport(key.thumbprint, new Date());
    expect(await client.sendReport(report)).toMatchObject({ kind: 'accepted', value: { outcome: 'stored' } });
    expect(await client.sendReport(report)).toMatchObject({ value: { outcome: 'already-stored' } });
  });

  it('reaches it under its other name on this machine', async () => {
    const { key, client } = await makeClient('by-name', 0, collector.url.replace('127.0.0.1', 'localhost'));
    expect(await client.enroll(await enrolment(key, 'by-name'))).toMatchObject({ kind: 'accepted' });
  });

  it.each([-5 * 3_600_000, 5 * 3_600_000])('corrects a clock that is off by %i ms', async (offsetMs) => {
    const { key, client } = await makeClient(`clock${offsetMs}`, offsetMs);
    expect(await client.enroll(await enrolment(key, 'clock'))).toMatchObject({ kind: 'accepted' });
    expect(await client.sendReport(makeReport(key.thumbprint, new Date()))).toMatchObject({
      kind: 'accepted',
      value: { outcome: 'stored' },
    });
  });

  it('hears the code of a refusal', async () => {
    const { client, key } = await makeClient('stranger');
    expect(await client.sendReport(makeReport(key.thumbprint, new Date()))).toMatchObject({
      kind: 'rejected',
      code: 'ingest.unknown-key',
    });
  });
});
