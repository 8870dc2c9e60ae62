import { z } from 'zod';

const Figure = z.strictObject({
  value: z.number().nonnegative(),
  unit: z.string().min(1),
  better: z.enum(['lower', 'higher']),
  /** The worst value that is still good, in `unit`; null = nothing is asked of it. */
  budget: z.number().nonnegative().nullable(),
  /** `value` divided by that of the peer measured beside it. */
  ratio: z.number().nonnegative().nullable(),
  /** What `ratio` compares with; null without one. */
  against: z.string().min(1).nullable(),
});
export type Figure = z.infer<typeof Figure>;

/** The last line of every benchmark, for programs. */
export const BenchResult = z.strictObject({
  bench: z.string().min(1),
  figures: z.record(z.string(), Figure),
});
export type BenchResult = z.infer<typeof BenchResult>;

/** The middle one, or the mean of the two in the middle. @throws RangeError of nothing. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[sorted.length >> 1];
  const lower = sorted[(sorted.length - 1) >> 1];
  if (upper === undefined || lower === undefined) throw new RangeError('no values to take the middle of');
  return (upper + lower) / 2;
}

export function rounded(value: number, digits = 2): number {
  return Number(value.toFixed(digits));
}
