import { encode } from 'cborg';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GetInfoFacts } from '../contract/facts/get-info.ts';
import { decodeGetInfo } from './decode-get-info.ts';
import { fromHex, toHex } from './hex.ts';

type Members = Record<number, unknown>;

const zeroAaguid = new Uint8Array(16);
const least: Members = { 1: ['FIDO_2_0'], 3: zeroAaguid };

/** Canonical CBOR: cborg puts shorter keys first, then by bytes. */
function hexOf(members: Members, extra: [unknown, unknown][] = []): string {
  const entries: [unknown, unknown][] = Object.entries(members).map(([key, value]) => [Number(key), value]);
  return toHex(encode(new Map([...entries, ...extra])));
}

function decoded(members: Members, extra: [unknown, unknown][] = []): GetInfoFacts {
  const result = decodeGetInfo(hexOf(members, extra));
  if (!result.ok) throw new Error(result.detail);
  expect(GetInfoFacts.parse(result.info)).toEqual(result.info);
  return result.info;
}

function aaguid(text: string): Uint8Array {
  return fromHex(text.replaceAll('-', '')) ?? zeroAaguid;
}

const publicKeys = (...algs: number[]) => algs.map((alg) => ({ alg, type: 'public-key' }));

describe('decodeGetInfo: models', () => {
  it('YubiKey 5, firmware 5.2.6, USB only', () => {
    // https://github.com/systemd/systemd/issues/28675
    const options = { rk: true, up: true, plat: false, clientPin: true, credentialMgmtPreview: true };
    const info = decoded({
      1: ['U2F_V2', 'FIDO_2_0', 'FIDO_2_1_PRE'],
      2: ['credProtect', 'hmac-secret'],
      3: aaguid('ee882879-721c-4913-9775-3dfcce97072a'),
      4: options,
      5: 1200,
      6: [1],
      7: 8,
      8: 128,
      9: ['usb'],
      10: publicKeys(-7, -8),
    });
    expect(info).toEqual({
      versions: ['U2F_V2', 'FIDO_2_0', 'FIDO_2_1_PRE'],
      extensions: ['credProtect', 'hmac-secret'],
      aaguid: 'ee882879-721c-4913-9775-3dfcce97072a',
      options,
      maxMsgSizeBytes: 1200,
      pinUvAuthProtocols: [1],
      maxCredentialCountInList: 8,
      maxCredentialIdLengthBytes: 128,
      transports: ['usb'],
      algorithms: publicKeys(-7, -8),
      canonical: true,
    });
  });

  it('YubiKey Bio, firmware 5.5.5, as it leaves the factory', () => {
    // MDS statement of d8522d9f-575b-4866-88a9-ba99fa02f35b, https://mds3.fidoalliance.org/
    const info = decoded({
      1: ['FIDO_2_0', 'FIDO_2_1_PRE', 'FIDO_2_1'],
      3: aaguid('d8522d9f-575b-4866-88a9-ba99fa02f35b'),
      4: {
        clientPin: false,
        uv: false,
        bioEnroll: false,
        userVerificationMgmtPreview: false,
        alwaysUv: true,
      },
      11: 1024,
      13: 4,
      14: 328965,
      15: 32,
      16: 1,
      17: 3,
      18: 2,
      20: 25,
    });
    expect(info).toMatchObject({
      options: { bioEnroll: false, alwaysUv: true },
      maxSerializedLargeBlobArrayBytes: 1024,
      minPinLength: 4,
      firmwareVersion: 328965,
      maxCredBlobLengthBytes: 32,
      maxRpidsForSetMinPinLength: 1,
      preferredPlatformUvAttempts: 3,
      uvModality: 2,
      remainingDiscoverableCredentials: 25,
    });
  });

  it('Google Titan v2: what the key leaves out stays out', () => {
    // https://github.com/kanidm/webauthn-rs/issues/485
    const info = decoded({
      1: ['FIDO_2_0', 'U2F_V2'],
      2: ['credProtect', 'hmac-secret'],
      3: aaguid('42b4fb4a-2866-43b2-9bf7-6c6669c2e5d3'),
      4: { rk: true, clientPin: false },
      5: 2200,
      6: [1],
    });
    expect(Object.keys(info).sort()).toEqual(
      [
        'aaguid',
        'canonical',
        'extensions',
        'maxMsgSizeBytes',
        'options',
        'pinUvAuthProtocols',
        'versions',
      ].sort(),
    );
    expect(info.options).toEqual({ rk: true, clientPin: false });
  });

  it('Token2 T2F2 NFC dual', () => {
    // https://github.com/kanidm/webauthn-rs/blob/master/webauthn-authenticator-rs/src/ctap2/commands/get_info.rs
    const info = decoded({
      1: ['U2F_V2', 'FIDO_2_0', 'FIDO_2_1', 'FIDO_2_1_PRE'],
      3: aaguid('ab32f0c6-2239-afbb-c470-d2ef4e254db7'),
      9: ['usb', 'nfc'],
      12: false,
      14: 256,
      19: { FIDO: 1 },
      20: 50,
    });
    expect(info).toMatchObject({
      transports: ['usb', 'nfc'],
      forcePinChange: false,
      firmwareVersion: 256,
      certifications: { FIDO: 1 },
      remainingDiscoverableCredentials: 50,
    });
  });

  it('Nitrokey 3, which lists the attestation format none', () => {
    // https://github.com/Nitrokey/fido-authenticator
    const info = decoded({
      1: ['U2F_V2', 'FIDO_2_0', 'FIDO_2_1'],
      3: aaguid('2cd2f727-f6ca-44da-8f48-5c2e5da000a2'),
      6: [2, 1],
      22: ['packed', 'none'],
    });
    expect(info).toMatchObject({ pinUvAuthProtocols: [2, 1], attestationFormats: ['packed', 'none'] });
  });

  it('a bridge to a key by Bluetooth that says 0 for limits it does not know', () => {
    const info = decoded({ ...least, 7: 0, 8: 0 });
    expect(info.maxCredentialCountInList).toBeUndefined();
    expect(info.faultyMembers).toEqual(['maxCredentialCountInList', 'maxCredentialIdLength']);
  });

  it('CTAP 2.3 firmware with every newer member', () => {
    // https://github.com/polhenarejos/pico-fido
    const info = decoded({
      1: ['FIDO_2_0', 'FIDO_2_1', 'FIDO_2_2', 'FIDO_2_3'],
      3: aaguid('89fb94b7-06c9-3673-9b7e-30526d968145'),
      10: publicKeys(-48, -7),
      21: [1, 2n ** 64n - 1n],
      22: ['packed'],
      23: 5,
      24: true,
      25: new Uint8Array(32).fill(1),
      26: ['usb'],
      27: false,
      28: new TextEncoder().encode('https://example.com/pin-règle'),
      29: 63,
      30: new Uint8Array(32).fill(2),
      31: [1, 2, 3, 255],
    });
    expect(info).toMatchObject({
      algorithms: publicKeys(-48, -7),
      vendorPrototypeConfigCommands: ['1', '18446744073709551615'],
      uvCountSinceLastPinEntry: 5,
      longTouchForReset: true,
      offersEncIdentifier: true,
      transportsForReset: ['usb'],
      pinComplexityPolicy: false,
      pinComplexityPolicyUrl: 'https://example.com/pin-règle',
      maxPinLength: 63,
      offersEncCredStoreState: true,
      authenticatorConfigCommands: [1, 2, 3, 255],
      canonical: true,
    });
    expect(info.faultyMembers).toBeUndefined();
    expect(JSON.stringify(info)).not.toContain('0101010101');
  });
});

