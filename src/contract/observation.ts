import { z } from 'zod';
import { openObject } from './open-object.ts';

/** Who looked: `device` runs as SYSTEM/root for the whole machine, `user` runs in one person's session. */
export const ScanContext = z.enum(['device', 'user']);
export type ScanContext = z.infer<typeof ScanContext>;

/** Reasons this version gives for not knowing. Readers accept any other kebab-case word from a newer writer. */
export const knownUnknownReasons = [
  'no-probe',
  'needs-elevation',
  'needs-person-session',
  'no-device-access',
  'timed-out',
  'crashed',
  'cancelled',
  'unreadable',
  'refused',
  'busy',
  'malformed',
  'unplugged',
  'service-missing',
  'not-supported',
  'not-captured',
  'switched-off',
  'too-old',
] as const;
export type UnknownReason = (typeof knownUnknownReasons)[number];
const UnknownReasonWord = z.string().regex(/^[a-z][a-z0-9-]{1,40}$/) as z.ZodType<UnknownReason>;

const stamp = {
  /** When the answer was obtained, ISO 8601 UTC. */
  at: z.iso.datetime(),
  /** Wall time the probe took, milliseconds. */
  tookMs: z.number().nonnegative(),
  /** Which scan context asked. */
  context: ScanContext,
};

/** What one probe answered. "Could not tell" is its own answer, never a yes and never a no. */
export function observationOf<Facts extends z.ZodType>(facts: Facts) {
  return z.discriminatedUnion('kind', [
    openObject({ kind: z.literal('known'), facts, source: z.string(), ...stamp }),
    openObject({
      kind: z.literal('unknown'),
      reason: UnknownReasonWord,
      detail: z.string().max(500).optional(),
      ...stamp,
    }),
    openObject({ kind: z.literal('not-applicable'), because: z.string().max(500), ...stamp }),
  ]);
}
export type Observation<Facts> = z.infer<ReturnType<typeof observationOf<z.ZodType<Facts>>>>;

/** One value inside facts that may itself be unknown although the signal as a whole is known. */
export function readingOf<Value extends z.ZodType>(value: Value) {
  return z.discriminatedUnion('kind', [
    openObject({ kind: z.literal('known'), value }),
    openObject({
      kind: z.literal('unknown'),
      reason: UnknownReasonWord,
      detail: z.string().max(500).optional(),
    }),
    openObject({ kind: z.literal('not-applicable'), because: z.string().max(500) }),
  ]);
}
export type Reading<Value> = z.infer<ReturnType<typeof readingOf<z.ZodType<Value>>>>;
