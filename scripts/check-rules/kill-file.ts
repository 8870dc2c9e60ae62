import { z } from 'zod';

/** Where the file is that the runs of all test files share. */
export const killsVariable = 'KEYREADY_RULE_KILLS';

/** The first test that noticed a mutant, by the mutant's name. */
export const KillFile = z.record(z.string(), z.string());
export type KillFile = z.infer<typeof KillFile>;