describe('decodeGetInfo: members that are not as they should be', () => {
  it.each([
    [2, 'extensions', 'hmac-secret'],
    [2, 'extensions', [1]],
    [2, 'extensions', ['\u001b[2J']],
    [2, 'extensions', ['x'.repeat(201)]],
    [2, 'extensions', Array(101).fill('x')],
    [4, 'options', ['rk']],
    [5, 'maxMsgSize', -1],
    [5, 'maxMsgSize', '1200'],
    [5, 'maxMsgSize', 2n ** 60n],
    [6, 'pinUvAuthProtocols', []],
    [6, 'pinUvAuthProtocols', 1],
    [6, 'pinUvAuthProtocols', [-1]],
    [7, 'maxCredentialCountInList', 0],
    [8, 'maxCredentialIdLength', 0],
    [9, 'transports', { usb: true }],
    [10, 'algorithms', [-7]],
    [10, 'algorithms', [{ alg: -7 }]],
    [10, 'algorithms', [{ alg: 'ES256', type: 'public-key' }]],
    [10, 'algorithms', [{ alg: -(2n ** 60n), type: 'public-key' }]],
    [11, 'maxSerializedLargeBlobArray', 1.5],
    [12, 'forcePINChange', 0],
    [13, 'minPINLength', null],
    [14, 'firmwareVersion', 'v1'],
    [15, 'maxCredBlobLength', false],
    [16, 'maxRPIDsForSetMinPINLength', -1],
    [17, 'preferredPlatformUvAttempts', 0],
    [18, 'uvModality', [2]],
    [19, 'certifications', { FIDO: true }],
    [19, 'certifications', [1]],
    [20, 'remainingDiscoverableCredentials', -1],
    [21, 'vendorPrototypeConfigCommands', [-1]],
    [22, 'attestationFormats', 'packed'],
    [23, 'uvCountSinceLastPinEntry', true],
    [24, 'longTouchForReset', 1],
    [25, 'encIdentifier', new Uint8Array(16)],
    [25, 'encIdentifier', 'x'.repeat(32)],
    [26, 'transportsForReset', 0],
    [27, 'pinComplexityPolicy', null],
    [28, 'pinComplexityPolicyURL', 'https://example.com'],
    [28, 'pinComplexityPolicyURL', Uint8Array.of(0xff)],
    [28, 'pinComplexityPolicyURL', Uint8Array.of(0x68, 0x1b)],
    [29, 'maxPINLength', -1],
    [30, 'encCredStoreState', true],
    [31, 'authenticatorConfigCommands', ['2']],
  ])('member %i, %s, case %#: named and not used', (key, name, value) => {
    const info = decoded({ ...least, [key]: value });
    expect(info).toEqual({
      versions: ['FIDO_2_0'],
      aaguid: '00000000-0000-0000-0000-000000000000',
      canonical: true,
      faultyMembers: [name],
    });
  });

  it('an option that is no boolean is named, the others count', () => {
    const info = decoded({ ...least, 4: { rk: true, clientPin: 1, '\u0007': true, ep: null } });
    expect(info.options).toEqual({ rk: true });
    expect(info.faultyMembers).toEqual(['options.?', 'options.ep', 'options.clientPin']);
  });

  it('an option called __proto__ changes nothing', () => {
    const info = decoded({ ...least, 4: new Map([['__proto__', true]]) });
    expect(info.options).toEqual({});
    expect(Object.getPrototypeOf(info.options)).toBe(Object.prototype);
    expect(info.faultyMembers).toEqual(['options.__proto__']);
  });

  it('members without a name here are kept by key and kind, without their value', () => {
    const info = decoded(least, [
      [0x63, 'serial 12345'],
      [-1, Uint8Array.of(1)],
      ['vendor', [1]],
      [2n ** 63n, null],
      [0x64, { a: 1 }],
    ]);
    expect(info.unknownMembers).toEqual([
      { key: '99', valueKind: 'text' },
      { key: '100', valueKind: 'map' },
      { key: '9223372036854775808', valueKind: 'null' },
      { key: '-1', valueKind: 'bytes' },
      { key: '"vendor"', valueKind: 'list' },
    ]);
    expect(JSON.stringify(info)).not.toContain('12345');
  });

  it('more unknown members than facts take are counted', () => {
    const many = Array.from({ length: 120 }, (_, at): [unknown, unknown] => [1000 + at, true]);
    const info = decoded(least, many);
    expect(info.unknownMembers).toHaveLength(100);
    expect(info.faultyMembers).toEqual(['20 more unknown members']);
  });
});

