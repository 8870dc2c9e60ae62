import { z } from 'zod';

/** What the guest program itself saw (guest/run-keys.ts), beside what the product said. Times are the guest's own, in ms. */
export const NodesOfGroup = z.array(
  z.strictObject({ model: z.string(), node: z.string(), asked: z.array(z.string()) }),
);

export const Asked = z.array(z.string());

export const Watched = z.strictObject({
  events: z.array(z.strictObject({ what: z.string(), atMs: z.number() })),
  lines: z.array(z.strictObject({ atMs: z.number(), text: z.string() })),
  /** Processor time from its start until nothing more happened. */
  busyCpuMs: z.number(),
  idleMs: z.number(),
  idleCpuMs: z.number(),
  endedAfterMs: z.number(),
});
export type Watched = z.infer<typeof Watched>;
