import type { Outcome, ReachProblem } from '../reach.ts';
import { systemCode } from '../system-code.ts';

type Failure = { readonly ok: false; readonly problem: ReachProblem; readonly detail?: string };

export function failure(problem: ReachProblem, detail?: string): Failure {
  return detail === undefined ? { ok: false, problem } : { ok: false, problem, detail };
}

export function success<Value>(value: Value): Outcome<Value> {
  return { ok: true, value };
}

/** errno names (man 3 errno) by what they mean for an observation. Any other is `unreadable` with its name. */
const problemOfErrno: Record<string, ReachProblem> = {
  ENOENT: 'not-found',
  ENOTDIR: 'not-found',
  ENXIO: 'not-found',
  ENODEV: 'not-found',
  EACCES: 'denied',
  EPERM: 'denied',
  EBUSY: 'busy',
  EAGAIN: 'busy',
  ETXTBSY: 'busy',
  ETIMEDOUT: 'timed-out',
  EFBIG: 'too-large',
  ENOSYS: 'not-supported',
  EOPNOTSUPP: 'not-supported',
};

/** Turns a thrown system error into a failed outcome. The detail is the errno name: no path, no stack. */
export function failureOf(error: unknown): Failure {
  const code = systemCode(error);
  if (typeof code !== 'string')
    return failure('unreadable', error instanceof Error ? error.name : 'unknown error');
  return failure(problemOfErrno[code] ?? 'unreadable', code);
}
