import type { CaseName } from './programs.ts';

/** One whole run of one program. */
export type Sample = {
  case: CaseName;
  start: 'cold' | 'warm';
  wallS: number;
  cpuS: number;
  /** Peak of all its processes; null where it was not watched. */
  memoryMb: number | null;
};

export type Measured = {
  samples: readonly Sample[];
  /** By signal, how long its probe took in each round, milliseconds. */
  tookMs: Readonly<Record<string, readonly number[]>>;
  /** By program, how many other programs it starts; null = could not be counted. */
  started: Readonly<Record<string, number | null>>;
  /** The kernel's page cache was dropped before each cold run. */
  pagesDropped: boolean;
};
