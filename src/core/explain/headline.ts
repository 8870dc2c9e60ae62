import type { Action, ExplainedFinding } from '../../contract/explained.ts';
import type { KindVerdict, PasskeyKind, Verdict } from '../../contract/verdict.ts';
import { wordOfState } from './state-words.ts';

/** What the person gets, by the kind that is ready; the most comfortable first. */
const gains: readonly (readonly [PasskeyKind, string])[] = [
  ['whfb', 'You sign in with your fingerprint, face or PIN.'],
  ['winhello', 'You sign in with your fingerprint, face or PIN.'],
  ['macplat', 'You sign in with Touch ID or your Mac password.'],
  ['seckey', 'You sign in with your security key.'],
  ['synced', 'You sign in with the passkey in your password manager.'],
  ['hybrid', 'You can sign in with a passkey on your phone, with the phone near this device.'],
];

export type Headline = { headline: string; summary: string };

/**
 * The answer to "can I sign in with a passkey?" and what follows from it.
 * `steps` = steps left on the shortest way; `first` = what to do first, where there is something to do.
 */
export function headlineOf(
  verdict: Verdict,
  steps: number,
  first: Action | undefined,
  reason: ExplainedFinding | undefined,
): Headline {
  switch (verdict.state) {
    case 'ready':
      return { headline: "You're ready for passkeys", summary: gainOf(verdict.kinds) };
    case 'ready-after-action':
      return { headline: leftToDo(steps, first), summary: nextStep(first) };
    case 'blocked':
      return blocked(verdict.kinds);
    case 'unknown':
      return {
        headline: "We couldn't check whether you're ready",
        summary:
          reason === undefined
            ? 'No check gave an answer. Checking again may help.'
            : `${reason.title}. ${reason.plain}`,
      };
    case 'not-applicable':
      return {
        headline: "Passkeys don't apply to this device",
        summary: 'None of the ways to sign in with a passkey is meant for it.',
      };
  }
}

function gainOf(kinds: readonly KindVerdict[]): string {
  const ready = new Set(kinds.filter(({ state }) => state === 'ready').map(({ kind }) => kind));
  return gains.find(([kind]) => ready.has(kind))?.[1] ?? 'You can sign in with a passkey.';
}

function leftToDo(steps: number, first: Action | undefined): string {
  const word = wordOfState('ready-after-action', steps);
  if (first === undefined || steps > 1) return `${word} until you're ready for passkeys`;
  const task = first.title.charAt(0).toLowerCase() + first.title.slice(1);
  return `${word}: ${task}${first.minutes === null ? '' : ` (about ${minutesInWords(first.minutes)})`}`;
}

function nextStep(first: Action | undefined): string {
  if (first === undefined) return 'Then check again.';
  if (first.owner === 'person') return `First: ${first.title}. Then check again.`;
  return first.owner === 'it'
    ? 'Your company’s IT has to do this. Then check again.'
    : 'The maker of this device has to do this. Then check again.';
}

/** `1 minute`, `5 minutes`. */
export function minutesInWords(minutes: number): string {
  return minutes === 1 ? '1 minute' : `${minutes} minutes`;
}

function blocked(kinds: readonly KindVerdict[]): Headline {
  const owners = new Set(
    kinds.flatMap(({ findings }) =>
      findings.filter(({ severity }) => severity === 'block').map(({ owner }) => owner),
    ),
  );
  if (owners.has('it') && !owners.has('person')) {
    return {
      headline: 'Your company must change a setting first',
      summary: 'There is nothing for you to do.',
    };
  }
  return {
    headline: "You can't sign in with a passkey on this device yet",
    summary: 'Every way to sign in with a passkey is stopped by something here.',
  };
}
