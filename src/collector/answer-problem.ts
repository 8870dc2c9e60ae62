import type { FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { ProblemError } from '../contract/problem.ts';
import { describeProblem } from '../core/explain/describe-problem.ts';
import type { CollectorParts } from './collector-parts.ts';
import { readStoreProblem } from './store/store-problems.ts';

const codesOfFastify: Record<string, 'ingest.too-large' | 'ingest.wrong-media-type'> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'ingest.too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'ingest.wrong-media-type',
};

/** Answers any failure as application/problem+json (RFC 9457) and notes its code for metrics. Defects are logged, never shown. */
export function answerProblem(
  thrown: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  { policyFiles, clock }: Pick<CollectorParts, 'policyFiles' | 'clock'>,
): FastifyReply {
  const error = readProblem(thrown, request);
  const problem = describeProblem(error, policyFiles.problems, 'collector.internal');
  const status = problem.status ?? 500;
  request.outcome = problem.code;
  if (!(error instanceof ProblemError)) request.log.error(traceOf(error), 'defect');
  else if (status >= 500) request.log.error({ code: error.code, cause: traceOf(error.cause) }, error.message);
  const extra = problem.code === 'ingest.proof-expired' ? { serverTime: clock.now().toISOString() } : {};
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .type('application/problem+json')
    .serializer((body: unknown) => JSON.stringify(body))
    .send({ ...problem, status, ...extra });
}

/** Where a failure came from. Only these members: errors of a database may carry the row at fault. */
function traceOf(error: unknown): { code?: string; stack?: string } {
  if (!(error instanceof Error)) return {};
  const { code, stack } = error as { code?: unknown; stack?: string };
  return { ...(typeof code === 'string' ? { code } : {}), ...(stack ? { stack } : {}) };
}

function readProblem(thrown: unknown, request: FastifyRequest): unknown {
  const error = readStoreProblem(thrown);
  if (error instanceof ProblemError || !(error instanceof Error)) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    const first = error.validation[0];
    const field = first?.instancePath.replace(/^\//, '').replaceAll('/', '.') ?? '';
    const code = request.url.startsWith('/v1/fleet/') ? 'fleet.bad-query' : 'http.bad-request';
    return new ProblemError(code, first?.message ?? 'not as agreed', field === '' ? {} : { where: field });
  }
  const { code, statusCode } = error as { code?: string; statusCode?: number };
  const known = code === undefined ? undefined : codesOfFastify[code];
  if (known) return new ProblemError(known, error.message);
  // Only Fastify's own complaints about a request carry both; their words hold no internals.
  if (code?.startsWith('FST_ERR_') && statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return new ProblemError('http.bad-request', error.message);
  return error;
}
