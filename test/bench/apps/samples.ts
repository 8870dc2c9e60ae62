import type { CaseName } from './programs.ts';

/** One whole run of one program. */
export type Sample = { case: CaseName; wallMs: number; cpuMs: number; memoryMb: number };

export type Measured = {
  samples: readonly Sample[];
  /** Packages that dpkg lists here, and whether they are made ones. */
  packages: number;
  made: boolean;
  /** Files of settings in the home folder. */
  settings: number;
  /** By signal, how long its probe took in each round, milliseconds. */
  tookMs: Readonly<Record<string, readonly number[]>>;
};
