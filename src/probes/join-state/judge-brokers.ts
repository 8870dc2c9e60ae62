import type { FactsOf } from '../../contract/signals.ts';
import type { Outcome } from '../../platform/reach.ts';
import { type Failed, knownReading, type Unknown, unknown, unknownFrom } from '../probe.ts';
import type { BrokerTraces } from './read-broker-traces.ts';

type Broker = FactsOf<'join-state'>['brokers'][number];

function isTrue(outcome: Outcome<boolean>): boolean {
  return outcome.ok && outcome.value;
}

function himmelblauConfigured(traces: BrokerTraces): Broker['configured'] {
  const { himmelblauConfig: config, himmelblauInNsswitch: inUse } = traces;
  if (!inUse.ok) return unknownFrom(inUse);
  if (inUse.value) return knownReading(true);
  if (!config.ok) return unknownFrom(config);
  return config.value
    ? unknown('not-supported', 'it has a configuration, but accounts are not looked up through it')
    : knownReading(false);
}

function intuneConfigured(traces: BrokerTraces, asRoot: boolean): Broker['configured'] {
  const registration = traces.intuneRegistration;
  if (!registration.ok) return unknownFrom(registration, 'the registration file could not be looked for');
  if (registration.value) return knownReading(true);
  return asRoot
    ? unknown('not-supported', 'asked as root; the registration belongs to a person')
    : knownReading(false);
}

/** Brokers that left a sign, with what shows whether each is in use. */
export function listBrokers(traces: BrokerTraces, asRoot: boolean): Broker[] {
  const version = (id: string) => (traces.packages.ok ? (traces.packages.value.get(id) ?? null) : null);
  const untold = unknown(
    'not-supported',
    'whether it is in use stands only in its own store, which is not read',
  );
  const brokers: Broker[] = [];
  const microsoft = version('microsoft-identity-broker');
  if (microsoft !== null)
    brokers.push({ id: 'microsoft-identity-broker', version: microsoft, configured: untold });
  const intune = version('intune-portal');
  if (intune !== null || isTrue(traces.intuneRegistration)) {
    brokers.push({ id: 'intune-portal', version: intune, configured: intuneConfigured(traces, asRoot) });
  }
  const himmelblau = version('himmelblau');
  if (himmelblau !== null || isTrue(traces.himmelblauConfig) || isTrue(traces.himmelblauInNsswitch)) {
    brokers.push({ id: 'himmelblau', version: himmelblau, configured: himmelblauConfigured(traces) });
  }
  const authd = version('authd');
  if (authd !== null || isTrue(traces.authdSnap)) {
    brokers.push({ id: 'authd', version: authd, configured: untold });
  }
  // Somebody offers the broker's name, but nobody known: Himmelblau and Microsoft's broker both do.
  if (brokers.length === 0 && isTrue(traces.onBus)) {
    brokers.push({ id: 'com.microsoft.identity.broker1', version: null, configured: untold });
  }
  return brokers;
}

/**
 * Why "no broker at all" is not certain; null when it is. A missing bus is no gap: a broker without packages, files and
 * bus does not exist. Other failures of the bus are.
 */
export function findGap(traces: BrokerTraces): Unknown | null {
  const { packages, onBus, himmelblauConfig, himmelblauInNsswitch, authdSnap } = traces;
  const checks: Outcome<unknown>[] = [packages, himmelblauConfig, himmelblauInNsswitch, authdSnap];
  if (!onBus.ok && onBus.problem !== 'service-missing' && onBus.problem !== 'not-found') checks.push(onBus);
  const failed = checks.find((check): check is Failed => !check.ok);
  return failed === undefined ? null : unknownFrom(failed);
}
