import type { ScanContext } from '../../contract/observation.ts';
import type { PlatformName } from '../../contract/platform-name.ts';
import type { SignalId } from '../../contract/signals.ts';

/** What a signal is, before anybody observes it. docs/signals.md and docs/data-we-collect.md are made from these. */
export type SignalSpec = {
  id: SignalId;
  /** Heading in documents and in the window: `Security chip (TPM)`. */
  title: string;
  /** One sentence: what is looked at and why a passkey cares. */
  sentence: string;
  /** What leaves the device for this signal, and what is left out on purpose. */
  collects: string;
  /** Where the question has a meaning. Elsewhere the observation is `not-applicable`. */
  platforms: readonly PlatformName[];
  /** Which contexts can answer it. */
  contexts: readonly ScanContext[];
  /** The context that sees it whole where the other sees only part: its answer stands even when the other's is fresher. */
  bestSeenBy?: ScanContext;
  /** `user`: any account sees all of it. `partly`: an ordinary account sees the main part. `elevated`: root/administrator only. */
  privilege: 'user' | 'partly' | 'elevated';
  /** Loads native code into the process, which could bring it down. */
  native: boolean;
  /** Hard limit after which the answer is `unknown: timed-out`, milliseconds. */
  timeLimitMs: number;
  /** Typical cost on a warm machine. `light` < 20 ms, `medium` < 150 ms, `heavy` above. */
  cost: 'light' | 'medium' | 'heavy';
};
