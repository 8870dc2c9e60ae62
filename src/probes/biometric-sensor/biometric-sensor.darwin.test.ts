import { describe, expect, it } from 'vitest';
import { type FakeMachine, fails, fakeReach, neverStops } from '../../../test/doubles/fake-reach.ts';
import { assemble } from '../../../test/doubles/linux-machines/parts.ts';
import {
  asRoot,
  managed,
  personUid,
  screenOf,
  touchId,
} from '../../../test/doubles/mac-machines/device-parts.ts';
import {
  intelImac,
  macBookNoPrints,
  macBookPro,
  macMini,
  macMiniWithKeyboard,
  t2MacBook,
} from '../../../test/doubles/mac-machines/devices.ts';
import { biometricSensorDarwin } from './biometric-sensor.darwin.ts';
import { parseCounts, parseSettings } from './parse-bioutil.ts';

const observe = (...parts: FakeMachine[]) =>
  biometricSensorDarwin.observe(fakeReach(assemble(...parts)), neverStops());
const known = (value: unknown) => ({ kind: 'known', value });
const untold = (reason: string) => expect.objectContaining({ kind: 'unknown', reason });
const sensors = (...names: string[]) =>
  names.map((name) => expect.objectContaining({ name, factor: 'fingerprint' }));
const enrolled = (value: unknown) => ({ facts: { sensors: [{ enrolled: value }] } });
const answers = (file: string, stdout: string, exitCode = 0): FakeMachine => ({
  commands: { [file]: { exitCode, stdout, stderr: '' } },
});
const done = 'Operation performed successfully.\n';

describe('Touch ID sensor', () => {
  it('is one, although the device tree shows two nodes of it', async () => {
    expect(await observe(macBookPro)).toMatchObject({
      kind: 'known',
      facts: { sensors: [{ name: 'Touch ID', factor: 'fingerprint', scanType: null, enrolled: known(2) }] },
      source: 'ioreg, bioutil',
    });
  });
  it('is not there on a Mac mini, although its functionality is 1', async () => {
    const found = await observe(macMini);
    expect(found).toMatchObject({
      kind: 'known',
      facts: { sensors: [], allowed: { kind: 'not-applicable' } },
    });
    expect(found.kind === 'known' && found.facts.complete).toBeUndefined();
  });
  it('is in a keyboard, and at the desk in both', async () => {
    expect(await observe(macMiniWithKeyboard)).toMatchObject({
      facts: { sensors: sensors('Keyboard with Touch ID') },
    });
    const both = touchId({ sensor: 'both', prints: { [personUid]: 3 } });
    expect(await observe(macBookPro, both)).toMatchObject({
      facts: { sensors: sensors('Touch ID', 'Keyboard with Touch ID') },
    });
  });
  it('is certainly missing with Intel only where there is no security chip', async () => {
    const none = await observe(intelImac);
    expect(none).toMatchObject({ facts: { sensors: [] } });
    expect(none.kind === 'known' && none.facts.complete).toBeUndefined();
    const unseen = { facts: { sensors: [], complete: false } };
    expect(await observe(t2MacBook, touchId({ sensor: 'none' }))).toMatchObject(unseen);
    const profiler = answers('/usr/sbin/system_profiler -json SPiBridgeDataType', '', 1);
    expect(await observe(intelImac, profiler)).toMatchObject(unseen);
  });
  it.each([fails('denied'), fails('timed-out'), fails('not-found')])(
    'is not missing because of %j',
    async (failure) => {
      const commands = { '/usr/sbin/ioreg -a -r -c AppleMesaAccessory': failure };
      expect(await observe(macMini, { commands })).toMatchObject({ kind: 'unknown' });
      expect(await observe(macBookPro, { commands })).toMatchObject({
        facts: { sensors: sensors('Touch ID'), complete: false },
      });
    },
  );
  it.each([
    '+-o Root <class IORegistryEntry>\n "AppleBiometricSensor"=0',
    '<plist version="1.0"><array><dict>',
  ])('is not missing because ioreg prints %j', async (text) => {
    expect(
      await observe(macMini, answers('/usr/sbin/ioreg -a -r -c AppleBiometricSensor', text)),
    ).toMatchObject({
      kind: 'unknown',
      reason: 'unreadable',
    });
  });
});

describe('enrolled fingers', () => {
  it('are none for whoever enrolled none, although "for unlock" is 1', async () => {
    expect(await observe(macBookNoPrints)).toMatchObject(enrolled(known(0)));
  });
  it.each([
    [`User ${personUid}:\t0 biometric template(s)\n${done}`, known(0)],
    [`User ${personUid}:    3 fingerprint(s)\n${done}`, known(3)],
    [`User 502:\t1 biometric template(s)\n${done}`, untold('unreadable')],
    [`User ${personUid}:\t2 biometric templates of a new kind\n${done}`, untold('unreadable')],
    [`User ${personUid}:\t2 biometric template(s)\n`, untold('unreadable')],
    ['', untold('unreadable')],
  ])('of %j', async (text, count) => {
    expect(await observe(macBookPro, answers('/usr/bin/bioutil -c', text))).toMatchObject(enrolled(count));
  });
  it('are not told by a tool that fails', async () => {
    expect(await observe(macBookPro, answers('/usr/bin/bioutil -c', done, 1))).toMatchObject(
      enrolled(untold('refused')),
    );
  });
  it('are those of whoever has the screen when root asks', async () => {
    const root = asRoot({ 501: 2, 503: 1 });
    expect(await observe(macBookPro, root)).toMatchObject(enrolled(known(2)));
    expect(await observe(macBookPro, root, screenOf(502))).toMatchObject(enrolled(known(0)));
    expect(await observe(macBookPro, root, screenOf(0))).toMatchObject(
      enrolled(untold('needs-person-session')),
    );
    const refused = answers('/usr/bin/bioutil -c -s', '', 1);
    expect(await observe(macBookPro, root, refused)).toMatchObject(enrolled(untold('refused')));
  });
});

