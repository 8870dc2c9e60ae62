import { describe, expect, it } from 'vitest';
import { type FakeMachine, fails, fakeReach, neverStops } from '../../../test/doubles/fake-reach.ts';
import { fprintdDevices, fprintdFingers, fprintdReader } from '../../../test/doubles/linux-machines/parts.ts';
import { biometricSensorLinux } from './biometric-sensor.linux.ts';

const fprintd: FakeMachine = {
  about: {},
  dbusNames: { system: { owned: [], startable: ['net.reactivated.Fprint'] } },
};
const observe = (machine: FakeMachine) =>
  biometricSensorLinux.observe(fakeReach({ ...fprintd, ...machine }), neverStops());
const withFingers = (fingers: unknown[] | ReturnType<typeof fails>, uid = 1000) =>
  observe({ about: { uid, elevated: uid === 0 }, dbusCalls: fprintdReader('Elan MOC Sensors', fingers) });
const enrolled = (value: unknown) => ({
  facts: { sensors: [{ name: 'Elan MOC Sensors', enrolled: value }] },
});
const error = (name: string) => `net.reactivated.Fprint.Error.${name}`;

describe('biometric sensor', () => {
  it('counts enrolled fingers without saying which', async () => {
    const found = await withFingers([['right-thumb', 'left-thumb', 'right-index-finger']]);
    expect(found).toMatchObject(enrolled({ kind: 'known', value: 3 }));
    expect(JSON.stringify(found)).not.toContain('thumb');
  });
  it('knows none enrolled by name of the error and by an empty list', async () => {
    const none = enrolled({ kind: 'known', value: 0 });
    expect(await withFingers(fails('refused', error('NoEnrolledPrints')))).toMatchObject(none);
    expect(await withFingers([[]])).toMatchObject(none);
  });
  it.each([
    [fails('denied', error('PermissionDenied')), 'refused'],
    [fails('denied', 'org.freedesktop.DBus.Error.AccessDenied'), 'refused'],
    [fails('refused', error('PermissionDenied')), 'refused'],
    [fails('refused', error('AlreadyInUse')), 'busy'],
    [fails('timed-out'), 'timed-out'],
    [fails('refused', error('Internal')), 'refused'],
    [[42], 'unreadable'],
    [[], 'unreadable'],
    [[[{}]], 'unreadable'],
  ])('enrolment unknown, never zero: %j', async (fingers, reason) => {
    expect(await withFingers(fingers)).toMatchObject(enrolled({ kind: 'unknown', reason }));
  });
  it("does not take root's empty list for the person's", async () => {
    const untold = enrolled({ kind: 'unknown', reason: 'not-supported' });
    expect(await withFingers(fails('refused', error('NoEnrolledPrints')), 0)).toMatchObject(untold);
    expect(await withFingers([['left-thumb']], 0)).toMatchObject(enrolled({ kind: 'known', value: 1 }));
  });
  it('knows that fprintd found no reader', async () => {
    expect(await observe({ dbusCalls: { [fprintdDevices]: [[]] } })).toMatchObject({
      kind: 'known',
      facts: { sensors: [] },
    });
  });
  it('does not take a missing service for a missing reader', async () => {
    const dbusNames = { system: { owned: [], startable: [] } };
    expect(await observe({ dbusNames })).toMatchObject({ kind: 'unknown', reason: 'service-missing' });
    expect(await observe({ dbusNames: { system: fails('service-missing', 'no system bus') } })).toMatchObject(
      {
        reason: 'service-missing',
      },
    );
  });
  it.each([[fails('denied')], [['x']], [[['/etc/passwd']]], [[]]])(
    'a list of readers %j is no list',
    async (list) => {
      expect(await observe({ dbusCalls: { [fprintdDevices]: list } })).toMatchObject({ kind: 'unknown' });
    },
  );
  it('keeps a reader whose name is not told', async () => {
    const calls = { [fprintdDevices]: [['/net/reactivated/Fprint/Device/0']], [fprintdFingers]: [['x']] };
    expect(await observe({ dbusCalls: calls })).toMatchObject({
      facts: { sensors: [{ name: 'fprintd reader 0', scanType: null, enrolled: { value: 1 } }] },
    });
  });
  it('only ever reads', async () => {
    const calls: string[] = [];
    await observe({ dbusCalls: fprintdReader('x', [[]]), onCall: (call) => calls.push(call) });
    expect(calls.join('\n')).not.toMatch(/Claim|Verify|Enroll(?!edFingers)|Delete|Release/);
  });
});
