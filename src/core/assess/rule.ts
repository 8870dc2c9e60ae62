import type { PlatformName } from '../../contract/platform-name.ts';
import type { Signals } from '../../contract/signals.ts';
import type { Evidence, Owner, PasskeyKind, Severity } from '../../contract/verdict.ts';
import type { Grounds } from './grounds.ts';
import type { SignalName } from './signal-name.ts';
import type { Truth } from './truth.ts';

/** What is judged: the device's system and what was seen there. Rules read facts, never the machine they run on. */
export type Subject = { readonly platform: PlatformName; readonly signals: Signals };

/** One row of the truth table: data plus a predicate (docs/rules.md, "Add a rule"). */
export type Rule = {
  /** `hybrid.2`; stable, because policy switches rows off by it. */
  readonly id: string;
  readonly kind: PasskeyKind;
  readonly effect: Severity;
  /** Reason code; words in policy/remediation.en.yaml. */
  readonly code: string;
  /** Who can change it, where something can be changed. */
  readonly owner?: Owner;
  /** Signals the predicate reads; their age decides whether the kind is called stale. */
  readonly needs: readonly SignalName[];
  /** The condition in words, for docs/rules.md. */
  readonly condition: string;
  readonly when: (subject: Subject, policy: Grounds) => Truth;
  readonly evidence: (subject: Subject, policy: Grounds) => Evidence[];
  /** Fires only when no block, unknown or action row fired and none was undetermined. */
  readonly otherwise?: true;
  /** Rows that say nothing once this one fired. */
  readonly suppresses?: readonly string[];
  /** Where the row is documented. */
  readonly sources: readonly string[];
};
