import { z } from 'zod';

export const ChildSettings = z.object({
  port: z.number().default(0),
  store: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('pglite'), dataDir: z.string() }),
    z.object({ kind: z.literal('postgres'), url: z.string() }),
  ]),
  /** Uses of the enrolment code that is made at start; 0 makes none. */
  uses: z.number().default(0),
});
export type ChildSettings = z.infer<typeof ChildSettings>;

/** First line a child says. */
export const ChildStarted = z.union([
  z.object({ url: z.string(), code: z.string(), token: z.string() }),
  z.object({ problem: z.object({ code: z.string(), detail: z.string(), where: z.string().optional() }) }),
]);
