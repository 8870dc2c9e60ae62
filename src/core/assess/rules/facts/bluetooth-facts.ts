import type { FactsOf } from '../../../../contract/signals.ts';
import type { Evidence } from '../../../../contract/verdict.ts';
import { factsOf, look, read, saw } from '../../read-signal.ts';
import type { Subject } from '../../rule.ts';
import { and, every, not, or, some, type Truth, truthOf } from '../../truth.ts';

type Bluetooth = FactsOf<'bluetooth'>;

/** Whether the list names every radio. Could not tell where there may be others; yes in reports from before that was said. */
function isComplete({ complete }: Bluetooth): Truth {
  return complete === undefined ? 'yes' : read('bluetooth', 'radios', complete, truthOf);
}

/** There is no radio. Says nothing of why: a switch can hide a radio altogether. */
export function hasNoRadio(subject: Subject): Truth {
  return look(subject, 'bluetooth', (facts) => and(truthOf(facts.adapters.length === 0), isComplete(facts)));
}

/** What a switch does to the radio. Where the system has no such switch, the answer is `none`. */
export function isBlocked(subject: Subject, how: 'none' | 'soft' | 'hard'): Truth {
  return look(subject, 'bluetooth', ({ blocked }) =>
    read('bluetooth', 'switches', blocked, (value) => truthOf(value === how), truthOf(how === 'none')),
  );
}

type Radio = Bluetooth['adapters'][number];

function isOff({ id, powered }: Radio): Truth {
  return read('bluetooth', `power of ${id}`, powered, (value) => truthOf(!value));
}
function hasLowEnergy({ id, lowEnergyCentral }: Radio): Truth {
  return read('bluetooth', `Low Energy of ${id}`, lowEnergyCentral, truthOf);
}

/** Radios are there and every one is off. */
export function allRadiosOff(subject: Subject): Truth {
  return look(subject, 'bluetooth', (facts) => {
    const off = every(facts.adapters, isOff);
    // An empty list that is whole is no radio at all, and so none that is off.
    return facts.adapters.length === 0 ? and(not(isComplete(facts)), off) : and(off, isComplete(facts));
  });
}

/** Several radios, and those with Low Energy are off: the one that is on cannot serve a phone. */
export function lowEnergyRadiosOff(subject: Subject): Truth {
  return look(subject, 'bluetooth', (facts) => {
    const { adapters } = facts;
    const off = every(adapters, (radio) => or(isOff(radio), not(hasLowEnergy(radio))));
    return and(truthOf(adapters.length > 1), some(adapters, hasLowEnergy), off, isComplete(facts));
  });
}

/** At least one radio can do Low Energy as central. */
export function someRadioHasLowEnergy(subject: Subject): Truth {
  return look(subject, 'bluetooth', (facts) =>
    or(some(facts.adapters, hasLowEnergy), not(isComplete(facts))),
  );
}

/** Asks the company's Bluetooth policy; no where the system has none. */
export function policyForbids(
  subject: Subject,
  forbids: (policy: { allowed: boolean; allowedServices: string[] | null }) => boolean,
): Truth {
  return look(subject, 'bluetooth', ({ policy }) =>
    read('bluetooth', 'company policy', policy, (value) => truthOf(forbids(value)), 'no'),
  );
}

/** Evidence: each radio and whatever holds it back. */
export function sawBluetooth(subject: Subject): Evidence[] {
  const facts = factsOf(subject, 'bluetooth');
  if (facts === null) return [];
  return sentencesOf(facts)
    .slice(0, 6)
    .map((says) => saw(subject, 'bluetooth', says));
}

function sentencesOf({ adapters, complete, blocked, policy }: Bluetooth): string[] {
  const radios = adapters.map(({ id, powered, lowEnergyCentral }) => {
    const power = powered.kind === 'known' ? (powered.value ? 'is on' : 'is off') : 'power could not be told';
    const lowEnergy =
      lowEnergyCentral.kind === 'known' && !lowEnergyCentral.value ? ', without Low Energy' : '';
    return `radio ${id.slice(0, 60)} ${power}${lowEnergy}`;
  });
  return [
    ...(radios.length === 0
      ? [complete?.kind === 'unknown' ? 'radios could not be told' : 'no radio found']
      : radios),
    ...(blocked.kind === 'known' && blocked.value === 'soft' ? ['held off by software'] : []),
    ...(blocked.kind === 'known' && blocked.value === 'hard' ? ['held off by a hardware switch'] : []),
    ...(policy.kind === 'known' && !policy.value.allowed ? ['company policy forbids Bluetooth'] : []),
    ...(policy.kind === 'known' && policy.value.allowedServices !== null
      ? [`company policy allows ${policy.value.allowedServices.length} Bluetooth services`]
      : []),
  ];
}
