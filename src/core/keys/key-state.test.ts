import { describe, expect, test } from 'vitest';
import { withMetadata, withModels } from '../../../test/contract/key-grounds.ts';
import {
  closedKey,
  is,
  key,
  meaningless,
  models,
  readKey,
  u2fKey,
  untold,
} from '../../../test/contract/seen-signals.ts';
import { readPolicyFiles } from '../../platform/policy-files.ts';
import { judgingFiles } from '../assess/grounds.ts';
import { aaguidOf, depthOf, infoOf, isU2fOnly } from './key-answers.ts';
import { firmwareNumberOf, firmwareOf } from './key-firmware.ts';
import { nameOfKey, vendorOfKey } from './key-name.ts';
import { pinStateOf } from './pin-state.ts';
import { roomLeftOf } from './room-left.ts';
import { uvStateOf } from './uv-state.ts';

const grounds = withModels(judgingFiles(await readPolicyFiles()).policy);
const { book } = grounds.keyKnowledge;
const options = (change: Record<string, boolean>) => readKey({ options: change });
const isUnknown = (reason: string) => ({ kind: 'unknown', reason });

describe('what was answered', () => {
  test('an agent that asked nothing is no-probe; a closed key keeps its reason; a U2F key has no getInfo', () => {
    expect(depthOf(key(is(true)))).toMatchObject(isUnknown('no-probe'));
    expect(infoOf(closedKey('busy'))).toMatchObject(isUnknown('busy'));
    expect(infoOf(u2fKey())).toMatchObject({ kind: 'not-applicable' });
    expect([aaguidOf(u2fKey()), aaguidOf(closedKey('busy'))]).toEqual([null, null]);
    expect(aaguidOf(readKey())).toBe(models.yubikey57Nfc);
  });

  test('U2F only: by the missing command set, by the versions, else not told', () => {
    expect(isU2fOnly(u2fKey())).toEqual(is(true));
    expect(isU2fOnly(readKey({ versions: ['U2F_V2', 'FIDO_3_0'] }))).toEqual(is(true));
    expect(isU2fOnly(readKey({ versions: ['FIDO_2_1_PRE'] }))).toEqual(is(false));
    expect(isU2fOnly(closedKey('timed-out'))).toMatchObject(isUnknown('timed-out'));
  });
});

describe('name and vendor', () => {
  const named = (seen: Parameters<typeof nameOfKey>[0], from = grounds) => nameOfKey(seen, from.keyKnowledge);
  test('the metadata comes before the table, the table before USB text', () => {
    const withBlob = withMetadata(grounds, [], { name: 'From the blob' });
    expect(named(readKey(), withBlob)).toEqual({ name: 'From the blob', from: 'metadata' });
    expect(named(readKey())).toEqual({ name: 'Model a25342c0', from: 'table' });
    const nameless = withMetadata(grounds, [], { name: models.yubikey57Nfc });
    expect(named(readKey(), nameless)).toEqual({ name: 'Model a25342c0', from: 'table' });
    expect(named(readKey({ aaguid: models.onNoList }))).toEqual({
      name: 'YubiKey OTP+FIDO+CCID',
      from: 'usb',
    });
    expect(
      named(readKey({ aaguid: models.withheld }), withMetadata(grounds, [], { aaguid: models.withheld })),
    ).toMatchObject({
      from: 'usb',
    });
  });

  test('without product text the maker, without that the place; control characters go', () => {
    const bare = { ...key(is(true)), product: null };
    expect(named(bare).name).toBe('Yubico');
    expect(named({ ...bare, manufacturer: ' \u0007 ' }).name).toBe('hidraw3');
    expect(named({ ...bare, product: '\u001b[2JKey\u202e\n' }).name).toBe('[2JKey');
  });

  test('the vendor by its USB id, else what the key says, else nobody', () => {
    expect(vendorOfKey(readKey(), book)).toBe('Yubico');
    const stranger = { ...readKey(), vendorId: 0xaaaa };
    expect(vendorOfKey(stranger, book)).toBe('Yubico');
    expect(vendorOfKey({ ...stranger, manufacturer: null }, book)).toBeNull();
    expect(vendorOfKey({ ...readKey(), vendorId: 0x096e }, book)).toBe('Feitian');
  });
});

