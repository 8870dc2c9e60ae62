import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { ProblemError } from '../contract/problem.ts';
import type { JudgingFiles } from '../core/assess/grounds.ts';
import type { Clock } from '../platform/clock.ts';
import { systemCode } from '../platform/system-code.ts';
import { buildApp } from './build-app.ts';
import { type CollectorParts, defaultRateLimits } from './collector-parts.ts';
import { judgeFleetAgain } from './fleet-api/judge-again.ts';
import { createMetrics } from './observe/metrics.ts';
import { removeExpired } from './store/housekeeping.ts';
import { createEnrolmentCode } from './store/installation-keys.ts';
import { openStore, type Store, type StorePlace } from './store/open-store.ts';
import { createSignInToken } from './store/sign-ins.ts';

/** One company for now; the column is in every table so that more can come. */
export const localTenant = 'local';
const housekeepingEveryMs = 10 * 60 * 1000;

export type CollectorOptions = {
  /** Loopback only: there is no sign-in yet that would allow more. */
  host?: '127.0.0.1' | '::1';
  /** 0 takes a free one. */
  port: number;
  store: StorePlace;
  policyFiles: JudgingFiles;
  fleetViewDir: string;
  log: Logger;
  /** Marks every device that sends a report to this collector as sample data. */
  sampleData?: boolean;
  clock: Clock;
};

export type RunningCollector = {
  /** `http://127.0.0.1:8686` */
  url: string;
  /** An address that signs in to the fleet view once, within 15 minutes. */
  createSignInLink(): Promise<string>;
  createEnrolmentCode(options: { uses: number; validForMs: number }): Promise<string>;
  /** Finishes requests under way, then closes the store. */
  close(): Promise<void>;
};

/**
 * Starts a collector: opens the store, brings its schema up to date, listens, and judges the stored fleet again in the
 * background when the policy changed. Throws ProblemErrors `collector.…`; nothing is left open then.
 */
export async function startCollector(options: CollectorOptions): Promise<RunningCollector> {
  const { host = '127.0.0.1', port, policyFiles, clock, log } = options;
  await checkPortIsFree(host, port);
  const store = await openStore(options.store, localTenant, clock.now(), {
    onIdleError: (error) => log.warn({ err: error }, 'a connection to the database broke'),
    onLost: (error) => log.fatal({ code: error.code }, error.message),
  });
  let origin = '';
  const parts: CollectorParts = {
    store,
    policyFiles,
    clock,
    metrics: createMetrics(store),
    log: log as FastifyBaseLogger,
    audiences: () => audiencesOf(origin),
    fleetViewDir: options.fleetViewDir,
    version: await readVersion(),
    sampleData: options.sampleData ?? false,
    limits: defaultRateLimits,
  };
  const app = await buildApp(parts);
  try {
    origin = await listen(app, host, port);
  } catch (error) {
    await app.close();
    await store.close();
    throw error;
  }
  const stopWork = startBackgroundWork(store, policyFiles, clock, log);
  return {
    url: origin,
    // After the #, so that the token is in no request line, log or Referer.
    createSignInLink: async () => `${origin}/sign-in#token=${await createSignInToken(store, clock.now())}`,
    createEnrolmentCode: (limits) => createEnrolmentCode(store, limits, clock.now()),
    async close() {
      await app.close();
      await stopWork();
      await store.close();
    },
  };
}

async function listen(app: FastifyInstance, host: string, port: number): Promise<string> {
  try {
    return await app.listen({ host, port });
  } catch (error) {
    throw readListenProblem(error, port);
  }
}

/** Tried before the store is opened: with a database to start, the answer would take seconds. Listening decides in the end. */
async function checkPortIsFree(host: string, port: number): Promise<void> {
  if (port === 0) return;
  await new Promise<void>((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) => reject(readListenProblem(error, port)));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve()));
  });
}

function readListenProblem(error: unknown, port: number): unknown {
  if (systemCode(error) === 'EADDRINUSE')
    return new ProblemError('collector.port-in-use', `port ${port} is in use`, {
      where: String(port),
      cause: error,
    });
  return error;
}

/** A device may call this machine by any of its loopback names. */
function audiencesOf(origin: string): string[] {
  if (origin === '') return [];
  const { port } = new URL(origin);
  return ['127.0.0.1', 'localhost', '[::1]'].map((name) => new URL(`http://${name}:${port}`).origin);
}

/** Re-judging and housekeeping beside the requests. The returned function stops them and waits for the step under way. */
function startBackgroundWork(
  store: Store,
  policyFiles: JudgingFiles,
  clock: Clock,
  log: Logger,
): () => Promise<void> {
  const stop = new AbortController();
  const attempt = async (name: string, work: () => Promise<number | undefined>) => {
    try {
      const count = await work();
      if (count) log.info({ count }, name);
    } catch (error) {
      log.error({ err: error }, `${name} failed; it is tried again later`);
    }
  };
  const judge = () =>
    attempt('devices judged again with the new policy', () =>
      judgeFleetAgain(store, policyFiles, clock, stop.signal, (deviceId) =>
        log.warn({ deviceId }, 'the stored report of this device cannot be read'),
      ),
    );
  const tidy = () => attempt('housekeeping', () => removeExpired(store, clock.now()).then(() => undefined));
  const runOnce = async () => {
    await judge();
    if (!stop.signal.aborted) await tidy();
  };
  let underWay = runOnce();
  const timer = setInterval(() => {
    underWay = underWay.then(runOnce);
  }, housekeepingEveryMs);
  timer.unref();
  return async () => {
    stop.abort();
    clearInterval(timer);
    await underWay;
  };
}

async function readVersion(): Promise<string> {
  const text = await readFile(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8');
  const { version } = JSON.parse(text) as { version: string };
  return version;
}
