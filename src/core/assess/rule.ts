import type { AttachedKey } from '../../contract/facts/security-key.ts';
import type { PlatformName } from '../../contract/platform-name.ts';
import type { FactsOf, SignalId, Signals } from '../../contract/signals.ts';
import type { Confidence, Evidence, Owner, PasskeyKind, Severity } from '../../contract/verdict.ts';
import type { Grounds } from './grounds.ts';
import type { Truth } from './truth.ts';

/** What is judged: the device's system and what was seen there. Rules read facts, never the machine they run on. */
export type Subject = { readonly platform: PlatformName; readonly signals: Signals };

/** What every row of the truth table states about itself, whatever it asks. */
export type RuleRow = {
  /** `hybrid.2`; stable, because policy switches rows off by it. */
  readonly id: string;
  readonly kind: PasskeyKind;
  readonly effect: Severity;
  /** Reason code; words in policy/remediation.en.yaml. */
  readonly code: string;
  /** Who can change it, where something can be changed. */
  readonly owner?: Owner;
  /** Signals the predicate reads; their age says how fresh, and so how sure, a verdict is that the row decided. */
  readonly needs: readonly SignalId[];
  /** The condition in words, for docs/rules.md. */
  readonly condition: string;
  /** Fires only when no block, unknown or action row fired and none was undetermined. */
  readonly otherwise?: true;
  /** Rows that say nothing once this one fired. */
  readonly suppresses?: readonly string[];
  /** Where this row could not be told it leaves a note and takes nothing from what else was seen. */
  readonly untold?: 'trace';
  /** How sure the row is where its sources leave doubt, and why, in a few plain words. Left out = high. */
  readonly confidence?: { readonly level: Exclude<Confidence, 'high'>; readonly because: string };
  /** Of a not-applicable row: the kind that does for the same account what this one would. */
  readonly coveredBy?: PasskeyKind;
  /** Where the row is documented. */
  readonly sources: readonly string[];
};

/** A row that is asked once for a device: data plus a predicate (docs/rules.md, "Add a rule"). */
export type Rule = RuleRow & {
  readonly when: (subject: Subject, policy: Grounds, judgedAt: Date) => Truth;
  readonly evidence: (subject: Subject, policy: Grounds, judgedAt: Date) => Evidence[];
};

/** One attached key and everything it is judged by. */
export type KeyInSight = {
  readonly key: AttachedKey;
  readonly name: string;
  readonly subject: Subject;
  readonly grounds: Grounds;
  readonly judgedAt: Date;
};

/** A row that is asked of every attached security key. */
export type KeyRule = RuleRow & {
  readonly when: (seen: KeyInSight) => Truth;
  readonly evidence: (seen: KeyInSight) => Evidence[];
  /** Where policy data decides what the row does; `effect` is then the mildest. Null: the row has no effect and is not asked. */
  readonly effectBy?: (grounds: Grounds) => Severity | null;
};

type ListedProvider = FactsOf<'passkey-providers'>['providers'][number];

/**
 * What may keep synced passkeys here: iCloud Keychain, Google's and Microsoft's as parts of their browsers, one program or extension that
 * was seen (`manager`), and, as the last resort, whatever was not seen (`unseen`).
 */
export type ProviderSort = 'icloud' | 'google' | 'microsoft' | 'manager' | 'unseen';

/** One way to keep synced passkeys and everything it is judged by. */
export type ProviderInSight = {
  readonly sort: ProviderSort;
  /** What was seen, for a `manager`. */
  readonly listed: ListedProvider | null;
  /** No other way was seen. */
  readonly alone: boolean;
  readonly subject: Subject;
  readonly grounds: Grounds;
  readonly judgedAt: Date;
};

/** A row that is asked of every way of one sort to keep synced passkeys. */
export type ProviderRule = RuleRow & {
  readonly of: ProviderSort;
  readonly when: (seen: ProviderInSight) => Truth;
  readonly evidence: (seen: ProviderInSight) => Evidence[];
};
