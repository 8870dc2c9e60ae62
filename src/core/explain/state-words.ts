import type { PasskeyKind, VerdictState } from '../../contract/verdict.ts';

/** Names of the six ways to sign in, as people know them. */
export const kindTitles: Readonly<Record<PasskeyKind, string>> = {
  whfb: 'Windows Hello for Business',
  winhello: 'Windows Hello (passkey on this PC)',
  macplat: 'Mac (Touch ID / Secure Enclave)',
  seckey: 'Security key',
  synced: 'Synced passkey',
  hybrid: 'Your phone',
};

/** The word for a way that another one stands in for, in place of "not for this device". */
export const coveredWord = 'Covered';

/** The one word for a state. `steps` counts what is left to do; only `ready-after-action` uses it. */
export function wordOfState(state: VerdictState, steps: number): string {
  switch (state) {
    case 'ready':
      return 'Ready';
    case 'ready-after-action':
      return steps <= 1 ? 'One step left' : `${steps} steps left`;
    case 'blocked':
      return 'Blocked';
    case 'unknown':
      return 'Could not check';
    case 'not-applicable':
      return 'Not for this device';
  }
}
