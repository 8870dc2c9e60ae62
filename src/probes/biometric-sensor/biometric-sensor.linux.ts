import type { FactsOf } from '../../contract/signals.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import { cancelled, type Found, type Probe, unknown, unknownFrom } from '../probe.ts';
import { FPRINTD, listReaders, readSensor } from './read-fprintd.ts';

async function observe(reach: ProbeReach, stop: AbortSignal): Promise<Found<FactsOf<'biometric-sensor'>>> {
  const about = await reach.surroundings.about();
  if (!about.ok) return unknownFrom(about);
  const names = await reach.dbus.whichNames('system', [FPRINTD]);
  if (stop.aborted) return cancelled();
  if (!names.ok) return unknownFrom(names);
  if (names.value.owned.length === 0 && names.value.startable.length === 0) {
    // Without fprintd nothing here can use a reader, but one may still be built in.
    return unknown('service-missing', 'fprintd, which drives fingerprint readers, is not installed');
  }
  const readers = await listReaders(reach);
  if (stop.aborted) return cancelled();
  if (!readers.ok) return unknownFrom(readers);
  const sensors = [];
  for (const path of readers.value) {
    sensors.push(await readSensor(reach, path, about.value.uid === 0));
    if (stop.aborted) return cancelled();
  }
  return { kind: 'known', facts: { sensors }, source: 'fprintd over D-Bus' };
}

/** Fingerprint readers that fprintd can drive, and how many fingers the caller has enrolled. */
export const biometricSensorLinux: Probe<'biometric-sensor'> = { signal: 'biometric-sensor', observe };
