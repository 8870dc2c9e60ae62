import { describe, expect, it } from 'vitest';
import { fails, fakeReach, neverStops } from '../../../test/doubles/fake-reach.ts';
import { biometricSensorWin32 } from './biometric-sensor.win32.ts';

const sid = 'S-1-12-1-1-2-3-4';
const devicesOfClass = 'presentDevices {53D29EF7-377C-4D14-864B-EB3A85769359}';
const ownFactors = `enrolledFactors ${sid}`;
const FACE = 2;
const FINGER = 8;

/** WINBIO_UNIT_SCHEMA of a touch sensor: https://learn.microsoft.com/en-us/windows/win32/secbiomet/winbio-unit-schema */
const unit = {
  factor: FINGER,
  sensorSubType: 2,
  capabilities: 1,
  description: 'Contoso fingerprint reader',
  manufacturer: 'Contoso',
  model: 'C-100',
  firmware: '1.2',
};
const plain: Record<string, unknown> = {
  thisProcess: { elevated: false, sid, sessionId: 1, remote: false },
  biometricUnits: { result: 0, units: [] },
  [devicesOfClass]: { result: 0, devices: [] },
  enhancedSignIn: { missing: 'ext-ms-win-biometrics-winbio-core-l1.dll', error: 126 },
  [ownFactors]: { result: 0, factors: 0 },
  'enrolledFactors *': { result: 0, factors: 0 },
  biometricSettings: {
    enabled: { value: true, source: 1 },
    signIn: { value: true, source: 1 },
    domainSignIn: { value: true, source: 1 },
  },
};
const enhanced = (
  capable: boolean,
  enabled: boolean,
  ...sensors: { factor: number; capable: boolean }[]
) => ({
  capable: { result: 0, value: capable },
  enabled: { result: 0, value: enabled },
  sensors: { result: 0, sensors },
});
const observe = (native: Record<string, unknown>) =>
  biometricSensorWin32.observe(fakeReach({ native: { ...plain, ...native } }), neverStops());
const sensorsOf = (found: Awaited<ReturnType<typeof observe>>) =>
  found.kind === 'known' ? found.facts.sensors.map(({ name, factor }) => [name, factor]) : found;

