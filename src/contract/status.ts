import { z } from 'zod';
import { openObject } from './open-object.ts';
import { Problem } from './problem.ts';

/** What this installation last sent; shown by `keyready status` and by the window. */
export const UploadStatus = openObject({
  collectorUrl: z.string().nullable(),
  enrolled: z.boolean(),
  deviceId: z.string().nullable(),
  lastUploadAt: z.iso.datetime().nullable(),
  /** Reports waiting to be sent. */
  waiting: z.number().int().nonnegative(),
  /** Spool entries that could not be read and were set aside. */
  setAside: z.number().int().nonnegative(),
  /** Reports that were never sent because the spool's bounds (age, size) were reached. */
  dropped: z.number().int().nonnegative().optional(),
  lastProblem: Problem.nullable(),
});
export type UploadStatus = z.infer<typeof UploadStatus>;

/** Progress of a running scan: always the whole state, so that a late listener is right at once. */
export const ScanProgress = openObject({
  running: z.boolean(),
  done: z.number().int().nonnegative(),
  total: z.number().int().nonnegative(),
  /** Signals being checked now. */
  checking: z.array(z.string()),
});
export type ScanProgress = z.infer<typeof ScanProgress>;
