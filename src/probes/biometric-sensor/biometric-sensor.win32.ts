import type { Reading } from '../../contract/observation.ts';
import type { FactsOf } from '../../contract/signals.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import type { NativeAnswer } from '../../platform/windows/native-answers.ts';
import { cancelled, type Found, knownReading, type Probe, type Unknown, unknown } from '../probe.ts';
import { askNative, whyUncalled } from '../windows/ask-native.ts';
import { factorsIn } from '../windows/biometric-factors.ts';
import { askWhoseSession } from '../windows/whose-session.ts';
import { findWindowsSensors, type WindowsSensor } from './find-windows-sensors.ts';

type SensorFacts = FactsOf<'biometric-sensor'>;
type Sensor = SensorFacts['sensors'][number];
type Allowed = NonNullable<SensorFacts['allowed']>;
type Setting = Extract<NativeAnswer<'biometricSettings'>, { enabled: unknown }>['enabled'];
type EnhancedSignIn = Awaited<ReturnType<typeof askEnhanced>>;

/** Setup class Biometric: https://learn.microsoft.com/en-us/windows-hardware/drivers/install/system-defined-device-setup-classes-available-to-vendors */
const BIOMETRIC_CLASS = '{53D29EF7-377C-4D14-864B-EB3A85769359}';

/**
 * WINBIO_SETTING_SOURCE_DEFAULT, _POLICY and _LOCAL. Numbers as in Microsoft's metadata:
 * https://microsoft.github.io/windows-docs-rs/doc/windows/Win32/Devices/BiometricFramework/. The page on them
 * (https://learn.microsoft.com/en-us/windows/win32/secbiomet/winbio-setting-source-constants) describes the last two the other way round
 * than they are named; the names are followed.
 */
const deciders = new Map<number, 'default' | 'policy' | 'local'>([
  [1, 'default'],
  [2, 'policy'],
  [3, 'local'],
]);

/** WinBioEnumBiometricUnits knows fingerprint readers only: https://learn.microsoft.com/en-us/windows/win32/api/winbio/nf-winbio-winbioenumbiometricunits */
async function askUnits(reach: ProbeReach) {
  const asked = await askNative(reach, 'biometricUnits');
  if (!asked.ok) return asked.unknown;
  return 'units' in asked.answer ? asked.answer.units : whyUncalled('WinBioEnumBiometricUnits', asked.answer);
}

async function askDevices(reach: ProbeReach) {
  const asked = await askNative(reach, 'presentDevices', BIOMETRIC_CLASS);
  if (!asked.ok) return asked.unknown;
  return 'devices' in asked.answer ? asked.answer.devices : whyUncalled('SetupDiGetClassDevs', asked.answer);
}

/** What has been enrolled: by this person, or by anybody where nobody's session asks. */
async function askEnrolled(reach: ProbeReach, whom: string): Promise<Reading<number>> {
  const asked = await askNative(reach, 'enrolledFactors', whom);
  if (!asked.ok) return asked.unknown;
  return 'factors' in asked.answer
    ? knownReading(asked.answer.factors)
    : whyUncalled('WinBioGetEnrolledFactors', asked.answer);
}

/** Absent before Windows 11: https://learn.microsoft.com/en-us/samples/microsoft/windows-classic-samples/biometrics/ */
async function askEnhanced(reach: ProbeReach) {
  const asked = await askNative(reach, 'enhancedSignIn');
  if (!asked.ok) return { state: asked.unknown, sensors: asked.unknown };
  const { answer } = asked;
  if ('missing' in answer) {
    const missing = whyUncalled('enhanced sign-in security', answer);
    return { state: missing, sensors: missing };
  }
  const sensors =
    'sensors' in answer.sensors
      ? answer.sensors.sensors
      : whyUncalled('WinBioGetConnectedSensors', answer.sensors);
  return { state: judgeEnhanced(answer), sensors };
}

function judgeEnhanced({
  capable,
  enabled,
}: Extract<NativeAnswer<'enhancedSignIn'>, { capable: unknown }>): NonNullable<
  SensorFacts['enhancedSignIn']
