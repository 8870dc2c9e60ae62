import type { FactsOf } from '../../contract/signals.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import { readMachine } from '../macos/read-kernel.ts';
import { readSecurityChip } from '../macos/read-security-chip.ts';
import { cancelled, type Found, notApplicable, type Probe, unknownFrom } from '../probe.ts';
import { hasNode, readAllowed, readEnrolled, readUsableNow, sensorClasses } from './read-touch-id.ts';

type SensorFacts = FactsOf<'biometric-sensor'>;

/**
 * Do the two classes that were looked for mean that there is no sensor? That they always show one was seen on Apple silicon only;
 * with Intel, only a Mac without T1 and T2 has none for certain.
 */
async function showsEverySensor(reach: ProbeReach): Promise<boolean> {
  const machine = await readMachine(reach);
  if (!('model' in machine) || machine.processor === null) return false;
  return machine.processor === 'apple-silicon' || (await readSecurityChip(reach)) === 'none';
}

async function observe(reach: ProbeReach, stop: AbortSignal): Promise<Found<SensorFacts>> {
  const about = await reach.surroundings.about();
  if (!about.ok) return unknownFrom(about);
  if (stop.aborted) return cancelled();
  const [usableNow, ...seen] = await Promise.all([
    readUsableNow(reach),
    ...sensorClasses.map(({ ioClass }) => hasNode(reach, ioClass)),
  ]);
  if (stop.aborted) return cancelled();
  const found = sensorClasses.filter((_, place) => seen[place] === true);
  const failed = seen.find((one) => typeof one !== 'boolean');
  const isUsable = usableNow.kind === 'known' && usableNow.value;
  const speakers = ['ioreg', ...(usableNow.kind === 'known' ? ['the window (canPromptTouchID)'] : [])];
  if (found.length === 0) {
    if (failed !== undefined) return failed;
    const isWhole = !isUsable && (await showsEverySensor(reach));
    if (stop.aborted) return cancelled();
    const none = notApplicable('no Touch ID sensor was seen');
    return {
      kind: 'known',
      facts: { sensors: [], ...(isWhole ? {} : { complete: false }), usableNow, allowed: none },
      source: speakers.join(', '),
    };
  }
  const [enrolled, allowed] = await Promise.all([
    readEnrolled(reach, about.value),
    readAllowed(reach, about.value),
  ]);
  if (stop.aborted) return cancelled();
  return {
    kind: 'known',
    facts: {
      // Every sensor of a Mac knows the same prints.
      sensors: found.map(({ name }) => ({ name, factor: 'fingerprint', scanType: null, enrolled })),
      ...(failed === undefined ? {} : { complete: false }),
      usableNow,
      allowed,
    },
    source: [...speakers, 'bioutil'].join(', '),
  };
}

/** Touch ID: the sensor by the device tree, prints and settings by bioutil, company restrictions by their files. */
export const biometricSensorDarwin: Probe<'biometric-sensor'> = { signal: 'biometric-sensor', observe };
