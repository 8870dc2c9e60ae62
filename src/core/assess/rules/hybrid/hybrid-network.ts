import type { FactsOf } from '../../../../contract/signals.ts';
import type { Evidence } from '../../../../contract/verdict.ts';
import type { Grounds } from '../../grounds.ts';
import { factsOf, look, read, saw } from '../../read-signal.ts';
import type { Rule, Subject } from '../../rule.ts';
import { judgeByTenant, type TenantAnswer } from '../../tenant/judge-tenant.ts';
import { and, cannotTell, every, not, or, type Truth, truthOf } from '../../truth.ts';
import { askTenant, sawTenant } from '../facts/tenant-facts.ts';
import { pages } from '../sources.ts';

type Relay = FactsOf<'tunnel-hosts'>['hosts'][number];
type Phones = Relay['phones'];

/** No relay of these phones can be reached. Could not tell where none was looked for. */
function isClosed(subject: Subject, phones: Phones): Truth {
  return look(subject, 'tunnel-hosts', ({ hosts }) => {
    const relays = hosts.filter((one) => one.phones === phones);
    return relays.length === 0
      ? cannotTell({ signal: 'tunnel-hosts', reason: 'not-supported', detail: `relay of ${phones} phones` })
      : every(relays, ({ host, reachable }) => not(read('tunnel-hosts', host, reachable, truthOf)));
  });
}

/** These phones' relay cannot be reached, and nothing says that the other one cannot either. */
function onlyClosed(subject: Subject, phones: Phones): Truth {
  const other = phones === 'android' ? 'ios' : 'android';
  return and(isClosed(subject, phones), truthOf(isClosed(subject, other) !== 'yes'));
}

function sawRelays(subject: Subject): Evidence[] {
  const hosts = factsOf(subject, 'tunnel-hosts')?.hosts ?? [];
  return hosts.slice(0, 4).map(({ host, reachable }) => {
    const answer =
      reachable.kind === 'known' ? (reachable.value ? 'answers' : 'cannot be reached') : 'could not be told';
    return saw(subject, 'tunnel-hosts', `${host}, port 443: ${answer}`);
  });
}

/** Nothing is known of either relay: an older report, a replay, a policy that does not want it, a proxy, no network. */
function nothingMeasured(subject: Subject): Truth {
  const hosts = factsOf(subject, 'tunnel-hosts')?.hosts ?? [];
  return truthOf(!hosts.some(({ reachable }) => reachable.kind === 'known'));
}

function whyNotMeasured(subject: Subject): Evidence[] {
  const seen = subject.signals['tunnel-hosts'];
  if (seen?.kind !== 'unknown') return [];
  return [
    saw(subject, 'tunnel-hosts', `${seen.reason}${seen.detail === undefined ? '' : `: ${seen.detail}`}`),
  ];
}

/**
 * AAGUIDs of the passkeys of Microsoft Authenticator, by phone. Their attestation is given inside the app.
 * https://learn.microsoft.com/en-us/entra/identity/authentication/how-to-enable-authenticator-passkey
 */
const authenticators = [
  { on: 'Android', aaguid: 'de1e552d-db1d-4423-a619-566b625cdc84' },
  { on: 'iPhone', aaguid: '90a3ccdf-635c-4729-a248-9b709135078f' },
] as const;
type Authenticator = (typeof authenticators)[number];

function answerFor({ tenant }: Grounds, { aaguid }: Authenticator): TenantAnswer | null {
  if (tenant === null) return null;
  const passkey = {
    type: 'deviceBound',
    aaguids: [aaguid],
    attestable: 'yes',
    about: 'tunnel-hosts',
  } as const;
  return judgeByTenant(tenant.fido2, passkey);
}
function leavesOut(grounds: Grounds, authenticator: Authenticator): Truth {
  return askTenant(grounds, () => answerFor(grounds, authenticator)?.refused.model ?? 'no');
}

/** The way from device to phone over the internet (rows 6 and 7), and whether the company takes what the phone's own app makes. */
export const hybridNetworkRules: readonly Rule[] = [
  {
    id: 'hybrid.6',
    kind: 'hybrid',
    effect: 'block',
    code: 'TUNNEL_HOSTS_BLOCKED',
    owner: 'it',
    needs: ['tunnel-hosts'],
    condition:
      'Neither relay host (cable.ua5v.com, cable.auth.com) can be reached on port 443, while the sign-in page can',
    when: (subject) => and(isClosed(subject, 'android'), isClosed(subject, 'ios')),
    untold: 'trace',
    evidence: sawRelays,
    sources: [pages.authenticatorPasskey],
  },
  {
    id: 'hybrid.7-android',
    kind: 'hybrid',
    effect: 'warn',
    code: 'TUNNEL_HOST_BLOCKED_ANDROID',
    owner: 'it',
    needs: ['tunnel-hosts'],
    condition: 'Of the relay hosts only that of Android phones (cable.ua5v.com) is known not to be reachable',
    when: (subject) => onlyClosed(subject, 'android'),
    evidence: sawRelays,
    sources: [pages.authenticatorPasskey],
  },
  {
    id: 'hybrid.7-ios',
    kind: 'hybrid',
    effect: 'warn',
    code: 'TUNNEL_HOST_BLOCKED_IOS',
    owner: 'it',
    needs: ['tunnel-hosts'],
    condition: 'Of the relay hosts only that of iPhones (cable.auth.com) is known not to be reachable',
    when: (subject) => onlyClosed(subject, 'ios'),
    evidence: sawRelays,
    sources: [pages.authenticatorPasskey],
  },
  {
    id: 'hybrid.tunnel',
    kind: 'hybrid',
    effect: 'info',
    code: 'TUNNEL_HOSTS_NOT_MEASURED',
    needs: [],
    condition:
      'Nothing is known of either relay host: not measured, switched off by policy, behind a proxy or without a network',
    when: nothingMeasured,
    suppresses: ['hybrid.6', 'hybrid.7-android', 'hybrid.7-ios'],
    evidence: whyNotMeasured,
    sources: [pages.authenticatorPasskey],
  },
  {
    id: 'hybrid.authenticator',
    kind: 'hybrid',
    effect: 'warn',
    code: 'AUTHENTICATOR_NOT_ALLOWED',
    owner: 'it',
    needs: [],
    condition:
      "With the tenant's settings given: the key restrictions of every passkey profile in reach leave out Microsoft Authenticator on Android, on iPhones, or on both (synced passkeys of other managers on a phone are not covered by them)",
    when: (_subject, grounds) =>
      or(...authenticators.map((authenticator) => leavesOut(grounds, authenticator))),
    evidence: (_subject, grounds) =>
      authenticators
        .filter((authenticator) => leavesOut(grounds, authenticator) === 'yes')
        .flatMap(({ on, aaguid }) => sawTenant(`Microsoft Authenticator (${on}), ${aaguid}, is not taken`)),
    sources: [pages.authenticatorPasskey, pages.passkeyProfile],
  },
];
