import { z } from 'zod';
import { Exchange } from '../../contract/capture.ts';
import { openObject } from '../../contract/open-object.ts';
import { PlatformName } from '../../contract/platform-name.ts';
import type { SignalId } from '../../contract/signals.ts';

/**
 * A signal's id as text: loading every facts schema would double the host's start (ADR 0001). A host asked for a signal it
 * does not know answers `no-probe`, and the parent takes answers only for signals it asked for.
 */
const SignalName = z.string() as unknown as z.ZodType<SignalId>;

/** The one thing a parent asks of a probe host. */
export const HostRequest = z.strictObject({
  kind: z.literal('scan'),
  signals: z.array(z.strictObject({ id: SignalName, timeLimitMs: z.number().positive() })).min(1),
  /** Whose probes to use: this machine's, or the capture's when replaying. */
  platform: PlatformName,
  /** Capture folder that stands in for the machine. */
  replayDir: z.string().optional(),
  /** Send along what the machine was asked and what it answered, redacted. */
  record: z.boolean(),
  /** The installation's key for marks of security keys (HidNode.mark), 32 bytes as hex. Without it there are no marks. */
  recognitionKey: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  /** File or folder of the catalogue in place of the package's. */
  catalogue: z.string().optional(),
  /** The policy asks for the names of all installed programs. */
  wholeList: z.literal(true).optional(),
  /** What only the window's own process can ask: the host passes it on as an answer to the probe that wants it. */
  told: z.strictObject({ canPromptTouchId: z.boolean() }).optional(),
});
export type HostRequest = z.infer<typeof HostRequest>;

/** What a probe host says while it works. */
export const HostMessage = z.discriminatedUnion('kind', [
  openObject({ kind: z.literal('started'), signal: SignalName }),
  openObject({
    kind: z.literal('observed'),
    signal: SignalName,
    /** A probe's answer, not yet checked: the parent holds the schema of its facts. */
    found: z.unknown(),
    at: z.iso.datetime(),
    tookMs: z.number().nonnegative(),
    exchanges: z.array(Exchange).optional(),
  }),
  openObject({ kind: z.literal('finished') }),
]);
export type HostMessage = z.infer<typeof HostMessage>;
