/** For a property on a busy machine. */
export const PROPERTY_TIMEOUT_MS = 300_000;

const FIXED_SEED = 20261127;
/** A clean checkout in CI tries this many times more. */
const IN_CI = 5;

/**
 * Seed and number of cases of a property. The seed is fixed, so that a run is the same everywhere; `KEYREADY_PROPERTY_SEED` and
 * `KEYREADY_PROPERTY_RUNS` look at other cases. A failure prints seed and path, with which it is made again.
 */
export function propertyOptions(runs: number): { seed: number; numRuns: number } {
  const { KEYREADY_PROPERTY_SEED: seed, KEYREADY_PROPERTY_RUNS: wanted, CI } = process.env;
  return {
    seed: Number(seed ?? FIXED_SEED),
    numRuns: Number(wanted ?? (CI === 'true' ? runs * IN_CI : runs)),
  };
}
