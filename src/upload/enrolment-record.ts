import { z } from 'zod';
import { openObject } from '../contract/open-object.ts';
import { Problem } from '../contract/problem.ts';

/** enrolment.json: where this installation is enrolled, and with which key. No secret. */
export const EnrolmentRecord = openObject({
  collectorUrl: z.url(),
  deviceId: z.string(),
  assurance: z.string(),
  enrolledAt: z.iso.datetime(),
  /** Thumbprint of the key that was enrolled; another key means: enrol again. */
  keyThumbprint: z.string(),
});
export type EnrolmentRecord = z.infer<typeof EnrolmentRecord>;

/** sending.json: what sending last came to. */
export const SendingRecord = openObject({
  lastUploadAt: z.iso.datetime().nullable(),
  /** Not before this moment, because the collector asked so (Retry-After). */
  notBefore: z.iso.datetime().nullable(),
  lastProblem: Problem.nullable(),
});
export type SendingRecord = z.infer<typeof SendingRecord>;
