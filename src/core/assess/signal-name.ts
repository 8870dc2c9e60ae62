import type { SignalId } from '../../contract/signals.ts';
import { signalCatalogue } from '../signals/catalogue.ts';

/** Words for a signal; its own id when a newer writer named one that this version does not know. */
export function titleOfSignal(name: string): string {
  return Object.hasOwn(signalCatalogue, name) ? signalCatalogue[name as SignalId].title : name;
}
