import { z } from 'zod';
import { Owner } from './verdict.ts';

/**
 * How sure an explanation is: `published` = Microsoft says so; `reported` = people who met the code say so; `deduced` = from what the
 * number itself says.
 */
export const Sureness = z.enum(['published', 'reported', 'deduced']);
export type Sureness = z.infer<typeof Sureness>;

/** policy/hello-errors.yaml: codes that Windows shows when Windows Hello cannot be set up or the sign-in to Entra ID fails. */
export const HelloErrorBook = z.strictObject({
  language: z.string(),
  /** Pages and threads the rows were read from, by short id. */
  sources: z.record(
    z.string(),
    z.strictObject({ url: z.url(), asOf: z.iso.date(), what: z.string().min(5) }),
  ),
  /** What helps with many of these codes, and is to do where a row names nothing of its own. */
  firstSteps: z.array(z.string().min(5)).min(1),
  /** By code, eight lower-case hex digits after 0x. */
  errors: z.record(
    z.string().regex(/^0x[0-9a-f]{8}$/),
    z.strictObject({
      /** Symbolic name, where one is published: `NTE_BAD_KEYSET`. */
      name: z.string().max(80).optional(),
      title: z.string().min(3).max(90),
      means: z.string().min(10).max(500),
      todo: z.array(z.string().min(5)).min(1).optional(),
      owner: Owner,
      sure: Sureness,
      /** Ids of `sources`. */
      from: z.array(z.string()).min(1),
    }),
  ),
});
export type HelloErrorBook = z.infer<typeof HelloErrorBook>;
