import type { SignalId } from '../contract/signals.ts';
import { signalCatalogue } from '../core/signals/catalogue.ts';

/** The signal's name for people; an unknown signal keeps its id. */
export function titleOf(signal: string): string {
  return Object.hasOwn(signalCatalogue, signal) ? signalCatalogue[signal as SignalId].title : signal;
}
