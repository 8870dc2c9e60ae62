import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import swagger from '@fastify/swagger';
import Fastify, { type FastifyInstance, LogController } from 'fastify';
import { jsonSchemaTransform, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { fleetViewFiles, noSuchRoute } from './access/fleet-view-files.ts';
import { guardRequests } from './access/guard-requests.ts';
import { sessionRoutes } from './access/session-routes.ts';
import { answerProblem } from './answer-problem.ts';
import type { CollectorParts } from './collector-parts.ts';
import { fleetRoutes } from './fleet-api/fleet-routes.ts';
import { ingestRoutes } from './ingest/ingest-routes.ts';
import { healthRoutes } from './observe/health-routes.ts';
import { observeRequests } from './observe/metrics.ts';

/** Time for a whole request to arrive, so that slow senders cannot hold connections for ever, milliseconds. */
const requestTimeoutMs = 30_000;

/** Builds the collector's web application without listening: tests put requests in by `inject`. */
export async function buildApp(parts: CollectorParts): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: parts.log,
    // One line per request is written by observeRequests; Fastify's own would name the whole URL.
    logController: new LogController({ disableRequestLogging: true }),
    requestTimeout: requestTimeoutMs,
    forceCloseConnections: 'idle',
    frameworkErrors: (error, request, reply) => {
      void answerProblem(error, request, reply, parts);
    },
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler((error, request, reply) => answerProblem(error, request, reply, parts));
  app.setNotFoundHandler((request, reply) =>
    answerProblem(noSuchRoute(request.method, request.url), request, reply, parts),
  );
  observeRequests(app, parts.metrics, parts.clock);
  guardRequests(app);
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        // Fluent UI writes style elements at run time; scripts stay strict.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    // Plain http on loopback: a promise of https would lock the browser out.
    strictTransportSecurity: false,
  });
  await app.register(cookie);
  await app.register(swagger, {
    openapi: {
      info: {
        title: 'Keyready collector',
        version: parts.version,
        description: 'Devices send signed reports; the fleet view reads what came of them.',
      },
    },
    transform: jsonSchemaTransform,
  });
  await addScope(app, healthRoutes, parts);
  await addScope(app, ingestRoutes, parts);
  await addScope(app, sessionRoutes, parts);
  await addScope(app, fleetRoutes, parts);
  app.get('/openapi.json', { schema: { hide: true } }, () => app.swagger());
  await addScope(app, fleetViewFiles, parts);
  return app;
}

/** Adds routes in a scope of their own, so that their hooks and body parsers stay theirs. */
async function addScope(
  app: FastifyInstance,
  addRoutes: (scope: FastifyInstance, parts: CollectorParts) => Promise<void>,
  parts: CollectorParts,
): Promise<void> {
  await app.register((scope, _options, done) => {
    addRoutes(scope, parts).then(() => done(), done);
  });
}
