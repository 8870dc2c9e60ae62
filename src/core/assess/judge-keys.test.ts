import { describe, expect, test } from 'vitest';
import { withMetadata, withModels, withTenant } from '../../../test/contract/key-grounds.ts';
import {
  browser,
  browsers,
  closedKey,
  device,
  is,
  JUDGED_AT,
  key,
  known,
  meaningless,
  models,
  os,
  readKey,
  session,
  u2fKey,
  unknown,
  untold,
  withKeys,
} from '../../../test/contract/seen-signals.ts';
import { Verdict } from '../../contract/verdict.ts';
import { readPolicyFiles } from '../../platform/policy-files.ts';
import { assess } from './assess.ts';
import { type Grounds, judgingFiles } from './grounds.ts';
import type { Subject } from './rule.ts';

const { policy: packaged } = judgingFiles(await readPolicyFiles());
const plain = withModels(packaged);
type Key = Parameters<typeof withKeys>[0];

function seckey(subject: Subject, grounds: Grounds = plain) {
  const found = assess(subject, grounds, JUDGED_AT).kinds.find(({ kind }) => kind === 'seckey');
  if (found === undefined) throw new Error('no verdict for security keys');
  return found;
}
const told = (subject: Subject, grounds: Grounds = plain) => {
  const { state, findings } = seckey(subject, grounds);
  return { state, codes: findings.map(({ code }) => code) };
};
const linux = (...keys: Key[]) => device('linux', withKeys(...keys));
const noPin = readKey({ options: { rk: true, up: true, clientPin: false } });
const old54 = readKey({ aaguid: models.yubikey54Nfc, firmwareVersion: 0x50403 });

describe('test vectors of the truth table', () => {
  test('V8 Ubuntu, YubiKey 5 NFC with firmware 5.4 and a PIN, Chrome, at the machine: ready, with the advisory', () => {
    expect(told(linux(old54))).toEqual({ state: 'ready', codes: ['KEY_FIRMWARE_ADVISORY', 'KEY_OK'] });
  });

  test('V9 the same over SSH, where the seat rule closes the key: unknown', () => {
    const ssh = device('linux', {
      ...withKeys(closedKey('no-device-access')),
      os: known(os('linux', session('remote'))),
    });
    expect(told(ssh)).toEqual({ state: 'unknown', codes: ['REMOTE_SESSION'] });
    expect(seckey(ssh).keys?.[0]?.findings.map(({ code }) => code)).toEqual(['REMOTE_SESSION']);
  });

  test('V11 Windows without rights, key plugged in: not readable is unknown, and says why', () => {
    const pc = device('win32', withKeys(closedKey('needs-elevation', untold('needs-elevation'))));
    expect(told(pc)).toEqual({
      state: 'unknown',
      codes: ['KEY_NOT_READABLE', 'WINDOWS_SIGN_IN_WITH_KEY_OFF'],
    });
    expect(seckey(pc).findings[0]?.evidence[0]?.reason).toBe('needs-elevation');
  });

  test('V12 attestation enforced: the model decides', () => {
    const enforced = withTenant(plain, { isAttestationEnforced: true });
    expect(told(linux(readKey()), enforced).state).toBe('ready');
    const refused = told(linux(readKey({ aaguid: models.onNoList })), enforced);
    expect(refused.state).toBe('blocked');
    expect(refused.codes).toContain('KEY_NOT_ATTESTABLE');
  });

  test('V14 no PIN on the key, Mac with Safari: one step left', () => {
    const mac = device('darwin', {
      ...withKeys(noPin),
      browsers: known(browsers(browser('safari', '26.1'))),
    });
    expect(told(mac)).toEqual({ state: 'ready-after-action', codes: ['KEY_PIN_NOT_SET'] });
  });
});

