import type { Evidence, Finding, KindVerdict, PasskeyKind, Recovery } from '../../contract/verdict.ts';
import { type EngineCode, engineCodes } from './engine-codes.ts';

/**
 * One thing that holds ways to sign in and can be lost as a whole. Windows Hello, Windows Hello for Business and a Mac's own passkey go with the
 * device; each key is a thing of its own; a synced passkey goes with the account of the password manager.
 */
type Holder = {
  readonly thing: string;
  readonly kind: PasskeyKind;
  readonly says: string;
  /** A key that is about to lock itself is nothing to fall back on. */
  readonly shaky: boolean;
};

const thingOfKind: Readonly<Record<Exclude<PasskeyKind, 'seckey'>, { thing: string; says: string }>> = {
  whfb: { thing: 'device', says: 'goes with this device' },
  winhello: { thing: 'device', says: 'goes with this device' },
  macplat: { thing: 'device', says: 'goes with this device' },
  synced: { thing: 'account', says: 'goes with the account of a password manager' },
  hybrid: { thing: 'phone', says: 'goes with the phone' },
};

/** Codes of a key whose PIN may lock it before the next sign-in. */
const shakyCodes: readonly string[] = ['KEY_PIN_FEW_TRIES', 'KEY_PIN_CHANGE_REQUIRED'];

/**
 * Ready, but how firmly: what is left when any one thing is lost. Judged twice, as if no way that could not be checked were ready and as if all
 * were; where the two differ the answer is unknown. Pure; it changes no state and no other finding.
 */
export function judgeRecovery(kinds: readonly KindVerdict[]): Recovery {
  const ready = kinds.filter(({ state }) => state === 'ready');
  const holders = ready.flatMap((kind) => holdersOf(kind, ['ready']));
  const unchecked = kinds.filter(({ state }) => state === 'unknown');
  const possible = [
    ...kinds.flatMap((kind) => (kind.state === 'ready' ? holdersOf(kind, ['ready', 'unknown']) : [])),
    ...unchecked.flatMap((kind) => holdersOf(kind, ['ready', 'unknown'])),
  ];
  const ways = ready.map(({ kind }) => kind);
  const atLeast = firmness(holders);
  const isOpen = atLeast !== firmness(possible);
  const shaky = holders.filter((holder) => holder.shaky);
  // The pair says whether a PIN is what stands between fragile and sturdy; a key alone is told of its PIN as well.
  const pin = atLeast === 'fragile' && shaky.length > 0 ? [about('RECOVERY_FRAGILE_KEY_PIN', shaky)] : [];
  const withoutPhone = holders.filter(({ thing }) => thing !== 'phone');
  const leansOnPhone = atLeast === 'sturdy' && firmness(withoutPhone) !== 'sturdy';
  if (isOpen) {
    const open = possible.filter(({ thing }) => !holders.some((holder) => holder.thing === thing));
    return { state: 'unknown', ways, because: [about('RECOVERY_UNKNOWN', [...holders, ...open]), ...pin] };
  }
  const code = ({ sturdy: 'RECOVERY_STURDY', fragile: 'RECOVERY_FRAGILE', none: 'RECOVERY_NONE' } as const)[
    atLeast
  ];
  return {
    state: atLeast,
    ways,
    because: [
      about(code, holders),
      ...pin,
      ...(leansOnPhone
        ? [
            about(
              'RECOVERY_PHONE_UNSEEN',
              holders.filter(({ thing }) => thing === 'phone'),
            ),
          ]
        : []),
    ],
  };
}

/** Sturdy: two things of which each is enough. What is shaky is enough to be ready and not enough to fall back on. */
function firmness(holders: readonly Holder[]): 'sturdy' | 'fragile' | 'none' {
  if (holders.length === 0) return 'none';
  const sound = new Set(holders.filter(({ shaky }) => !shaky).map(({ thing }) => thing));
  return sound.size > 1 ? 'sturdy' : 'fragile';
}

/** The things that hold a kind: of security keys those in one of these states, or one unnamed where none was told apart. */
function holdersOf(verdict: KindVerdict, states: readonly string[]): Holder[] {
  const { kind, keys = [] } = verdict;
  if (kind !== 'seckey') return [{ ...thingOfKind[kind], kind, shaky: false }];
  const counted = keys.filter(({ state }) => states.includes(state));
  if (counted.length === 0) {
    return [{ thing: 'key', kind, says: 'goes with a security key', shaky: isShaky(verdict.findings) }];
  }
  return counted.map(({ id, name, findings }) => ({
    thing: `key ${id}`,
    kind,
    says: `goes with the security key ${name}`.slice(0, 300),
    shaky: isShaky(findings),
  }));
}

function isShaky(findings: readonly Finding[]): boolean {
  return findings.some(({ code }) => shakyCodes.includes(code));
}

function about(code: EngineCode, holders: readonly Holder[]): Finding {
  const evidence = holders.map(({ kind, says }): Evidence => ({ signal: kind, says }));
  const distinct = new Map(evidence.map((entry) => [`${entry.signal} ${entry.says}`, entry]));
  return {
    rule: 'overall.recovery',
    code,
    severity: engineCodes[code].severity,
    evidence: [...distinct.values()],
  };
}
