import type { FactsOf } from '../../contract/signals.ts';
import type { Outcome, ProbeReach, ReachProblem } from '../../platform/reach.ts';
import {
  cancelled,
  type Failed,
  type Found,
  knownReading,
  type Unknown,
  unknown,
  unknownFrom,
} from '../probe.ts';

type TunnelHosts = FactsOf<'tunnel-hosts'>;
type Relay = Pick<TunnelHosts['hosts'][number], 'host' | 'phones'>;
/** A yes or no, or "could not tell" with its reason. */
export type YesOrNo = { kind: 'known'; value: boolean } | Unknown;
/** Whether programs here are told to go through a proxy, by the system or by the person's own settings. */
export type AskProxy = (reach: ProbeReach) => Promise<YesOrNo>;

/**
 * Where phones of each kind meet the device for a sign-in, all by TLS on port 443.
 * https://learn.microsoft.com/en-us/entra/identity/authentication/how-to-enable-authenticator-passkey
 */
const relays: readonly Relay[] = [
  { host: 'cable.ua5v.com', phones: 'android' },
  { host: 'cable.auth.com', phones: 'ios' },
];
/** The sign-in page, which every network that people sign in on lets through: where that fails too, there is no network to judge. */
const CONTROL = 'login.microsoftonline.com';
const HTTPS = 443;
/** Together below the signal's own limit. */
const RELAY_LIMIT_MS = 2000;
const CONTROL_LIMIT_MS = 1500;

/**
 * Failures that the way to the host brings about. Any other (a certificate of somebody else, a resolver in trouble, a program that may not
 * connect) says nothing of the host.
 */
const onTheWay: readonly ReachProblem[] = ['timed-out', 'refused', 'not-found'];

/** Connects to both relays side by side; what a failure means is asked only after one. */
export async function observeTunnelHosts(
  reach: ProbeReach,
  stop: AbortSignal,
  askProxy: AskProxy,
): Promise<Found<TunnelHosts>> {
  if (stop.aborted) return cancelled();
  const dialled = await Promise.all(
    relays.map(async (relay) => ({
      ...relay,
      outcome: await reach.network.connect(relay.host, HTTPS, RELAY_LIMIT_MS),
    })),
  );
  if (stop.aborted) return cancelled();
  const closed = dialled.some(({ outcome }) => isOnTheWay(outcome));
  const because = closed ? await whyNotBlocked(reach, dialled, askProxy) : null;
  if (stop.aborted) return cancelled();
  const hosts = dialled.map(({ host, phones, outcome }) => ({
    host,
    phones,
    reachable: judge(outcome, because),
  }));
  const untold = hosts.flatMap(({ reachable }) => (reachable.kind === 'unknown' ? [reachable] : []));
  // Nothing was learnt of this network.
  if (untold.length === hosts.length && untold[0] !== undefined) return untold[0];
  return { kind: 'known', facts: { hosts }, source: `connections to port ${HTTPS}` };
}

function isOnTheWay(outcome: Outcome<'connected'>): outcome is Failed {
  return !outcome.ok && onTheWay.includes(outcome.problem);
}

function judge(outcome: Outcome<'connected'>, because: YesOrNo | null): YesOrNo {
  if (outcome.ok) return knownReading(true);
  return isOnTheWay(outcome) && because !== null ? because : unknownFrom(outcome);
}

/** What a host that cannot be reached comes to: `false` only where the network is there and no proxy could lead round it. */
async function whyNotBlocked(
  reach: ProbeReach,
  dialled: readonly { outcome: Outcome<'connected'> }[],
  askProxy: AskProxy,
): Promise<YesOrNo> {
  const proxy = await askProxy(reach);
  if (proxy.kind === 'unknown') return proxy;
  if (proxy.value)
    return unknown('not-supported', 'behind a proxy, which may let through what a direct connection cannot');
  if (dialled.some(({ outcome }) => outcome.ok)) return knownReading(false);
  const control = await reach.network.connect(CONTROL, HTTPS, CONTROL_LIMIT_MS);
  if (control.ok) return knownReading(false);
  // Not its own reason: a device without a network has lost no answer that a second look would bring.
  return unknown('unreadable', `${CONTROL} cannot be reached either: offline, or no direct way out`);
}
