import { z } from 'zod';
import { openObject } from './open-object.ts';
import { ExplainedDependency } from './password-dependencies.ts';
import { Evidence, Owner, PasskeyKind, RecoveryState, Severity, VerdictState } from './verdict.ts';

/** A finding in words. */
export const ExplainedFinding = openObject({
  rule: z.string(),
  code: z.string(),
  severity: Severity,
  /** Short noun phrase: `Bluetooth is off`. */
  title: z.string(),
  /** One or two plain sentences for a person. */
  plain: z.string(),
  owner: Owner.optional(),
  evidence: z.array(Evidence),
});
export type ExplainedFinding = z.infer<typeof ExplainedFinding>;

export const ExplainedKind = openObject({
  kind: PasskeyKind,
  /** `Security key`, `Your phone`. */
  title: z.string(),
  state: VerdictState,
  /** `Ready`, `One step left`, `Blocked`, `Could not check`, `Not for this device`. */
  stateWord: z.string(),
  /** The one reason worth showing on a card. */
  reason: z.string(),
  findings: z.array(ExplainedFinding),
  /** Why the state is less sure than usual, apart from age, in a few plain words; absent where there is no such doubt. */
  lessSure: z.string().optional(),
  /** The oldest sighting it rests on, where that is older than the policy wants. */
  seenAt: z.iso.datetime().optional(),
  /** Name of the way that does here what this one would. */
  coveredBy: z.string().optional(),
});
export type ExplainedKind = z.infer<typeof ExplainedKind>;

/** One thing to do, in the order to do it. */
export const Action = openObject({
  code: z.string(),
  title: z.string(),
  owner: Owner,
  /** Effort in minutes; null when it cannot be said. */
  minutes: z.number().nullable(),
  /** Steps for this device's operating system. */
  steps: z.array(z.string()).min(1),
  /** Settings deep link or documentation page. */
  link: z.string().nullable(),
  /** Kinds that this gets nearer to ready. */
  kinds: z.array(PasskeyKind),
});
export type Action = z.infer<typeof Action>;

/** Ready, but how firmly, in words. */
export const ExplainedRecovery = openObject({
  state: RecoveryState,
  /** One sentence: what is left if one thing is lost. */
  line: z.string(),
  findings: z.array(ExplainedFinding),
});
export type ExplainedRecovery = z.infer<typeof ExplainedRecovery>;

/** A verdict with its words: what window, command line and fleet view show. */
export const ExplainedVerdict = openObject({
  state: VerdictState,
  stateWord: z.string(),
  /** One sentence that answers "can I sign in with a passkey?". */
  headline: z.string(),
  /** What the person gets, or what happens next. */
  summary: z.string(),
  kinds: z.array(ExplainedKind),
  overall: z.array(ExplainedFinding),
  recovery: ExplainedRecovery.optional(),
  /** What still needs a password here, worst first; what needs nothing comes last. */
  dependencies: z.array(ExplainedDependency).optional(),
  /** Why there may be more of them, in sentences. */
  dependencyNotes: z.array(z.string()).optional(),
  actions: z.array(Action),
  policyVersion: z.string(),
  judgedAt: z.iso.datetime(),
});
export type ExplainedVerdict = z.infer<typeof ExplainedVerdict>;
