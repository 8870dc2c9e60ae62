import type { VerdictState } from '../contract/verdict.ts';

/** Devices per state; a state that is absent counts as zero. */
export type StateCounts = Partial<Record<VerdictState, number>>;
