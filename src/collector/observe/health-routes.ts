import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { Health } from '../../contract/http.ts';
import type { CollectorParts } from '../collector-parts.ts';
import { isStoreUp } from './metrics.ts';

/** /healthz: the process answers (what it says of the database is for people). /readyz: 503 while reports cannot be stored. */
export async function healthRoutes(app: FastifyInstance, parts: CollectorParts): Promise<void> {
  const { store, metrics, version } = parts;
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const tags = ['operation'];
  const readHealth = async (): Promise<Health> => {
    const up = await isStoreUp(store);
    return { status: up ? 'ok' : 'degraded', database: up ? 'ok' : 'unreachable', version };
  };

  routes.get(
    '/healthz',
    { schema: { tags, summary: 'Is the collector alive', response: { 200: Health } } },
    readHealth,
  );
  routes.get(
    '/readyz',
    { schema: { tags, summary: 'Can it store reports now', response: { 200: Health, 503: Health } } },
    async (_request, reply) => {
      const health = await readHealth();
      return reply.code(health.database === 'ok' ? 200 : 503).send(health);
    },
  );
  app.get(
    '/metrics',
    { schema: { tags, summary: 'Numbers in the text format of Prometheus' } },
    async (_request, reply) =>
      reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
  );
}
