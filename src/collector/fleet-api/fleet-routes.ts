import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { DeviceDetail, DevicesPage, DevicesQuery, FleetSummary, searchedText } from '../../contract/http.ts';
import { Problem } from '../../contract/problem.ts';
import { requireSession } from '../access/guard-requests.ts';
import type { CollectorParts } from '../collector-parts.ts';
import { listDevices } from './list-devices.ts';
import { showDevice } from './show-device.ts';
import { summariseFleet } from './summarise-fleet.ts';

const problems = { '4xx': Problem, '5xx': Problem };

/** What the fleet view asks; only with a session. */
export async function fleetRoutes(app: FastifyInstance, parts: CollectorParts): Promise<void> {
  const { store, policyFiles, clock } = parts;
  app.addHook('onRequest', async (request, reply) => {
    await requireSession(request, parts);
    reply.header('cache-control', 'no-store');
  });
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const tags = ['fleet'];

  routes.get(
    '/v1/fleet/summary',
    { schema: { tags, summary: 'The fleet in numbers', response: { 200: FleetSummary, ...problems } } },
    () => summariseFleet(store, policyFiles, clock.now()),
  );
  routes.get(
    '/v1/fleet/devices',
    {
      schema: {
        tags,
        summary: 'Devices, filtered, sorted, page by page',
        querystring: DevicesQuery,
        response: { 200: DevicesPage, ...problems },
      },
    },
    (request) => listDevices(store, request.query),
  );
  routes.get(
    '/v1/fleet/devices/:id',
    {
      schema: {
        tags,
        summary: "One device, judged with today's policy",
        params: z.object({ id: searchedText(100) }),
        response: { 200: DeviceDetail, ...problems },
      },
    },
    (request) => showDevice(store, policyFiles, request.params.id, clock.now()),
  );
}
