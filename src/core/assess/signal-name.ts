import type { SignalId } from '../../contract/signals.ts';
import { signalCatalogue } from '../signals/catalogue.ts';

/**
 * Signals that rules wait for and that the catalogue does not offer yet. Until then a row that needs one is
 * undetermined with reason `no-probe`, which is what keeps a kind at "could not check". When a signal enters the
 * catalogue it leaves this list (a test holds the two apart).
 */
export const laterSignals = {
  'platform-sso': 'Platform single sign-on',
} as const;
export type LaterSignal = keyof typeof laterSignals;

/** Any signal a rule may name. */
export type SignalName = SignalId | LaterSignal;

/** Words for a signal; its own id when a newer writer named one that this version does not know. */
export function titleOfSignal(name: string): string {
  if (Object.hasOwn(signalCatalogue, name)) return signalCatalogue[name as SignalId].title;
  return Object.hasOwn(laterSignals, name) ? laterSignals[name as LaterSignal] : name;
}
