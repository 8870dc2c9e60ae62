import { z } from 'zod';
import { Exchange } from '../../contract/capture.ts';
import { openObject } from '../../contract/open-object.ts';
import { PlatformName } from '../../contract/platform-name.ts';
import { SignalId } from '../../contract/signals.ts';

/** The one thing a parent asks of a probe host. */
export const HostRequest = z.strictObject({
  kind: z.literal('scan'),
  signals: z.array(z.strictObject({ id: SignalId, timeLimitMs: z.number().positive() })).min(1),
  /** Whose probes to use: this machine's, or the capture's when replaying. */
  platform: PlatformName,
  /** Capture folder that stands in for the machine. */
  replayDir: z.string().optional(),
  /** Send along what the machine was asked and what it answered, redacted. */
  record: z.boolean(),
});
export type HostRequest = z.infer<typeof HostRequest>;

/** What a probe host says while it works. */
export const HostMessage = z.discriminatedUnion('kind', [
  openObject({ kind: z.literal('started'), signal: SignalId }),
  openObject({
    kind: z.literal('observed'),
    signal: SignalId,
    /** A probe's answer, not yet checked: the parent holds the schema of its facts. */
    found: z.unknown(),
    at: z.iso.datetime(),
    tookMs: z.number().nonnegative(),
    exchanges: z.array(Exchange).optional(),
  }),
  openObject({ kind: z.literal('finished') }),
]);
export type HostMessage = z.infer<typeof HostMessage>;
