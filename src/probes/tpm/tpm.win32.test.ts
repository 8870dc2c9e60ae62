import { describe, expect, it } from 'vitest';
import { type FakeMachine, fails, fakeReach, neverStops } from '../../../test/doubles/fake-reach.ts';
import {
  askFixed,
  askPermanent,
  capabilityAnswer,
  madeBy,
  makers,
  notLocked,
} from '../../../test/doubles/windows-machines/tpm-answers.ts';
import { PERMANENT_PROPERTY } from './parse-tpm-capability.ts';
import { tpmWin32 } from './tpm.win32.ts';
import { hasWeakFirmware } from './weak-firmware.ts';

const askWarning =
  "events System *[System[Provider[@Name='Microsoft-Windows-TPM-WMI'] and (EventID=1794)]] 1 Event/System/EventID";

const chip20 = { result: 0, tpmVersion: 2, interfaceType: 3, implementationRevision: 0 };
const intel: Record<string, unknown> = {
  tpmDevice: chip20,
  [askFixed]: madeBy(makers.intel, (600 << 16) | 18),
  [askPermanent]: notLocked,
  [askWarning]: { result: 0, rows: [] },
};
const observe = (native: FakeMachine['native']) =>
  tpmWin32.observe(fakeReach({ native: native ?? {} }), neverStops());
const known = (value: unknown) => ({ kind: 'known', value });

describe('a TPM through TBS', () => {
  it('tells version, maker, state and firmware', async () => {
    expect(await observe(intel)).toMatchObject({
      kind: 'known',
      facts: {
        present: true,
        version: known('2.0'),
        properties: known({ manufacturer: 'INTC', family: '2.0', firmware: '600.18.0.0' }),
        state: known('usable'),
        weakFirmware: known(false),
      },
    });
  });
  it('in lockout is locked out', async () => {
    const locked = { ...intel, [askPermanent]: capabilityAnswer([[PERMANENT_PROPERTY, 0x604]]) };
    expect(await observe(locked)).toMatchObject({ facts: { state: known('locked-out') } });
    const silent = { ...intel, [askPermanent]: capabilityAnswer([[0x201, 0]]) };
    expect(await observe(silent)).toMatchObject({
      facts: { state: { kind: 'unknown', reason: 'unreadable' } },
    });
  });
  it('that is not found is absent', async () => {
    expect(await observe({ tpmDevice: { result: 0x8028_400f } })).toMatchObject({
      kind: 'known',
      facts: { present: false, version: { kind: 'not-applicable' }, state: { kind: 'not-applicable' } },
    });
  });
  it('that is deactivated is there, whichever call says so', async () => {
    expect(await observe({ tpmDevice: { result: 0x8028_4016 } })).toMatchObject({
      facts: { present: true, version: { kind: 'unknown' }, state: known('disabled') },
    });
    expect(await observe({ ...intel, [askFixed]: { result: 0x8028_4016 } })).toMatchObject({
      facts: {
        present: true,
        version: known('2.0'),
        properties: { reason: 'refused' },
        state: known('disabled'),
      },
    });
  });
  it.each([
    [{ result: 0x8028_4010 }, 'service-missing'],
    [{ result: 0x8028_4008 }, 'service-missing'],
    [{ result: 0x8028_4012 }, 'needs-elevation'],
    [{ result: 0x8028_4001 }, 'refused'],
    [{ missing: 'tbs.dll', error: 126 }, 'not-supported'],
    [{ result: 0, tpmVersion: 'two' }, 'unreadable'],
    [fails('timed-out'), 'timed-out'],
  ])('%j is not "no TPM"', async (tpmDevice, reason) => {
    expect(await observe({ tpmDevice })).toMatchObject({ kind: 'unknown', reason });
  });
  it('1.2 tells no more, and another version is none of both', async () => {
    const old = { tpmDevice: { ...chip20, tpmVersion: 1 }, [askWarning]: { result: 0, rows: [['1794']] } };
    expect(await observe(old)).toMatchObject({
      facts: { version: known('1.2'), properties: { reason: 'not-supported' }, weakFirmware: known(true) },
    });
    expect(await observe({ tpmDevice: { ...chip20, tpmVersion: 0 } })).toMatchObject({
      facts: { present: true, version: { kind: 'unknown', reason: 'unreadable' } },
    });
  });
  it('closed to this account leaves its properties open', async () => {
    expect(await observe({ ...intel, [askFixed]: { result: 5 } })).toMatchObject({
      facts: { properties: { reason: 'needs-elevation' }, state: { reason: 'needs-elevation' } },
    });
  });
});

describe('weak firmware', () => {
  it.each([
    ['4.33', true],
    ['4.34', false],
    ['4.40', true],
    ['4.43', false],
    ['5.61.2785.0', true],
    ['5.62', false],
    ['6.42', true],
    ['7.61', true],
    ['7.62', false],
    ['133.32', true],
    ['133.33', false],
    ['8.0', false],
    ['firmware', null],
  ])('Infineon %s: %s', (firmware, weak) => {
    expect(hasWeakFirmware({ manufacturer: 'IFX', firmware })).toBe(weak);
  });
  it('is only Infineon’s', () => {
    expect(hasWeakFirmware({ manufacturer: 'INTC', firmware: '5.61' })).toBe(false);
    expect(hasWeakFirmware({ manufacturer: '', firmware: '5.61' })).toBeNull();
  });
  it('is known by the version, also against a log that remembers the time before an update', async () => {
    const weak = { ...intel, [askFixed]: madeBy(makers.infineon, (7 << 16) | 61) };
    expect(await observe(weak)).toMatchObject({ facts: { weakFirmware: known(true) } });
    const updated = {
      ...intel,
      [askFixed]: madeBy(makers.infineon, (7 << 16) | 63),
      [askWarning]: { result: 0, rows: [['1794']] },
    };
    expect(await observe(updated)).toMatchObject({ facts: { weakFirmware: known(false) } });
  });
  it.each([
    [{ result: 0, rows: [['1794']] }, known(true)],
    [
      { result: 0, rows: [] },
      { kind: 'unknown', reason: 'not-supported' },
    ],
    [{ result: 5 }, { kind: 'unknown', reason: 'needs-elevation' }],
    [fails('timed-out'), { kind: 'unknown', reason: 'timed-out' }],
  ])('of an unknown maker is what the log says: %j', async (events, weakFirmware) => {
    expect(await observe({ ...intel, [askFixed]: { result: 5 }, [askWarning]: events })).toMatchObject({
      facts: { weakFirmware },
    });
  });
});
