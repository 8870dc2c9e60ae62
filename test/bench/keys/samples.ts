import { z } from 'zod';

/** What is timed, always as a whole process from start to end. `keyready` asks all keys there are, the others those they are told to. */
export const caseNames = [
  /** busybox's `true`: what it costs to start anything at all. */
  'nothing',
  'fido2-token-start',
  'fido2-token-1',
  /** One process after the other: fido2-token takes one key. */
  'fido2-token-4',
  /** Loads everything, HID library too, and reads nothing. */
  'reader-start',
  'reader-1',
  /** The same key twice, one reading after the other, in one process. */
  'reader-1-twice',
  'reader-4',
  'keyready-0',
  'keyready-1',
  'keyready-4',
] as const;
export type CaseName = (typeof caseNames)[number];

const Sample = z.strictObject({
  case: z.enum(caseNames),
  /** How long a packet takes to or from the key; 0 = a key that answers at once. */
  packetMs: z.number().nonnegative(),
  round: z.number().int().nonnegative(),
  tookMs: z.number().nonnegative(),
  /** Requests that the keys got meanwhile, all keys together. */
  asked: z.record(z.string(), z.number().int().positive()),
  /** Processor time of the virtual keys' own process. */
  keyCpuMs: z.number().nonnegative(),
  /** As the reader timed itself, from before opening to after the last answer; null for other programs. */
  insideMs: z.number().nonnegative().nullable(),
});
export type Sample = z.infer<typeof Sample>;

export const Samples = z.array(Sample).min(1);