describe('whether Touch ID may be used', () => {
  const allowed = async (...parts: FakeMachine[]) => {
    const found = await observe(macBookPro, ...parts);
    return found.kind === 'known' ? found.facts.allowed : found;
  };
  const restricted = (value: unknown) =>
    managed({ 'com.apple.applicationaccess': { allowFingerprintForUnlock: value } });
  const here = { sensor: 'built-in', prints: { [personUid]: 2 } } as const;
  it.each([
    [managed(), { value: true, by: 'unknown' }],
    [restricted(true), { value: true, by: 'policy' }],
    [restricted(false), { value: false, by: 'policy' }],
    [restricted(0), { value: false, by: 'policy' }],
    [touchId({ ...here, functionality: 0, unlock: 0 }), { value: false, by: 'unknown' }],
    [touchId({ ...here, unlock: 0 }), { value: false, by: 'unknown' }],
    [touchId({ ...here, ownUnlock: 0 }), { value: false, by: 'local' }],
    [touchId({ ...here, oldWords: true, functionality: 0 }), { value: false, by: 'unknown' }],
  ])('(%#)', async (part, value) => expect(await allowed(part)).toEqual(known(value)));
  it('is decided for the account alone too', async () => {
    const path = '/Library/Managed Preferences/user/com.apple.applicationaccess.plist';
    expect(await allowed({ documents: { [path]: { allowFingerprintForUnlock: false } } })).toEqual(
      known({ value: false, by: 'policy' }),
    );
    expect(await allowed({ documents: { [path]: fails('denied') } })).toMatchObject({
      reason: 'needs-elevation',
    });
  });
  it.each([
    [restricted('no'), 'unreadable'],
    [
      { documents: { '/Library/Managed Preferences/com.apple.applicationaccess.plist': fails('denied') } },
      'needs-elevation',
    ],
    [
      answers(
        '/usr/bin/bioutil -r -s',
        `System Touch ID configuration:\n\tBiometrics for unlock: 1\n${done}`,
      ),
      'unreadable',
    ],
    [answers('/usr/bin/bioutil -r', '', 1), 'refused'],
  ])('is not told (%#)', async (part, reason) => {
    expect(await allowed(part)).toMatchObject({ kind: 'unknown', reason });
  });
  it('does not need an answer when another forbids it', async () => {
    expect(await allowed(restricted(false), answers('/usr/bin/bioutil -r -s', '', 1))).toEqual(
      known({ value: false, by: 'policy' }),
    );
  });
});

describe('whether it can be used now', () => {
  const told = (value: unknown): FakeMachine => ({ native: { canPromptTouchId: value } });
  it('comes from the window, and the source says so', async () => {
    expect(await observe(macBookPro, told(true))).toMatchObject({
      facts: { usableNow: known(true) },
      source: 'ioreg, the window (canPromptTouchID), bioutil',
    });
  });
  it('is not told on the command line', async () => {
    expect(await observe(macBookPro, told(fails('not-supported')))).toMatchObject({
      facts: { usableNow: untold('not-supported') },
      source: 'ioreg, bioutil',
    });
  });
  it('"no" takes no sensor away: the lid may be closed', async () => {
    expect(await observe(macBookPro, told(false))).toMatchObject({
      facts: { usableNow: known(false), sensors: sensors('Touch ID') },
    });
  });
  it('"yes" means that there is a sensor, whatever the device tree shows', async () => {
    expect(await observe(macMini, told(true))).toMatchObject({ facts: { sensors: [], complete: false } });
  });
  it.each([fails('not-captured'), 'yes', null])('is not told by %j', async (answer) => {
    expect(await observe(macBookPro, told(answer))).toMatchObject({
      facts: { usableNow: untold('unreadable') },
    });
  });
});

describe('what bioutil prints', () => {
  it.each([
    '',
    done.slice(5),
    `User 501: 99999999999 biometric template(s)\n${done}`,
    `User x: 1 fingerprint(s)\n${done}`,
  ])('counts nothing in %j', (text) => expect(parseCounts(text)).toBe('unreadable'));
  it('reads both vocabularies', () => {
    const old = `User Touch ID configuration:\n    Touch ID for unlock: 1\n    Effective Touch ID for unlock: 0\n${done}`;
    expect(parseSettings(old)).toEqual({ functionality: null, unlock: true, effectiveUnlock: false });
    const now = `System Touch ID configuration:\n\tBiometrics functionality: 1\n\tBiometrics for unlock: 2\n${done}`;
    expect(parseSettings(now)).toEqual({ functionality: true, unlock: null, effectiveUnlock: null });
  });
});
