import type { Reading } from '../../contract/observation.ts';
import type { FactsOf } from '../../contract/signals.ts';

type Facts = FactsOf<'passkey-providers'>;
/** One browser's profiles, as they are reported. */
export type BrowserProfiles = Extract<
  NonNullable<Facts['browserProfiles']>,
  { kind: 'known' }
>['value'][number];

/** A known extension in one profile. */
export type ExtensionState = {
  /** Keyready's word for the provider. */
  id: string;
  /** Family of the browser. */
  browser: string;
  enabled: Reading<boolean>;
};

export type ProfilesSeen = { browser: BrowserProfiles; extensions: ExtensionState[] };
