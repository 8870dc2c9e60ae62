import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ProblemError } from '../../contract/problem.ts';
import type { CollectorParts } from '../collector-parts.ts';
import { findSession, type SessionRow } from '../store/sign-ins.ts';

export const sessionCookie = 'keyready_session';

const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]']);
const harmlessMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses requests that a foreign page made a browser send here. The Host must be a name of this very machine, or a page
 * could point its own name at 127.0.0.1 (DNS rebinding); what changes something must not come from another origin.
 */
export function guardRequests(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    const host = hostNameOf(`http://${request.headers.host ?? ''}`);
    if (host === undefined || !loopbackNames.has(host))
      throw new ProblemError('access.wrong-host', 'this collector answers only to names of its own machine', {
        where: 'host',
      });
    const { origin } = request.headers;
    if (origin === undefined || harmlessMethods.has(request.method)) return;
    if (origin !== `${request.protocol}://${request.headers.host}`)
      throw new ProblemError('access.wrong-origin', 'the request comes from another page', {
        where: 'origin',
      });
  });
}

/** The session behind the request's cookie. Throws `access.sign-in-needed`. */
export async function requireSession(
  request: FastifyRequest,
  { store, clock }: Pick<CollectorParts, 'store' | 'clock'>,
): Promise<SessionRow> {
  const token = request.cookies[sessionCookie];
  const session = token ? await findSession(store, token, clock.now()) : undefined;
  if (!session) throw new ProblemError('access.sign-in-needed', 'sign in with a link from the collector');
  return session;
}

function hostNameOf(origin: string): string | undefined {
  try {
    const url = new URL(origin);
    return url.pathname === '/' && url.username === '' && url.search === '' ? url.hostname : undefined;
  } catch {
    return undefined;
  }
}
