import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { pino } from 'pino';
import { buildApp } from '../../../src/collector/build-app.ts';
import { createMetrics } from '../../../src/collector/observe/metrics.ts';
import { createEnrolmentCode } from '../../../src/collector/store/installation-keys.ts';
import { openStore, type Store, type StorePlace } from '../../../src/collector/store/open-store.ts';
import { createSignInToken } from '../../../src/collector/store/sign-ins.ts';
import { type JudgingFiles, judgingFiles } from '../../../src/core/assess/grounds.ts';
import { readPolicyFiles } from '../../../src/platform/policy-files.ts';
import { gzipJson, makeDevice, type ProofChanges, type SigningDevice } from './signing-device.ts';

export const testAudience = 'http://localhost:80';

/** A whole collector without a port, on a real database. */
export type TestApp = {
  app: FastifyInstance;
  store: Store;
  policyFiles: JudgingFiles;
  /** Everything logged so far, as text. */
  logged(): string;
  /** Shifts the collector's clock from the real one. */
  clock: { offsetMs: number };
  newDevice(): Promise<SigningDevice>;
  enrolledDevice(name?: string): Promise<SigningDevice>;
  enrolmentCode(uses?: number, validForMs?: number): Promise<string>;
  send(device: SigningDevice, value: unknown, changes?: SendChanges): Promise<LightMyRequestResponse>;
  /** Cookie header of a signed-in session. */
  signIn(): Promise<string>;
  get(url: string, cookie?: string): Promise<LightMyRequestResponse>;
  close(): Promise<void>;
};

export type SendChanges = ProofChanges & {
  path?: string;
  /** Sent instead of the signed body. */
  body?: Buffer;
  /** Signed and sent as they are. */
  raw?: Buffer;
  headers?: Record<string, string | undefined>;
};

const quiet = { onIdleError: () => undefined, onLost: () => undefined };

/** Builds a collector on a database of its own, or beside others on an open store. */
export async function startTestApp(
  place: StorePlace | Store,
  limits = { enrol: 10_000, signIn: 10_000, reportsPerKey: 10_000 },
): Promise<TestApp> {
  const policyFiles = judgingFiles(await readPolicyFiles());
  const store = 'read' in place ? place : await openStore(place, 'local', new Date(), quiet);
  const lines: string[] = [];
  const sink = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  const clock = {
    offsetMs: 0,
    now: () => new Date(Date.now() + clock.offsetMs),
    monotonicMs: () => performance.now(),
  };
  const app = await buildApp({
    store,
    policyFiles,
    metrics: createMetrics(store),
    clock,
    log: pino({ level: 'debug' }, sink),
    audiences: () => [testAudience],
    fleetViewDir: join(tmpdir(), 'keyready-no-fleet-view'),
    version: '0.0.0-test',
    sampleData: false,
    limits,
  });
  await app.ready();
  const inject = (options: InjectOptions) => app.inject(options);
  const self: TestApp = {
    app,
    store,
    policyFiles,
    clock,
    logged: () => lines.join(''),
    newDevice: () => makeDevice(() => testAudience),
    enrolmentCode: (uses = 1, validForMs = 60_000) =>
      createEnrolmentCode(store, { uses, validForMs }, clock.now()),
    async enrolledDevice(name = 'test-device') {
      const device = await self.newDevice();
      const answer = await self.send(
        device,
        {
          code: await self.enrolmentCode(),
          publicKey: device.publicKey,
          device: { name, platform: 'linux' },
        },
        { path: '/v1/enroll' },
      );
      if (answer.statusCode !== 200) throw new Error(`enrolment failed: ${answer.body}`);
      return device;
    },
    async send(device, value, { path = '/v1/reports', body, raw, headers, ...changes } = {}) {
      const signed = raw ?? gzipJson(value);
      const all = {
        'content-type': 'application/json',
        'content-encoding': 'gzip',
        'keyready-proof': await device.proof(path, signed, changes),
        ...headers,
      };
      const present = Object.entries(all).filter(([, text]) => text !== undefined) as [string, string][];
      return inject({
        method: 'POST',
        url: path,
        payload: body ?? signed,
        headers: Object.fromEntries(present),
      });
    },
    async signIn() {
      const token = await createSignInToken(store, clock.now());
      const answer = await inject({ method: 'POST', url: '/v1/session', payload: { token } });
      const [cookie] = answer.cookies;
      if (!cookie) throw new Error(`sign-in failed: ${answer.body}`);
      return `${cookie.name}=${cookie.value}`;
    },
    get: (url, cookie) => inject({ method: 'GET', url, ...(cookie ? { headers: { cookie } } : {}) }),
    async close() {
      await app.close();
      await store.close();
    },
  };
  return self;
}

/** A folder of its own, and how to be rid of it. */
export function makeTempDir(): { path: string; remove(): Promise<void> } {
  const path = mkdtempSync(join(tmpdir(), 'keyready-collector-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}