describe('why a key could not be asked', () => {
  test.each([
    'needs-elevation',
    'no-device-access',
    'busy',
    'timed-out',
    'malformed',
    'unplugged',
    'newer-word',
  ])('%s is could-not-tell with that reason, and the other key still counts', (reason) => {
    const closed = closedKey(reason, is(true));
    const alone = seckey(linux(closed));
    const access = reason === 'no-device-access';
    expect(alone.keys?.[0]?.findings[0]?.code).toBe(access ? 'HIDRAW_NO_ACCESS' : 'KEY_NOT_READABLE');
    if (!access) expect(alone.keys?.[0]?.findings[0]?.evidence[0]?.reason).toBe(reason);
    expect(alone.state).toBe(access ? 'ready-after-action' : 'unknown');
    expect(told(linux(closed, readKey())).state).toBe('ready');
  });

  test('a key that answers INIT and then stalls is not readable, and nothing else is said of it', () => {
    const stalled = readKey({}, { info: untold('timed-out'), pinRetries: untold('timed-out') });
    expect(told(linux(stalled))).toEqual({ state: 'unknown', codes: ['KEY_NOT_READABLE'] });
  });

  test('tries that could not be read hold a key back only where it has a PIN', () => {
    const silent = { pinRetries: untold('timed-out') };
    expect(told(linux(readKey({}, silent)))).toMatchObject({ state: 'unknown' });
    const reader = { options: { rk: true, up: true, clientPin: false, uv: true } };
    expect(told(linux(readKey(reader, silent))).state).toBe('ready');
  });

  test('a report of an agent that asked no key says so', () => {
    const before = device('linux', { 'security-key': known({ keys: [key(is(true))] }) });
    expect(told(before)).toEqual({ state: 'unknown', codes: ['KEY_NOT_INSPECTED'] });
  });

  test('the signal unknown leaves all unknown, whatever else is to be done', () => {
    const blind = device('win32', {
      'security-key': unknown('crashed'),
      browsers: known(browsers(browser('firefox', '10'))),
    });
    expect(seckey(blind)).toMatchObject({ state: 'unknown' });
    expect(seckey(blind)).not.toHaveProperty('keys');
  });

  test('a member of the wrong kind is neither there nor absent', () => {
    const faulty = readKey({ options: undefined, faultyMembers: ['options'] });
    expect(told(linux(faulty))).toMatchObject({ state: 'unknown' });
    expect(told(linux(faulty)).codes).not.toContain('KEY_NO_RESIDENT');
    const flooded = readKey({ options: {}, faultyMembers: Array.from({ length: 100 }, (_, at) => `x${at}`) });
    expect(told(linux(flooded)).state).toBe('unknown');
  });
});

describe('several keys', () => {
  const full = readKey({ remainingDiscoverableCredentials: 0 }, {}, { id: 'full' });
  const named = (seen: Key, id: string): Key => ({ ...seen, id });

  test('the best one speaks, and all are listed best first', () => {
    const verdict = seckey(
      linux(
        u2fKey(),
        named(closedKey('busy', is(true)), 'busy'),
        full,
        named(old54, 'old'),
        named(readKey(), 'new'),
      ),
    );
    expect(verdict.state).toBe('ready');
    expect(verdict.findings.map(({ code }) => code)).toEqual(['KEY_OK']);
    expect(verdict.keys?.map(({ id, state }) => `${id} ${state}`)).toEqual([
      'new ready',
      'old ready',
      'full ready-after-action',
      'busy unknown',
      'hidraw3 blocked',
    ]);
  });

  test('adding a key never makes the verdict worse', () => {
    const order = ['blocked', 'unknown', 'ready-after-action', 'ready'];
    const kinds: Key[] = [
      readKey(),
      noPin,
      full,
      u2fKey(),
      closedKey('busy', is(true)),
      closedKey('no-device-access'),
      old54,
    ];
    for (const first of kinds) {
      for (const second of kinds) {
        const alone = order.indexOf(seckey(linux(first)).state);
        expect(order.indexOf(seckey(linux(first, second)).state)).toBeGreaterThanOrEqual(alone);
      }
    }
  });

  test('a step on the way to the key counts for the kind and not for the key', () => {
    const noBrowser = device('linux', { ...withKeys(readKey()), browsers: known(browsers()) });
    const verdict = seckey(noBrowser);
    expect(verdict.state).toBe('ready-after-action');
    expect(verdict.findings.map(({ code }) => code)).toEqual(['BROWSER_TOO_OLD']);
    expect(verdict.keys?.[0]).toMatchObject({ state: 'ready' });
  });

  test('one closed key among open ones needs no rule file', () => {
    expect(told(linux(closedKey('no-device-access'), readKey())).codes).not.toContain('HIDRAW_NO_ACCESS');
    const { state, codes } = told(linux(closedKey('no-device-access'), closedKey('no-device-access')));
    expect({ state, codes }).toEqual({ state: 'ready-after-action', codes: ['HIDRAW_NO_ACCESS'] });
  });
});

