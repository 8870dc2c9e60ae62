import { describe, expect, it } from 'vitest';
import { decodeFingerprintReader } from './decode-bio.ts';
import { decodePinRetries, decodeUvRetries } from './decode-client-pin.ts';
import { decodeInit } from './decode-init.ts';
import { decodeU2fVersion } from './decode-u2f.ts';

describe('decodeInit', () => {
  it.each([
    ['05', { wink: true, cbor: true, msg: true }],
    ['01', { wink: true, cbor: false, msg: true }],
    ['0c', { wink: false, cbor: true, msg: false }],
    ['ff', { wink: true, cbor: true, msg: false }],
  ])('capabilities %s', (capabilities, expected) => {
    expect(decodeInit(`0000000002050403${capabilities}`)).toEqual({
      ok: true,
      value: {
        protocol: 2,
        deviceVersion: '5.4.3',
        capabilities: Number.parseInt(capabilities, 16),
        ...expected,
      },
    });
  });

  it('lets more bytes follow', () => {
    expect(decodeInit('0000000002ffffff05aabb')).toMatchObject({ value: { deviceVersion: '255.255.255' } });
  });

  it.each(['', '00', '0000000002050403', 'zz0000000205040305'])('refuses %j', (hex) => {
    expect(decodeInit(hex)).toMatchObject({ ok: false });
  });
});

describe('decodePinRetries', () => {
  it.each([
    ['a10308', { left: 8, replugFirst: false }],
    ['a2030504f5', { left: 5, replugFirst: true }],
    ['a2030004f4', { left: 0, replugFirst: false }],
    ['a303080404f505'.replace('0404', '04').replace('f505', 'f50503'), { left: 8, replugFirst: true }],
  ])('%s', (hex, value) => {
    expect(decodePinRetries(hex)).toEqual({ ok: true, value });
  });

  it.each(['', 'a0', 'a10320', 'a103f5', 'a10381', 'a203080400', '08'])('refuses %j', (hex) => {
    expect(decodePinRetries(hex)).toMatchObject({ ok: false, detail: expect.any(String) });
  });
});

describe('decodeUvRetries', () => {
  it('reads member 5', () => {
    expect(decodeUvRetries('a10500')).toEqual({ ok: true, value: 0 });
  });

  it.each(['a10308', 'a105f6', 'a1051bffffffffffffffff'])('refuses %s', (hex) => {
    expect(decodeUvRetries(hex)).toMatchObject({ ok: false });
  });
});

describe('decodeFingerprintReader', () => {
  it.each([
    ['a10101', 'a202010310', { modality: 1, kind: 1, maxSamples: 16 }],
    ['a10101', 'a30202030c0840', { modality: 1, kind: 2, maxSamples: 12 }],
    ['a10101', 'a10201', { modality: 1, kind: 1 }],
  ])('%s and %s', (modality, sensor, value) => {
    expect(decodeFingerprintReader(modality, sensor)).toEqual({ ok: true, value });
  });

  it.each([
    ['', 'a10201'],
    ['a10101', ''],
    ['a10201', 'a10201'],
    ['a10101', 'a10101'],
    ['a10101', 'a2020103f5'],
  ])('refuses %j and %j', (modality, sensor) => {
    expect(decodeFingerprintReader(modality, sensor)).toMatchObject({ ok: false });
  });
});

describe('decodeU2fVersion', () => {
  it('is text', () => {
    expect(decodeU2fVersion('5532465f5632')).toEqual({ ok: true, value: 'U2F_V2' });
  });

  it.each(['', '1b5b324a', 'ff', '41'.repeat(41), 'a'])('refuses %j', (hex) => {
    expect(decodeU2fVersion(hex)).toMatchObject({ ok: false });
  });
});
