import type { FactsOf } from '../../contract/signals.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import {
  cancelled,
  type Found,
  knownReading,
  notApplicable,
  type Probe,
  unknown,
  unknownFrom,
} from '../probe.ts';
import { findGap, listBrokers } from './judge-brokers.ts';
import { type BrokerTraces, readBrokerTraces } from './read-broker-traces.ts';

type JoinStateFacts = FactsOf<'join-state'>;

function nameSources(traces: BrokerTraces): string {
  const sources = [
    traces.packages.ok && 'packages',
    traces.onBus.ok && 'session bus',
    traces.himmelblauInNsswitch.ok && '/etc/nsswitch.conf',
    traces.himmelblauConfig.ok && '/etc/himmelblau',
  ];
  return sources.filter(Boolean).join(', ');
}

async function observe(reach: ProbeReach, stop: AbortSignal): Promise<Found<JoinStateFacts>> {
  const about = await reach.surroundings.about();
  if (!about.ok) return unknownFrom(about);
  if (stop.aborted) return cancelled();
  const { env, homeDir, uid } = about.value;
  const configHome = env.XDG_CONFIG_HOME?.startsWith('/') ? env.XDG_CONFIG_HOME : `${homeDir}/.config`;
  const traces = await readBrokerTraces(reach, configHome);
  if (stop.aborted) return cancelled();
  const brokers = listBrokers(traces, uid === 0);
  if (brokers.length === 0) {
    const gap = findGap(traces);
    if (gap !== null) return gap;
    const none = notApplicable('no Entra broker is installed');
    return {
      kind: 'known',
      facts: { state: knownReading('none'), entraDeviceId: none, tenantId: none, brokers },
      source: nameSources(traces),
    };
  }
  // A broker is here, but only its own store, which is not read, says whether the device is joined with it.
  const unproven = unknown(
    'not-supported',
    'a broker is installed, but whether the device is joined is not shown',
  );
  return {
    kind: 'known',
    facts: { state: unproven, entraDeviceId: unproven, tenantId: unproven, brokers },
    source: nameSources(traces),
  };
}

/** Brokers that sign in to Entra ID on Linux, from packages, bus names and the presence of files. */
export const joinStateLinux: Probe<'join-state'> = { signal: 'join-state', observe };