describe('one key', () => {
  const cases: [string, Key, string, string[]][] = [
    ['U2F only, without CTAP2', u2fKey(), 'blocked', ['KEY_U2F_ONLY']],
    [
      'U2F only, by its versions',
      readKey({ versions: ['U2F_V2'], options: {} }),
      'blocked',
      ['KEY_U2F_ONLY'],
    ],
    [
      'PIN locked',
      readKey({}, { pinRetries: is({ left: 0, replugFirst: true }) }),
      'ready-after-action',
      ['KEY_PIN_BLOCKED'],
    ],
    [
      'PIN locked and to be changed',
      readKey({ forcePinChange: true }, { pinRetries: is({ left: 0, replugFirst: false }) }),
      'ready-after-action',
      ['KEY_PIN_BLOCKED'],
    ],
    [
      'replug first',
      readKey({}, { pinRetries: is({ left: 5, replugFirst: true }) }),
      'ready',
      ['KEY_PIN_FEW_TRIES', 'KEY_OK'],
    ],
    ['room not told', readKey({ remainingDiscoverableCredentials: undefined }), 'ready', ['KEY_OK']],
    ['versions of a later standard', readKey({ versions: ['FIDO_2_9'] }), 'ready', ['KEY_OK']],
    ['no options at all', readKey({ options: undefined }), 'blocked', ['KEY_NO_RESIDENT', 'KEY_NO_UV']],
    [
      'fingerprint instead of PIN',
      readKey({ options: { rk: true, clientPin: false, bioEnroll: true } }),
      'ready',
      ['KEY_OK'],
    ],
    ['model withheld', readKey({ aaguid: models.withheld }), 'ready', ['KEY_OK']],
  ];
  test.each(cases)('%s', (_what, seen, state, codes) => {
    expect(told(linux(seen))).toEqual({ state, codes });
  });

  test('firmware: as getInfo says, else as INIT says, else not told; a fixed Bio compares with its own fix', () => {
    const init = readKey({ aaguid: models.yubikey54Nfc, firmwareVersion: undefined }, {}, {});
    const withInit = (deviceVersion: string) => ({
      ...init,
      depth: is({ ...(init.depth as { value: object }).value, hid: { ...hidOf(init), deviceVersion } }),
    });
    expect(told(linux(withInit('5.4.3') as Key)).codes).toContain('KEY_FIRMWARE_ADVISORY');
    expect(told(linux(withInit('5.7.0') as Key)).codes).toEqual(['KEY_OK']);
    expect(told(linux(withInit('0.0.0') as Key))).toEqual({
      state: 'ready',
      codes: ['KEY_OK', 'SIGNAL_UNKNOWN'],
    });
    const bio = (firmwareVersion: number) => readKey({ aaguid: models.yubikeyBio, firmwareVersion });
    expect(told(linux(bio(0x50701))).codes).toContain('KEY_FIRMWARE_ADVISORY');
    expect(told(linux(bio(0x50702))).codes).toEqual(['KEY_OK']);
  });

  test('another maker with the same USB id is not taken for the affected model', () => {
    const stranger = readKey({ aaguid: models.onNoList, firmwareVersion: 0x50000 });
    expect(told(linux(stranger)).codes).toEqual(['KEY_OK']);
  });
});

function hidOf(seen: Key) {
  if (seen.depth?.kind !== 'known') throw new Error('not read');
  return seen.depth.value.hid;
}

test('a row that the company switched off is left out, said so once, and no other row takes its place', () => {
  const off = { ...plain, rulesOff: [{ rule: 'seckey.9', because: 'PINs are set at the desk' }] };
  const { state, findings, keys } = seckey(linux(noPin), off);
  expect(state).toBe('ready');
  expect(findings.map(({ code }) => code)).toEqual(['KEY_OK', 'RULE_SWITCHED_OFF']);
  expect(keys?.[0]?.state).toBe('ready');
  const { overall } = assess(linux(noPin), off, JUDGED_AT);
  expect(overall.map(({ code }) => code)).not.toContain('RULE_OFF_UNKNOWN');
});

test('hostile text and numbers stay within the contract', () => {
  const long = '\u001b[31m'.repeat(30_000);
  const hostile = readKey(
    {
      versions: [long.slice(0, 200), 'FIDO_2_0'],
      transports: [long.slice(0, 200)],
      firmwareVersion: Number.MAX_SAFE_INTEGER,
    },
    { pinRetries: is({ left: Number.MAX_SAFE_INTEGER, replugFirst: true }), uvRetries: meaningless },
    { product: long, manufacturer: long },
  );
  const verdict = assess(
    device('darwin', withKeys(hostile)),
    withMetadata(plain, [{ status: long.slice(0, 60) }]),
    JUDGED_AT,
  );
  expect(Verdict.safeParse(verdict).error).toBeUndefined();
  expect(
    JSON.stringify(verdict.kinds.flatMap(({ keys = [] }) => keys.map(({ name }) => name))),
  ).not.toContain('\\u001b');
});
