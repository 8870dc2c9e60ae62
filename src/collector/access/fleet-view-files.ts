import { access } from 'node:fs/promises';
import { extname, join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { ProblemError } from '../../contract/problem.ts';
import type { CollectorParts } from '../collector-parts.ts';

const missingBuild = `The fleet view is not built yet.

Run  npm run build  in Keyready's folder, then load this page again.
Reports are received and judged meanwhile.
`;

/** Serves the built pages; every path that is no file and no API shows the start page, whose own routing takes over. */
export async function fleetViewFiles(
  app: FastifyInstance,
  { fleetViewDir }: Pick<CollectorParts, 'fleetViewDir'>,
): Promise<void> {
  await app.register(fastifyStatic, {
    root: fleetViewDir,
    serve: false,
    dotfiles: 'deny',
    cacheControl: false,
    acceptRanges: false,
  });
  // The file server throws errors of its own for paths and headers it does not serve: faults of the request, not of ours.
  app.setErrorHandler((error, request) => {
    const { statusCode } = error as { statusCode?: number };
    if (error instanceof ProblemError || statusCode === undefined || statusCode >= 500) throw error;
    if (statusCode === 412)
      throw new ProblemError('http.bad-request', 'the file is another than the one asked for');
    throw noSuchRoute(request.method, request.url);
  });
  app.get('/*', { schema: { hide: true } }, async (request, reply) => {
    const path = (request.params as { '*': string })['*'];
    if (path === 'v1' || path.startsWith('v1/')) throw noSuchRoute(request.method, request.url);
    if (!(await exists(join(fleetViewDir, 'index.html'))))
      return reply.code(503).type('text/plain; charset=utf-8').send(missingBuild);
    if (extname(path) === '' || path === 'index.html')
      return reply.header('cache-control', 'no-cache').sendFile('index.html');
    // Built assets carry their content's hash in the name.
    return reply
      .header(
        'cache-control',
        path.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      )
      .sendFile(path);
  });
}

export function noSuchRoute(method: string, url: string): ProblemError {
  return new ProblemError('http.no-such-route', `there is nothing at ${method} ${url.split('?')[0]}`);
}

async function exists(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch {
    return false;
  }
}
