import { describe, expect, it } from 'vitest';
import type { KeyDepth } from '../../../src/contract/facts/security-key.ts';
import { compareWithFido2Token } from './compare-with-fido2-token.ts';

const none = { kind: 'not-applicable', because: 'test' } as const;
const depth: KeyDepth = {
  hid: { protocol: 2, deviceVersion: '5.4.3', wink: true, cbor: true, msg: true, capabilities: 5 },
  info: {
    kind: 'known',
    value: {
      versions: ['U2F_V2', 'FIDO_2_0'],
      aaguid: '2fc0579f-8113-47ea-b116-bb5a8db9202a',
      options: { rk: true, plat: false },
      algorithms: [
        { alg: -7, type: 'public-key' },
        { alg: -48, type: 'public-key' },
      ],
      firmwareVersion: 0x50403,
      uvModality: 0x802,
      canonical: true,
    },
  },
  u2fVersion: none,
  pinRetries: { kind: 'known', value: { left: 5, replugFirst: false } },
  uvRetries: none,
  fingerprintReader: none,
};

const text = `proto: 0x02
major: 0x05
minor: 0x04
build: 0x03
caps: 0x05 (wink, cbor, msg)
version strings: U2F_V2, FIDO_2_0
algorithms: es256 (public-key), unknown (public-key)
aaguid: 2fc0579f811347eab116bb5a8db9202a
options: rk, noplat
fwversion: 0x50403
maxmsgsiz: 0
maxcredcntlst: 0
maxcredlen: 0
maxlargeblob: 0
pin retries: 5
pin change required: false
uv retries: undefined
uv modality: 0x802 (fingerprint check, external pin)
`;

const differing = (said: string, reading = depth) =>
  compareWithFido2Token(said, reading)
    .fields.filter(({ theirs, ours }) => theirs !== ours)
    .map(({ label }) => label);

describe('comparison with fido2-token -I', () => {
  it('finds every printed line equal to what was read', () => {
    const comparison = compareWithFido2Token(text, depth);
    expect(comparison.fields).toHaveLength(18);
    expect(differing(text)).toEqual([]);
    expect([comparison.notUnderstood, comparison.notPrinted]).toEqual([[], []]);
  });

  it.each([
    ['caps', '0x05 (wink, cbor, msg)', '0x05 (wink, cbor, nomsg)'],
    ['version strings', 'U2F_V2, FIDO_2_0', 'U2F_V2'],
    ['options', 'rk, noplat', 'rk, plat'],
    ['fwversion', '0x50403', '0x50404'],
    ['maxlargeblob', '0', '1'],
    ['pin retries', '5', 'undefined'],
    ['uv retries', 'undefined', '3'],
  ])('tells a difference in %s', (label, was, is) => {
    expect(differing(text.replace(`${label}: ${was}`, `${label}: ${is}`))).toEqual([label]);
  });

  it('names a line it does not understand, a line without label, and what was not printed', () => {
    const comparison = compareWithFido2Token(
      `${text}new thing: 7\nnoise\n`.replace(/^aaguid.*\n/m, ''),
      depth,
    );
    expect(comparison.notUnderstood).toEqual(['noise', 'new thing: 7']);
    expect(comparison.notPrinted).toEqual(['aaguid: 2fc0579f811347eab116bb5a8db9202a']);
  });

  it('knows that libfido2 takes a key whose GetInfo it cannot read for one with U2F only', () => {
    const broken: KeyDepth = { ...depth, info: { kind: 'unknown', reason: 'malformed' } };
    const said = text.split('version')[0]?.replace('0x05 (wink, cbor', '0x01 (wink, nocbor') ?? '';
    const comparison = compareWithFido2Token(said, broken);
    expect(comparison.fields).toHaveLength(5);
    expect([differing(said, broken), comparison.notPrinted]).toEqual([[], []]);
  });
});
