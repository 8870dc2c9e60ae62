import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { PublicKeyJwk } from '../../contract/http.ts';
import type { DeviceReport } from '../../contract/report.ts';
import type { JudgingFiles } from '../../core/assess/grounds.ts';
import type { Clock } from '../../platform/clock.ts';
import { storeReport } from '../ingest/store-report.ts';
import { createEnrolmentCode, enrolKey } from '../store/installation-keys.ts';
import { openStore, type StorePlace } from '../store/open-store.ts';

export type SampleSeed = {
  store: StorePlace;
  tenant: string;
  reports: readonly DeviceReport[];
  policyFiles: JudgingFiles;
  clock: Clock;
};

/**
 * Puts whole-machine sample reports into a store that no collector has open, through the same doors as real ones: enrolled, merged,
 * judged; each marked as sample data. Each is received when it says it was made. Throws `collector.…`.
 */
export async function seedSampleDevices(seed: SampleSeed): Promise<void> {
  const { reports, policyFiles, clock } = seed;
  const store = await openStore(seed.store, seed.tenant, clock.now(), {
    onIdleError() {},
    onLost() {},
  });
  try {
    const code = await createEnrolmentCode(store, { uses: reports.length, validForMs: 60_000 }, clock.now());
    for (const report of reports) {
      const madeAt = new Date(Math.min(Date.parse(report.createdAt), clock.now().getTime()));
      await enrolKey(
        store,
        {
          thumbprint: report.device.id,
          publicKey: await keyThatNobodyHolds(),
          deviceName: report.device.name,
          platform: report.device.platform,
          code,
        },
        clock.now(),
      );
      const json = JSON.stringify(report);
      const madeAtS = Math.floor(madeAt.getTime() / 1000);
      await storeReport(store, policyFiles, {
        thumbprint: report.device.id,
        claims: {
          aud: 'sample',
          iat: madeAtS,
          exp: madeAtS,
          jti: randomUUID(),
          htm: 'POST',
          htu: '/v1/reports',
          bodySha256: '',
          seq: 0,
        },
        report,
        bodyGzip: gzipSync(json),
        jsonBytes: Buffer.byteLength(json),
        receivedAt: madeAt,
        sample: true,
      });
    }
  } finally {
    await store.close();
  }
}

/** A real public key whose private half was never kept: nobody can send in the name of a sample device. */
async function keyThatNobodyHolds(): Promise<PublicKeyJwk> {
  const { publicKey } = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, [
    'sign',
  ]);
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', publicKey);
  return PublicKeyJwk.parse({ kty, crv, x, y });
}
