import { runProbeHost } from '../../../src/agent/probe-host/run-probe-host.ts';
import { type SignalId, signalIds } from '../../../src/contract/signals.ts';
import { liveReach } from '../../../src/platform/live/live-reach.ts';
import { guardAgainstOrphanhood } from '../../../src/platform/live/orphan-guard.ts';
import type { ProbeReach } from '../../../src/platform/reach.ts';
import type { AnyProbe, Found } from '../../../src/probes/probe.ts';
import { steadyFacts } from './steady-facts.ts';

export type Observe = (reach: ProbeReach, stop: AbortSignal) => Promise<Found<never>>;

/** A real probe host whose probes all answer at once, except those given. The live reach is the real one. */
export function runTestHost(
  odd: Partial<Record<SignalId, Observe>>,
  without: readonly SignalId[] = [],
): void {
  const guarded = guardAgainstOrphanhood();
  runProbeHost({
    probesFor: async () => {
      await guarded;
      return signalIds.filter((id) => !without.includes(id)).map((id) => probeOf(id, odd[id]));
    },
    openLiveReach: async (watch) => liveReach(watch).reach,
  });
}

function probeOf(signal: SignalId, observe: Observe | undefined): AnyProbe {
  const steady = async () =>
    ({ kind: 'known', facts: steadyFacts[signal], source: 'a test double' }) as const;
  return { signal, observe: observe ?? steady } as AnyProbe;
}
