import { z } from 'zod';
import { ScanContext } from './observation.ts';
import { openObject } from './open-object.ts';

export const VERDICT_SCHEMA_VERSION = 1;

/** The six ways to sign in with a passkey (docs/architecture.md, vocabulary). */
export const passkeyKinds = ['whfb', 'winhello', 'macplat', 'seckey', 'synced', 'hybrid'] as const;
export const PasskeyKind = z.enum(passkeyKinds);
export type PasskeyKind = z.infer<typeof PasskeyKind>;

export const verdictStates = ['ready', 'ready-after-action', 'blocked', 'unknown', 'not-applicable'] as const;
export const VerdictState = z.enum(verdictStates);
export type VerdictState = z.infer<typeof VerdictState>;

/** What a finding does to the verdict. `ready` and `not-applicable` are the rows that settle a kind; `warn` and `info` never change it. */
export const Severity = z.enum(['block', 'unknown', 'action', 'warn', 'info', 'ready', 'not-applicable']);
export type Severity = z.infer<typeof Severity>;

/** Who can change it. `it` is the company's IT, `vendor` a supplier, `person` whoever sits at the device. */
export const Owner = z.enum(['person', 'it', 'vendor']);
export type Owner = z.infer<typeof Owner>;

/** Reason codes are stable API: upper case, words in policy/remediation.en.yaml. */
export const ReasonCode = z.string().regex(/^[A-Z][A-Z0-9_]{1,60}$/);

/** One observed thing that a finding rests on, short and free of secrets. */
export const Evidence = openObject({
  signal: z.string(),
  /** What was seen, in a few plain words: `radio hci0 is off`. */
  says: z.string().max(300),
  source: z.string().max(200).optional(),
  at: z.iso.datetime().optional(),
  /** Who looked. */
  context: ScanContext.optional(),
  /** Why it could not be told, for evidence of something unknown: `needs-elevation`. Any word of a newer writer is kept. */
  reason: z.string().max(60).optional(),
});
export type Evidence = z.infer<typeof Evidence>;

/** One rule's result. */
export const Finding = openObject({
  /** Row of the rule table: `hybrid.2`. */
  rule: z.string(),
  code: ReasonCode,
  severity: Severity,
  owner: Owner.optional(),
  evidence: z.array(Evidence),
});
export type Finding = z.infer<typeof Finding>;

/** One security key on its own, whatever the way to it is worth. */
export const KeyVerdict = openObject({
  /** As in the security-key facts: `hidraw3`. */
  id: z.string(),
  /** Model if known, else what USB says. */
  name: z.string().max(300),
  state: VerdictState,
  findings: z.array(Finding),
});
export type KeyVerdict = z.infer<typeof KeyVerdict>;

export const KindVerdict = openObject({
  kind: PasskeyKind,
  state: VerdictState,
  /** For security keys: the way to a key, and the best key. */
  findings: z.array(Finding),
  /** Only for `seckey`: each attached key on its own, best first. */
  keys: z.array(KeyVerdict).optional(),
});
export type KindVerdict = z.infer<typeof KindVerdict>;

/** The judgement of one report under one policy. Computed, never observed: it can be computed again. */
export const Verdict = openObject({
  schemaVersion: z.literal(VERDICT_SCHEMA_VERSION),
  state: VerdictState,
  kinds: z.array(KindVerdict),
  /** Findings about the device as a whole, e.g. SECOND_METHOD_MISSING. */
  overall: z.array(Finding),
  policyVersion: z.string(),
  judgedAt: z.iso.datetime(),
});
export type Verdict = z.infer<typeof Verdict>;
