import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { FleetSession, SignInRequest } from '../../contract/http.ts';
import { Problem, ProblemError } from '../../contract/problem.ts';
import type { CollectorParts } from '../collector-parts.ts';
import { endSession, exchangeSignInToken, type SessionRow } from '../store/sign-ins.ts';
import { requireSession, sessionCookie } from './guard-requests.ts';

const problems = { '4xx': Problem, '5xx': Problem };
/** No `secure`: the collector speaks http on loopback only. Strict: a link on a foreign page never carries the session. */
const cookieOptions = { path: '/', httpOnly: true, sameSite: 'strict' } as const;

/** Sign-in to the fleet view by a one-time link that only the terminal shows. */
export async function sessionRoutes(app: FastifyInstance, parts: CollectorParts): Promise<void> {
  await app.register(rateLimit, {
    global: false,
    errorResponseBuilder: (_request, { after }) =>
      new ProblemError('access.too-many-tries', `too many tries to sign in; try again in ${after}`),
  });
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const tags = ['session'];

  routes.post(
    '/v1/session',
    {
      bodyLimit: 4096,
      config: { rateLimit: { max: parts.limits.signIn, timeWindow: '1 minute' } },
      schema: {
        tags,
        summary: 'Exchange the token of a sign-in link for a session cookie',
        body: SignInRequest,
        response: { 200: FleetSession, ...problems },
      },
    },
    async (request, reply) => {
      const session = await exchangeSignInToken(parts.store, request.body.token, parts.clock.now());
      if (!session)
        throw new ProblemError(
          'access.bad-sign-in-link',
          'this link was used before, is too old, or is not ours',
        );
      reply.setCookie(sessionCookie, session.token, { ...cookieOptions, expires: session.expiresAt });
      return toFleetSession(session);
    },
  );

  routes.get(
    '/v1/session',
    { schema: { tags, summary: 'Who is signed in', response: { 200: FleetSession, ...problems } } },
    async (request) => toFleetSession(await requireSession(request, parts)),
  );

  routes.delete(
    '/v1/session',
    { schema: { tags, summary: 'Sign out', response: { 204: z.undefined(), ...problems } } },
    async (request, reply) => {
      const token = request.cookies[sessionCookie];
      if (token) await endSession(parts.store, token);
      return reply.clearCookie(sessionCookie, cookieOptions).code(204).send();
    },
  );
}

function toFleetSession({ user, how, expiresAt }: SessionRow): FleetSession {
  return { user, how, expiresAt: expiresAt.toISOString() };
}
