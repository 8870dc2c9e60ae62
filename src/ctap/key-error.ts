import type { KeyProblem } from './key-answers.ts';

/** Why an exchange with a key, or one command in it, came to nothing. Stays inside src/ctap; outside it is a value. */
export class KeyError extends Error {
  readonly problem: KeyProblem;
  /** CTAP status or CTAPHID error byte; null where the key gave none. */
  readonly status: number | null;
  /** Did the key refuse the CTAPHID command itself, so that no CTAP command was ever looked at? */
  readonly refusedByHid: boolean;

  constructor(
    problem: KeyProblem,
    detail: string,
    status: { byte: number; refusedByHid: boolean } | null = null,
  ) {
    super(detail);
    this.name = 'KeyError';
    this.problem = problem;
    this.status = status?.byte ?? null;
    this.refusedByHid = status?.refusedByHid ?? false;
  }
}