> {
  if ('value' in enabled && enabled.value) return knownReading('on');
  if (!('value' in capable)) return whyUncalled('WinBioIsDeviceEnhancedSignInSecurityCapable', capable);
  if (!capable.value) return knownReading('not-capable');
  return 'value' in enabled
    ? knownReading('off')
    : whyUncalled('WinBioIsDeviceEnhancedSignInSecurityEnabled', enabled);
}

function readSetting(call: string, setting: Setting): Allowed {
  if ('missing' in setting) return whyUncalled(call, setting);
  if (setting.source === 0) return unknown('unreadable', `${call} calls its own answer invalid`);
  return knownReading({ value: setting.value, by: deciders.get(setting.source) ?? 'unknown' });
}

/** Biometrics serve Hello only when they are on and may be used to sign in. A "no" of either is enough. */
async function askAllowed(reach: ProbeReach): Promise<Allowed> {
  const asked = await askNative(reach, 'biometricSettings');
  if (!asked.ok) return asked.unknown;
  if ('missing' in asked.answer) return whyUncalled('biometric settings', asked.answer);
  const readings = [
    readSetting('WinBioGetEnabledSetting', asked.answer.enabled),
    readSetting('WinBioGetLogonSetting', asked.answer.signIn),
  ] as const;
  const forbidden = readings.find((reading) => reading.kind === 'known' && !reading.value.value);
  return forbidden ?? readings.find((reading) => reading.kind !== 'known') ?? readings[0];
}

/** Windows tells that a kind is enrolled, never how many fingers or faces. */
function describe(sensor: WindowsSensor, isPerson: boolean, enrolled: Reading<number>): Sensor {
  const count = (): Sensor['enrolled'] => {
    if (!isPerson) return unknown('needs-person-session', 'enrolment is asked in the session of the person');
    if (enrolled.kind !== 'known') return enrolled;
    return factorsIn(enrolled.value).includes(sensor.factor)
      ? unknown('not-supported', 'something is enrolled, Windows does not tell how many')
      : knownReading(0);
  };
  return { ...sensor, enrolled: count() };
}

/** Is the list all there is? Not when a source failed, has a device of unknown kind, or knows of enrolments without a sensor. */
function isComplete(
  sensors: readonly WindowsSensor[],
  unnamed: number,
  failures: readonly (Unknown | null)[],
  enrolled: Reading<number>,
  { state, sensors: apart }: EnhancedSignIn,
): boolean {
  if (unnamed > 0 || enrolled.kind !== 'known' || failures.some((failure) => failure !== null)) return false;
  if (state.kind === 'known' && state.value === 'on' && 'reason' in apart) return false;
  return factorsIn(enrolled.value).every((factor) => sensors.some((sensor) => sensor.factor === factor));
}

async function observe(reach: ProbeReach, stop: AbortSignal): Promise<Found<SensorFacts>> {
  const whose = await askWhoseSession(reach);
  if (stop.aborted) return cancelled();
  const isPerson = whose.kind === 'person';
  const [units, devices, enhanced, enrolled, allowed] = await Promise.all([
    askUnits(reach),
    askDevices(reach),
    askEnhanced(reach),
    askEnrolled(reach, isPerson ? whose.sid : '*'),
    askAllowed(reach),
  ]);
  if (stop.aborted) return cancelled();
  const answered = [units, devices, enhanced.sensors].filter((list) => Array.isArray(list));
  if (answered.length === 0) return Array.isArray(units) ? unknown('unreadable') : units;
  const { sensors, unnamed } = findWindowsSensors(
    Array.isArray(units) ? units : [],
    Array.isArray(devices) ? devices : [],
    Array.isArray(enhanced.sensors) ? enhanced.sensors : [],
  );
  const failures = [units, devices].map((list) => (Array.isArray(list) ? null : list));
  return {
    kind: 'known',
    facts: {
      sensors: sensors.map((sensor) => describe(sensor, isPerson, enrolled)),
      ...(isComplete(sensors, unnamed, failures, enrolled, enhanced) ? {} : { complete: false }),
      allowed,
      enhancedSignIn: enhanced.state,
    },
    source: 'Windows Biometric Framework, device list',
  };
}

/** Biometric sensors that Windows drives, shows as devices, or keeps apart for Enhanced Sign-in Security. */
export const biometricSensorWin32: Probe<'biometric-sensor'> = { signal: 'biometric-sensor', observe };
