import { z } from 'zod';
import { ScanContext } from './observation.ts';
import { openObject } from './open-object.ts';
import { PasswordDependencies } from './password-dependencies.ts';

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

/** How sure a statement is. `high` is what rows without a word of doubt say. */
export const Confidence = z.enum(['high', 'medium', 'low']);
export type Confidence = z.infer<typeof Confidence>;

/** One observed thing that a finding rests on, short and free of secrets. */
export const Evidence = openObject({
  signal: z.string(),
  /** What was seen, in a few plain words: `radio hci0 is off`. */
  says: z.string().max(300),
  source: z.string().max(200).optional(),
  at: z.iso.datetime().optional(),
  /** Who looked. */
  context: ScanContext.optional(),
  /**
   * Why it could not be told, for evidence of something unknown: `needs-elevation`. Also which case of a code it is, where that has words of
   * its own: `no-newer-system` of OS_TOO_OLD, `beside-another` of SECOND_METHOD_MISSING. Any word of a newer writer is kept.
   */
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
  /** How sure the row itself is, where its sources leave doubt; absent = high. */
  confidence: Confidence.optional(),
  /** Why it is not high, in a few plain words. */
  doubt: z.string().max(300).optional(),
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

/** How old what decided is (docs/adr/0014). */
export const Freshness = openObject({
  /** The oldest sighting among the signals that decided. */
  oldestAt: z.iso.datetime(),
  /** Whole days from then to the judgement; 0 for a sighting from the future. */
  ageDays: z.number().int().min(0),
  /** Older than `staleAfterDays` of the policy. */
  stale: z.boolean(),
});
export type Freshness = z.infer<typeof Freshness>;

export const KindVerdict = openObject({
  kind: PasskeyKind,
  state: VerdictState,
  /** How sure the state is. Absent where the state is unknown, and in verdicts of versions before 0.3. */
  confidence: Confidence.optional(),
  /** Why it is not high, apart from age. */
  doubts: z.array(z.string().max(300)).max(20).optional(),
  /** Absent where no signal decided. */
  freshness: Freshness.optional(),
  /** For the same person's account another kind here does what this one would. Only where the state is not-applicable. */
  coveredBy: PasskeyKind.optional(),
  /** For security keys: the way to a key, and the best key. */
  findings: z.array(Finding),
  /** Only for `seckey`: each attached key on its own, best first. */
  keys: z.array(KeyVerdict).optional(),
});
export type KindVerdict = z.infer<typeof KindVerdict>;

export const recoveryStates = ['sturdy', 'fragile', 'none', 'unknown'] as const;
/**
 * What is left when one thing is lost. `sturdy`: whatever one thing it is, another way is ready; `fragile`: one thing holds all that is ready;
 * `none`: nothing is ready; `unknown`: ways that could not be checked might change the answer.
 */
export const RecoveryState = z.enum(recoveryStates);
export type RecoveryState = z.infer<typeof RecoveryState>;

export const Recovery = openObject({
  state: RecoveryState,
  /** Kinds that are ready. */
  ways: z.array(PasskeyKind),
  because: z.array(Finding),
});
export type Recovery = z.infer<typeof Recovery>;

/** The judgement of one report under one policy. Computed, never observed: it can be computed again. */
export const Verdict = openObject({
  schemaVersion: z.literal(VERDICT_SCHEMA_VERSION),
  state: VerdictState,
  kinds: z.array(KindVerdict),
  /** Findings about the device as a whole, e.g. SECOND_METHOD_MISSING. */
  overall: z.array(Finding),
  /** Ready, but how firmly? Absent in verdicts of versions before 0.3. */
  recovery: Recovery.optional(),
  /** What still needs a password here. Absent in verdicts of versions before 0.4. */
  passwordDependencies: PasswordDependencies.optional(),
  policyVersion: z.string(),
  judgedAt: z.iso.datetime(),
});
export type Verdict = z.infer<typeof Verdict>;