describe('sensors on Windows', () => {
  it('none, where every list says so', async () => {
    const found = await observe({});
    expect(found).toMatchObject({ kind: 'known', facts: { sensors: [] } });
    expect(found.kind === 'known' && 'complete' in found.facts).toBe(false);
  });
  it('a fingerprint reader, once though two lists have it', async () => {
    const found = await observe({
      biometricUnits: { result: 0, units: [unit] },
      [devicesOfClass]: { result: 0, devices: [{ name: 'Contoso Fingerprint Sensor', manufacturer: null }] },
    });
    expect(found).toMatchObject({
      facts: {
        sensors: [
          {
            name: 'Contoso fingerprint reader',
            factor: 'fingerprint',
            scanType: 'press',
            enrolled: { kind: 'known', value: 0 },
          },
        ],
      },
    });
    expect(found.kind === 'known' && 'complete' in found.facts).toBe(false);
  });
  it('a face sensor shows as a device only', async () => {
    const devices = [
      { name: 'Facial Recognition (Windows Hello) Software Device', manufacturer: 'Microsoft' },
    ];
    const found = await observe({
      [devicesOfClass]: { result: 0, devices },
      [ownFactors]: { result: 0, factors: FACE },
    });
    expect(found).toMatchObject({
      facts: {
        sensors: [{ factor: 'face', scanType: null, enrolled: { kind: 'unknown', reason: 'not-supported' } }],
      },
    });
  });
  it('one kept apart by Enhanced Sign-in Security has no unit', async () => {
    const found = await observe({ enhancedSignIn: enhanced(true, true, { factor: FINGER, capable: true }) });
    expect(sensorsOf(found)).toEqual([['fingerprint sensor', 'fingerprint']]);
    expect(found).toMatchObject({ facts: { enhancedSignIn: { kind: 'known', value: 'on' } } });
  });
  it('no unit although a face is enrolled is never "no sensor"', async () => {
    const found = await observe({ [ownFactors]: { result: 0, factors: FACE } });
    expect(found).toMatchObject({ kind: 'known', facts: { sensors: [], complete: false } });
  });
  it.each([
    ['the service failed', { biometricUnits: { result: 0x8009_8018 } }],
    ['the device list failed', { [devicesOfClass]: fails('timed-out') }],
    ['enrolment could not be asked', { [ownFactors]: { missing: 'winbio.dll', error: 126 } }],
    [
      'a device has no telling name',
      { [devicesOfClass]: { result: 0, devices: [{ name: 'X', manufacturer: null }] } },
    ],
    [
      'what is kept apart could not be listed',
      { enhancedSignIn: { ...enhanced(true, true), sensors: { result: 0x8000_4005 } } },
    ],
  ])('%s: the list is not whole', async (_why, native) => {
    expect(await observe(native)).toMatchObject({ kind: 'known', facts: { complete: false } });
  });
  it('is not known when every list failed', async () => {
    const failing = {
      biometricUnits: { missing: 'winbio.dll', error: 126 },
      [devicesOfClass]: fails('timed-out'),
    };
    expect(await observe(failing)).toMatchObject({ kind: 'unknown', reason: 'not-supported' });
  });
  it('of a service, what the person enrolled is not told, but that somebody did counts', async () => {
    const service = {
      thisProcess: { elevated: true, sid: 'S-1-5-18', sessionId: 0, remote: false },
      biometricUnits: { result: 0, units: [unit] },
      'enrolledFactors *': { result: 0, factors: FACE | FINGER },
    };
    expect(await observe(service)).toMatchObject({
      facts: {
        sensors: [{ enrolled: { kind: 'unknown', reason: 'needs-person-session' } }],
        complete: false,
      },
    });
  });
});

describe('whether biometrics are allowed', () => {
  const setting = (value: boolean, source: number) => ({ value, source });
  it.each([
    [setting(true, 1), setting(true, 1), { kind: 'known', value: { value: true, by: 'default' } }],
    [setting(false, 2), setting(true, 1), { kind: 'known', value: { value: false, by: 'policy' } }],
    [setting(true, 1), setting(false, 3), { kind: 'known', value: { value: false, by: 'local' } }],
    [setting(true, 9), setting(true, 1), { kind: 'known', value: { value: true, by: 'unknown' } }],
    [setting(true, 0), setting(true, 1), { kind: 'unknown', reason: 'unreadable' }],
    [
      setting(true, 1),
      { missing: 'winbio.dll!WinBioGetLogonSetting', error: 127 },
      { reason: 'not-supported' },
    ],
    [{ missing: 'winbio.dll!x', error: 127 }, setting(false, 2), { kind: 'known', value: { value: false } }],
  ])('%j and %j', async (enabled, signIn, allowed) => {
    const biometricSettings = { enabled, signIn, domainSignIn: setting(true, 1) };
    expect(await observe({ biometricSettings })).toMatchObject({ facts: { allowed } });
  });
});

describe('enhanced sign-in security', () => {
  it.each([
    [enhanced(true, true), { kind: 'known', value: 'on' }],
    [enhanced(true, false), { kind: 'known', value: 'off' }],
    [enhanced(false, false), { kind: 'known', value: 'not-capable' }],
    [
      { ...enhanced(true, true), enabled: { result: 5 } },
      { kind: 'unknown', reason: 'needs-elevation' },
    ],
    [
      { ...enhanced(true, false), capable: { result: 1 } },
      { kind: 'unknown', reason: 'refused' },
    ],
    [{ missing: 'ext-ms-win-biometrics-winbio-core-l1.dll', error: 126 }, { reason: 'not-supported' }],
  ])('%j', async (enhancedSignIn, state) => {
    expect(await observe({ enhancedSignIn })).toMatchObject({ facts: { enhancedSignIn: state } });
  });
});
