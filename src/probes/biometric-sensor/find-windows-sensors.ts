import type { BiometricFactor } from '../../contract/facts/windows-hello.ts';
import type { NativeAnswer } from '../../platform/windows/native-answers.ts';
import { tidyText } from '../probe.ts';
import { factorsIn } from '../windows/biometric-factors.ts';

/** A sensor as Windows lists it, before anybody asks about enrolment. */
export type WindowsSensor = { name: string; factor: BiometricFactor; scanType: 'press' | 'swipe' | null };

type Units = Extract<NativeAnswer<'biometricUnits'>, { units: unknown }>['units'];
type Devices = Extract<NativeAnswer<'presentDevices'>, { devices: unknown }>['devices'];
type Connected = { factor: number; capable: boolean }[];

const MAX_SENSORS = 16;

/**
 * WINBIO_FP_SENSOR_SUBTYPE, swipe and touch: https://learn.microsoft.com/en-us/windows/win32/secbiomet/winbio-biometric-sensor-subtype-constants.
 * The page gives no numbers; these are those of winbio_types.h.
 */
const scanTypes = new Map<number, WindowsSensor['scanType']>([
  [1, 'swipe'],
  [2, 'press'],
]);

const generalNames: Record<BiometricFactor, string> = {
  face: 'face sensor',
  fingerprint: 'fingerprint sensor',
  iris: 'iris sensor',
};

/** The setup class tells only "biometric"; the kind stands in the device's name, where it stands at all. */
function factorByName(name: string): BiometricFactor | null {
  if (/fac(e|ial)/i.test(name)) return 'face';
  if (/iris/i.test(name)) return 'iris';
  return /finger|\bFP(R|S)?\b/i.test(name) ? 'fingerprint' : null;
}

function fromUnits(units: Units): WindowsSensor[] {
  return units.flatMap((unit) => {
    const factor = factorsIn(unit.factor)[0];
    if (factor === undefined) return [];
    const name = tidyText(unit.description) || tidyText(unit.model) || generalNames[factor];
    return [{ name, factor, scanType: scanTypes.get(unit.sensorSubType) ?? null }];
  });
}

function count(sensors: readonly WindowsSensor[], factor: BiometricFactor): number {
  return sensors.filter((sensor) => sensor.factor === factor).length;
}

/**
 * Sensors out of three lists that overlap: what the biometric service drives, the devices of class Biometric, and what Enhanced
 * Sign-in Security keeps for itself. A sensor is taken from a later list only where an earlier one has fewer of its kind.
 * `unnamed`: devices whose kind their name does not tell.
 */
export function findWindowsSensors(
  units: Units,
  devices: Devices,
  connected: Connected,
): { sensors: WindowsSensor[]; unnamed: number } {
  const sensors = fromUnits(units);
  const named = devices
    .map(({ name }) => tidyText(name ?? ''))
    .map((name) => ({ name, factor: factorByName(name) }));
  for (const factor of ['fingerprint', 'face', 'iris'] as const) {
    const ofKind = named.filter((device) => device.factor === factor);
    for (const { name } of ofKind.slice(count(sensors, factor)))
      sensors.push({ name, factor, scanType: null });
    const apart = connected.filter((sensor) => factorsIn(sensor.factor).includes(factor));
    for (const _ of apart.slice(count(sensors, factor)))
      sensors.push({ name: generalNames[factor], factor, scanType: null });
  }
  const unnamed = named.filter((device) => device.factor === null).length;
  // A device without a telling name may well be one that the service already lists as a unit.
  return { sensors: sensors.slice(0, MAX_SENSORS), unnamed: Math.max(0, unnamed - units.length) };
}
