import { ProblemError } from '../../contract/problem.ts';

/** SQLSTATEs of a server that is going away, full of connections or starting (https://www.postgresql.org/docs/current/errcodes-appendix.html). */
const awayStates = /^(08|57P0[1-5]$|53300$)/;
const awaySocketCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'EAI_AGAIN',
]);
/** node-postgres gives these failures no code at all (pg 8, lib/client.js and pg-pool). */
const awayMessages =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/i;

/** Tells a database that is full or gone from a defect of ours; anything else comes back as it was. */
export function readStoreProblem(error: unknown): unknown {
  if (error instanceof ProblemError || !(error instanceof Error)) return error;
  const code = codeOf(error);
  if (code === '53100' || code === 'ENOSPC')
    return new ProblemError('collector.disk-full', 'the database could not be written: no space left', {
      cause: error,
    });
  if (code !== undefined && (awayStates.test(code) || awaySocketCodes.has(code)))
    return new ProblemError('collector.database-unreachable', `the database does not answer (${code})`, {
      cause: error,
    });
  if (awayMessages.test(error.message))
    return new ProblemError('collector.database-unreachable', 'the connection to the database was lost', {
      cause: error,
    });
  return error;
}

function codeOf(error: Error): string | undefined {
  if ('code' in error && typeof error.code === 'string') return error.code;
  if (error instanceof AggregateError)
    for (const inner of error.errors) if (inner instanceof Error) return codeOf(inner);
  return error.cause instanceof Error ? codeOf(error.cause) : undefined;
}