describe('firmware', () => {
  const silent = (deviceVersion: string) => {
    const seen = readKey({ firmwareVersion: undefined });
    if (seen.depth?.kind !== 'known') throw new Error('not read');
    const depth = seen.depth.value;
    return { ...seen, depth: is({ ...depth, hid: { ...depth.hid, deviceVersion } }) };
  };
  test('three bytes of getInfo, else the device version, only where the maker is known to do so', () => {
    expect(firmwareOf(readKey({ firmwareVersion: 0x50403 }), book)).toBe('5.4.3');
    expect(firmwareOf(silent('5.2.6'), book)).toBe('5.2.6');
    expect([firmwareOf(silent('0.0.0'), book), firmwareOf(silent('v5'), book)]).toEqual([null, null]);
    expect(firmwareOf({ ...readKey(), vendorId: 0x18d1 }, book)).toBeNull();
    expect(firmwareOf(closedKey('busy'), book)).toBeNull();
    expect(firmwareOf({ ...silent('5.2.6'), depth: untold('busy') }, book)).toBeNull();
    expect(firmwareOf(readKey({ firmwareVersion: Number.MAX_SAFE_INTEGER }), book)).toBe('5.7.1');
  });
  test('the number as stated, for comparing with the metadata', () => {
    expect([firmwareNumberOf(readKey()), firmwareNumberOf(silent('5.2.6'))]).toEqual([0x50701, null]);
  });
});

describe('PIN', () => {
  const pin = (seen: Parameters<typeof pinStateOf>[0]) => pinStateOf(seen);
  test('absent = cannot, false = can and not set, true = set', () => {
    expect(pin(options({ rk: true }))).toEqual(is({ supported: false }));
    expect(pin(options({ clientPin: false }))).toMatchObject(is({ supported: true, set: false }));
    expect(pin(readKey())).toMatchObject(
      is({
        supported: true,
        set: true,
        triesLeft: is(8),
        blocked: is(false),
        changeRequired: is(false),
        minLength: 4,
      }),
    );
  });
  test('no try left is blocked; tries that were not told are not told', () => {
    expect(pin(readKey({}, { pinRetries: is({ left: 0, replugFirst: true }) }))).toMatchObject(
      is({ blocked: is(true), replugFirst: is(true) }),
    );
    expect(pin(readKey({}, { pinRetries: untold('refused') }))).toMatchObject(
      is({ blocked: isUnknown('refused'), triesLeft: isUnknown('refused') }),
    );
  });
  test('rules for the PIN are told as the key tells them', () => {
    expect(
      pin(readKey({ minPinLength: 6, maxPinLength: 20, pinComplexityPolicy: false, forcePinChange: true })),
    ).toMatchObject(is({ minLength: 6, maxLength: 20, complexity: false, changeRequired: is(true) }));
    expect(pin(readKey({ minPinLength: undefined }))).toMatchObject(
      is({ minLength: 4, maxLength: null, complexity: null }),
    );
  });
  test('an option of the wrong kind is neither', () => {
    expect(pin(readKey({ options: {}, faultyMembers: ['options.clientPin'] }))).toMatchObject(
      isUnknown('malformed'),
    );
    expect(pin(u2fKey())).toMatchObject({ kind: 'not-applicable' });
  });
});

describe('built-in verification and room', () => {
  test.each([
    [{}, 'none', null],
    [{ uv: false }, 'not-set-up', null],
    [{ uv: false, bioEnroll: false }, 'not-set-up', false],
    [{ uv: true, bioEnroll: true }, 'set-up', true],
    [{ userVerificationMgmtPreview: true }, 'set-up', true],
  ] as [Record<string, boolean>, string, boolean | null][])('%j is %s', (given, builtIn, fingerEnrolled) => {
    expect(uvStateOf(options(given))).toMatchObject(is({ builtIn, fingerEnrolled }));
  });
  test('tries are passed on', () => {
    expect(uvStateOf(readKey({ options: { uv: true } }, { uvRetries: is(3) }))).toMatchObject(
      is({ triesLeft: is(3) }),
    );
    expect(uvStateOf(readKey({}, { uvRetries: meaningless }))).toMatchObject(
      is({ triesLeft: { kind: 'not-applicable' } }),
    );
  });
  test('room: the number, null where the key does not say, unknown where it was of the wrong kind', () => {
    expect(roomLeftOf(readKey({ remainingDiscoverableCredentials: 0 }))).toEqual(is(0));
    expect(roomLeftOf(readKey({ remainingDiscoverableCredentials: undefined }))).toEqual(is(null));
    const faulty = {
      remainingDiscoverableCredentials: undefined,
      faultyMembers: ['remainingDiscoverableCredentials'],
    };
    expect(roomLeftOf(readKey(faulty))).toMatchObject(isUnknown('malformed'));
  });
});
