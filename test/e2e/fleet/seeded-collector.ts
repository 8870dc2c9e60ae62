import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import { pino } from 'pino';
import { judgeFleetAgain } from '../../../src/collector/fleet-api/judge-again.ts';
import { storeReport } from '../../../src/collector/ingest/store-report.ts';
import { type RunningCollector, startCollector } from '../../../src/collector/server.ts';
import { createEnrolmentCode, enrolKey } from '../../../src/collector/store/installation-keys.ts';
import { openStore } from '../../../src/collector/store/open-store.ts';
import { PublicKeyJwk } from '../../../src/contract/http.ts';
import { type JudgingFiles, judgingFiles } from '../../../src/core/assess/grounds.ts';
import type { Clock } from '../../../src/platform/clock.ts';
import { readPolicyFiles } from '../../../src/platform/policy-files.ts';
import { type ExpectedFleet, expectFleet } from './expected-fleet.ts';
import type { FleetDevice } from './sample-fleet.ts';

const fleetViewDir = join(import.meta.dirname, '../../../out/fleet-view');
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** A collector over a seeded database, that a test can stop, start again at the same address, and move in time. */
export type SeededCollector = {
  readonly url: string;
  readonly expected: ExpectedFleet;
  readonly policyFiles: JudgingFiles;
  createSignInLink(): Promise<string>;
  /** Moves the collector's clock ahead, e.g. past the end of every session. */
  passTime(hours: number): void;
  stop(): Promise<void>;
  startAgain(): Promise<void>;
  remove(): Promise<void>;
};

/**
 * Seeds an embedded database with a fleet through the collector's own enrolment and report storage, then starts the real
 * collector over it. The devices of `fleet` take the ids of their new keys.
 */
export async function startSeededCollector(
  fleet: readonly FleetDevice[],
  options: { sampleData?: boolean } = {},
): Promise<SeededCollector> {
  await checkFleetViewIsBuilt();
  const policyFiles = judgingFiles(await readPolicyFiles());
  const dataDir = await mkdtemp(join(tmpdir(), 'keyready-fleet-e2e-'));
  const sampleData = options.sampleData ?? false;
  const seeded = await seedStore(dataDir, fleet, policyFiles, sampleData);
  let aheadMs = 0;
  const clock: Clock = {
    now: () => new Date(Date.now() + aheadMs),
    monotonicMs: () => performance.now(),
  };
  const start = (port: number) =>
    startCollector({
      port,
      store: { kind: 'pglite', dataDir },
      policyFiles,
      fleetViewDir,
      log: pino({ level: 'silent' }),
      sampleData,
      clock,
    });
  let running: RunningCollector | null = await start(0);
  const { url } = running;
  const stop = async () => {
    await running?.close();
    running = null;
  };
  return {
    url,
    expected: expectFleet(seeded, policyFiles),
    policyFiles,
    createSignInLink: () => {
      if (running === null) throw new Error('the collector is stopped');
      return running.createSignInLink();
    },
    passTime: (hours) => {
      aheadMs += hours * HOUR_MS;
    },
    stop,
    startAgain: async () => {
      running = await start(Number(new URL(url).port));
    },
    remove: async () => {
      await stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function checkFleetViewIsBuilt(): Promise<void> {
  const page = await stat(join(fleetViewDir, 'index.html')).catch(() => null);
  if (page === null) throw new Error(`${fleetViewDir} is missing: run npm run build first`);
}

async function seedStore(
  dataDir: string,
  fleet: readonly FleetDevice[],
  policyFiles: JudgingFiles,
  sample: boolean,
): Promise<FleetDevice[]> {
  const now = new Date();
  const events = {
    onIdleError: (error: Error) => {
      throw error;
    },
    onLost: (error: Error) => {
      throw error;
    },
  };
  const store = await openStore({ kind: 'pglite', dataDir }, 'local', now, events);
  try {
    const uses = Math.max(fleet.length, 1);
    const code = await createEnrolmentCode(store, { uses, validForMs: DAY_MS }, now);
    const seeded: FleetDevice[] = [];
    for (const [index, { report, seenDaysAgo }] of fleet.entries()) {
      const { publicKey, thumbprint } = await makeKey();
      const { name, platform } = report.device;
      const enrolled = await enrolKey(
        store,
        { thumbprint, publicKey, deviceName: name, platform, code },
        now,
      );
      const own = { ...report, device: { ...report.device, id: enrolled.deviceId } };
      const json = Buffer.from(JSON.stringify(own));
      const iat = Math.floor(now.getTime() / 1000);
      await storeReport(store, policyFiles, {
        thumbprint,
        claims: {
          aud: 'seed',
          iat,
          exp: iat + 120,
          jti: `seeded-proof-${String(index).padStart(6, '0')}`,
          htm: 'POST',
          htu: '/v1/reports',
          bodySha256: 'seed',
          seq: 1,
        },
        report: own,
        bodyGzip: gzipSync(json),
        jsonBytes: json.byteLength,
        receivedAt: new Date(now.getTime() - seenDaysAgo * DAY_MS),
        sample,
      });
      seeded.push({ report: own, seenDaysAgo });
    }
    // As the collector does by and by: who fell silent is judged by what is left of it today.
    await judgeFleetAgain(
      store,
      policyFiles,
      { now: () => now, monotonicMs: () => performance.now() },
      new AbortController().signal,
      (deviceId) => {
        throw new Error(`the seeded report of ${deviceId} cannot be read`);
      },
    );
    return seeded;
  } finally {
    await store.close();
  }
}

async function makeKey(): Promise<{ publicKey: PublicKeyJwk; thumbprint: string }> {
  const { publicKey } = await generateKeyPair('ES256');
  const { kty, crv, x, y } = await exportJWK(publicKey);
  const jwk = PublicKeyJwk.parse({ kty, crv, x, y });
  return { publicKey: jwk, thumbprint: await calculateJwkThumbprint(jwk, 'sha256') };
}
