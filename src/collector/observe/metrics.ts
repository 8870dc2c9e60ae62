import type { FastifyInstance } from 'fastify';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Clock } from '../../platform/clock.ts';
import type { Store } from '../store/open-store.ts';

/** Numbers of one collector, in a registry of its own so that two in one process do not add up. */
export type Metrics = {
  registry: Registry;
  countRequest(request: {
    route: string;
    method: string;
    status: number;
    outcome: string;
    tookMs: number;
  }): void;
};

export function createMetrics(store: Store): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const ingest = new Counter({
    name: 'keyready_ingest_requests_total',
    help: 'Requests of devices by route and outcome: stored, already-stored, enrolled, or a problem code',
    labelNames: ['route', 'outcome'],
    registers,
  });
  const duration = new Histogram({
    name: 'keyready_http_request_duration_seconds',
    help: 'Time from request to answer',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers,
  });
  new Gauge({
    name: 'keyready_store_devices',
    help: 'Devices in the store; absent while the store does not answer',
    registers,
    async collect() {
      this.reset();
      const devices = await countDevices(store).catch(() => undefined);
      if (devices !== undefined) this.set(devices);
      else this.remove();
    },
  });
  new Gauge({
    name: 'keyready_store_up',
    help: '1 when the store answers, else 0',
    registers,
    async collect() {
      this.set((await isStoreUp(store)) ? 1 : 0);
    },
  });
  return {
    registry,
    countRequest({ route, method, status, outcome, tookMs }) {
      duration.observe({ method, route, status: `${Math.floor(status / 100)}xx` }, tookMs / 1000);
      if (route === '/v1/reports' || route === '/v1/enroll') ingest.inc({ route, outcome });
    },
  };
}

/** Counts every answered request and writes one log line for it: no query, no header, no body. */
export function observeRequests(app: FastifyInstance, metrics: Metrics, clock: Clock): void {
  const startedMs = new WeakMap<object, number>();
  app.decorateRequest('outcome', null);
  app.addHook('onRequest', async (request) => {
    startedMs.set(request, clock.monotonicMs());
  });
  app.addHook('onResponse', async (request, reply) => {
    const tookMs = clock.monotonicMs() - (startedMs.get(request) ?? clock.monotonicMs());
    const route = request.routeOptions.url ?? 'none';
    const { method } = request;
    const status = reply.statusCode;
    const outcome = request.outcome ?? 'ok';
    metrics.countRequest({ route, method, status, outcome, tookMs });
    request.log.info({ method, route, status, outcome, tookMs: Math.round(tookMs * 10) / 10 }, 'request');
  });
}

/** Whether the store answers a question that touches no table. */
export async function isStoreUp(store: Store): Promise<boolean> {
  try {
    await store.read((db) => db.selectNoFrom((eb) => eb.lit(1).as('one')).execute());
    return true;
  } catch {
    return false;
  }
}

async function countDevices(store: Store): Promise<number> {
  const row = await store.read((db) =>
    db
      .selectFrom('devices')
      .select((eb) => eb.cast<number>(eb.fn.countAll(), 'integer').as('devices'))
      .where('tenant', '=', store.tenant)
      .executeTakeFirstOrThrow(),
  );
  return row.devices;
}