describe('decodeGetInfo: answers that are none', () => {
  const one = `0181684649444f5f325f30`;
  const three = `0350${'00'.repeat(16)}`;
  it.each([
    ['nothing', '', /empty/],
    ['no hex', 'a', /not hex/],
    ['no map', '80', /not a map/],
    ['no versions', `a1${three}`, /versions/],
    ['empty versions', `a20180${three}`, /versions/],
    ['versions of the wrong kind', `a20101${three}`, /versions/],
    ['no aaguid', `a1${one}`, /aaguid/],
    ['aaguid of 15 bytes', `a2${one}034f${'00'.repeat(15)}`, /aaguid/],
    ['a repeated key', `a3${one}${three}${one}`, /repeat map key "1"/],
    ['a repeated key in a longer form', `a3${one}${three}1801${one.slice(2)}`, /repeat map key "1"/],
    ['a repeated option', `a3${one}${three}04a262726bf562726bf4`, /repeat map key "rk"/],
    ['bytes after the end', `a2${one}${three}00`, /1 bytes after the end/],
    ['cut short', `a2${one}0350`, /not enough data/],
    ['an indefinite map', `bf${one}${three}ff`, /indefinite/],
    ['an indefinite list', `a3${one}${three}029fff`, /indefinite/],
    ['an indefinite text', `a3${one}${three}027f6161ff`, /indefinite/],
    ['a float as key', `a3${one}${three}f93c0001`, /map key is a float/],
    ['a list as key', `a3${one}${three}8001`, /map key is a array/],
    ['bytes as key', `a3${one}${three}410101`, /map key is a bytes/],
    ['a tag', `a3${one}${three}02c101`, /tag/],
    ['text that is not UTF-8', `a3${one}${three}028161ff`, /UTF-8/],
    ['nine levels', `a3${one}${three}1863${'81'.repeat(8)}00`, /more than 8 levels/],
    ['a list of 2^32 items', `a3${one}${three}029affffffff`, /claims more items/],
    ['a map of 2^64 items', `a3${one}${three}02bbffffffffffffffff`, /map lengths not supported/],
    ['too many items', `a3${one}${three}1863990400${'00'.repeat(1024)}`, /more than 1000 items/],
    ['too many bytes', `a3${one}${three}18635a00001db0${'00'.repeat(7600)}`, /at most 7608/],
  ])('%s', (_, hex, detail) => {
    const result = decodeGetInfo(hex);
    expect(result).toEqual({ ok: false, detail: expect.stringMatching(detail) });
  });

  it('what a key wrote is not repeated at length, nor as control characters', () => {
    const name = '\u001b[31m'.padEnd(300, 'x');
    const text = `79012c${toHex(new TextEncoder().encode(name))}`;
    const result = decodeGetInfo(`a2${text}00${text}00`);
    expect(result).toMatchObject({ ok: false });
    if (result.ok) return;
    expect(result.detail).toMatch(/repeat map key "\?\[31mxx/);
    expect(result.detail.length).toBeLessThan(140);
  });
});

describe('decodeGetInfo: canonical form', () => {
  const one = `0181684649444f5f325f30`;
  const three = `0350${'00'.repeat(16)}`;
  it.each([
    ['as it should be', `a2${one}${three}`, true],
    ['eight levels deep', `a3${one}${three}1863${'81'.repeat(6)}80`, true],
    ['keys out of order', `a2${three}${one}`, false],
    ['options out of order', `a3${one}${three}04a264706c6174f462726bf5`, false],
    ['a longer number than need be', `a3${one}${three}051900ff`, false],
    ['a longer key than need be', `a21801${one.slice(2)}${three}`, false],
    ['a longer length than need be', `a2${one}035810${'00'.repeat(16)}`, false],
    ['a longer map head than need be', `b802${one}${three}`, false],
    ['number in eight bytes', `a3${one}${three}051b00000000ffffffff`, false],
  ])('%s', (_, hex, canonical) => {
    const result = decodeGetInfo(hex);
    expect(result).toMatchObject({ ok: true, info: { canonical } });
  });
});

describe('decodeGetInfo: anything at all (property)', () => {
  const sound = (hex: string) => {
    const result = decodeGetInfo(hex);
    if (result.ok) GetInfoFacts.parse(result.info);
    else expect(result.detail).not.toBe('');
  };
  const image = fromHex(hexOf({ ...least, 4: { rk: true, clientPin: true }, 9: ['usb'], 19: { FIDO: 1 } }));

  it('arbitrary bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => sound(toHex(bytes))),
      { numRuns: 2000 },
    );
  });

  it('arbitrary values under arbitrary keys', () => {
    const value = fc.anything({
      withMap: false,
      withBigInt: false,
      maxDepth: 3,
      values: [fc.string(), fc.integer(), fc.boolean(), fc.uint8Array({ maxLength: 40 })],
    });
    fc.assert(
      fc.property(fc.dictionary(fc.integer({ min: 0, max: 40 }).map(String), value), (members) => {
        let hex: string;
        try {
          hex = hexOf({ ...least, ...members });
        } catch {
          return; // not a thing CBOR can say
        }
        sound(hex);
      }),
      { numRuns: 1000 },
    );
  });

  it('a good answer with bytes changed, cut out or put in', () => {
    if (image === null) throw new Error('no image');
    const change = fc.record({
      at: fc.nat(image.length),
      drop: fc.nat(3),
      put: fc.uint8Array({ maxLength: 3 }),
    });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        let bytes = Array.from(image);
        for (const { at, drop, put } of changes) bytes = bytes.toSpliced(at, drop, ...put);
        sound(toHex(Uint8Array.from(bytes)));
      }),
      { numRuns: 2000 },
    );
  });
});
