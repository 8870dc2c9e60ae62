import { describe, expect, it } from 'vitest';
import { answersOf } from '../../../test/doubles/security-keys/answers-of.ts';
import { allModels } from '../../../test/lab/security-keys/all-models.ts';
import { encodeGetInfo } from '../../../test/lab/security-keys/get-info-image.ts';
import {
  yubikey4,
  yubikey543,
  yubikeyBioEnrolled,
  yubikeyBioFresh,
} from '../../../test/lab/security-keys/models/yubico.ts';
import { KeyDepth } from '../../contract/facts/security-key.ts';
import { readingOf } from '../../contract/observation.ts';
import type { KeyAnswer, KeyAnswers } from '../../ctap/key-answers.ts';
import { readDepth } from './read-depth.ts';

const known = (value: unknown) => ({ kind: 'known', value });
const unknown = (reason: string) => expect.objectContaining({ kind: 'unknown', reason });
const notApplicable = expect.objectContaining({ kind: 'not-applicable' });
const failed = (problem: Extract<KeyAnswer, { ok: false }>['problem']): KeyAnswer => ({
  ok: false,
  problem,
  detail: 'a test',
});

const plain = answersOf(yubikey543);
function depthOf(more: Partial<KeyAnswers>, of: KeyAnswers = plain) {
  const depth = readDepth({ ...of, ...more });
  if (depth.kind !== 'known') throw new Error(`depth is ${depth.kind}`);
  return depth.value;
}
/** The same key, but with these options. */
const withOptions = (options: Record<string, boolean> | undefined): KeyAnswer => {
  const { options: _options, ...members } = yubikey543.getInfo ?? { versions: [], aaguid: '' };
  const image = encodeGetInfo(options === undefined ? members : { ...members, options });
  return { ok: true, hex: Buffer.from(image).toString('hex') };
};

describe('every model of the lab', () => {
  it.each(allModels.map((model) => [model.id, model] as const))('%s fits the contract', (_id, model) => {
    const depth = readDepth(answersOf(model));
    expect(readingOf(KeyDepth).parse(depth)).toEqual(depth);
    expect(depth).toMatchObject({ kind: 'known' });
    if (depth.kind === 'known' && depth.value.info.kind === 'known')
      expect(depth.value.info.value.versions.length).toBeGreaterThan(0);
  });
});

describe('readDepth', () => {
  it('a key without CTAP2 has a U2F version and nothing else', () => {
    expect(depthOf({}, answersOf(yubikey4))).toMatchObject({
      hid: { cbor: false },
      info: notApplicable,
      u2fVersion: known('U2F_V2'),
      pinRetries: notApplicable,
      uvRetries: notApplicable,
      fingerprintReader: notApplicable,
    });
  });

  it('an enrolled fingerprint key tells all', () => {
    expect(depthOf({}, answersOf(yubikeyBioEnrolled))).toMatchObject({
      pinRetries: known({ left: 8, replugFirst: false }),
      uvRetries: known(3),
      fingerprintReader: known({ modality: 1, kind: 1, maxSamples: 16 }),
    });
  });

  it('a blocked PIN is zero tries, not no PIN; the wish to be unplugged is kept', () => {
    expect(depthOf({ pinRetries: { ok: true, hex: 'a10300' } }).pinRetries).toEqual(
      known({ left: 0, replugFirst: false }),
    );
    expect(depthOf({ pinRetries: { ok: true, hex: 'a2030504f5' } }).pinRetries).toEqual(
      known({ left: 5, replugFirst: true }),
    );
  });

  it('none of the identifying members is kept, only that it is offered', () => {
    const canary = new Uint8Array(32).fill(0xab);
    const image = encodeGetInfo({
      versions: ['FIDO_2_1'],
      aaguid: yubikey543.getInfo?.aaguid ?? '',
      encIdentifier: canary,
      encCredStoreState: canary,
    });
    const depth = depthOf({ getInfo: { ok: true, hex: Buffer.from(image).toString('hex') } });
    expect(depth.info).toMatchObject(known({ offersEncIdentifier: true, offersEncCredStoreState: true }));
    expect(JSON.stringify(depth)).not.toMatch(/abab|171,171/);
  });

  it.each(['busy', 'malformed', 'refused', 'not-supported'] as const)(
    'a command that ends %s costs itself',
    (problem) => {
      const depth = depthOf({ pinRetries: failed(problem) });
      expect(depth.pinRetries).toEqual({ kind: 'unknown', reason: problem, detail: 'a test' });
      expect(depth.info.kind).toBe('known');
    },
  );
  it.each([
    ['gone', 'unplugged'],
    ['timed-out', 'timed-out'],
    ['denied', 'no-device-access'],
  ] as const)('%s is %s', (problem, reason) => {
    expect(depthOf({ getInfo: failed(problem) })).toMatchObject({ info: unknown(reason) });
  });

  it('without getInfo nothing is said about what the key can do', () => {
    const depth = depthOf({
      getInfo: failed('timed-out'),
      pinRetries: null,
      uvRetries: null,
      fingerprintModality: null,
      fingerprintSensor: null,
    });
    expect(depth).toMatchObject({
      info: unknown('timed-out'),
      pinRetries: unknown('timed-out'),
      uvRetries: unknown('timed-out'),
      fingerprintReader: unknown('timed-out'),
    });
  });

  it('an absent option is "cannot"; a broken one is not', () => {
    const asked = (getInfo: KeyAnswer) => depthOf({ getInfo, pinRetries: null }).pinRetries;
    expect(asked(withOptions({ rk: true }))).toEqual(notApplicable);
    expect(asked(withOptions(undefined))).toEqual(notApplicable);
    expect(asked(withOptions({ clientPin: 1 as never }))).toEqual(unknown('malformed'));
    expect(asked(withOptions({ clientPin: false }))).toEqual(unknown('unreadable'));
  });

  it('options that are no map are no statement', () => {
    // getInfo of versions, AAGUID and the number 7 in place of the options.
    const hex = `a30181684649444f5f325f300350${'00'.repeat(16)}0407`;
    const depth = depthOf({ getInfo: { ok: true, hex }, pinRetries: null });
    expect(depth).toMatchObject({ pinRetries: unknown('malformed'), uvRetries: unknown('malformed') });
  });

  it.each([
    ['getInfo', 'info', 'ff'],
    ['getInfo', 'info', ''],
    ['pinRetries', 'pinRetries', 'a0'],
    ['uvRetries', 'uvRetries', 'a10361'],
    ['fingerprintSensor', 'fingerprintReader', '00'],
    ['u2fVersion', 'u2fVersion', '00ff'],
  ] as const)('%s that is rubbish: %s is malformed', (answer, reading, hex) => {
    const depth = depthOf({ [answer]: { ok: true, hex } }, answersOf(yubikeyBioFresh));
    expect(depth[reading]).toEqual(unknown('malformed'));
  });

  it('an INIT answer cut short leaves nothing to hold on to', () => {
    expect(readDepth({ ...plain, init: '0000' })).toEqual(unknown('malformed'));
  });

  it('a problem of a later version is could not tell', () => {
    const depth = depthOf({
      pinRetries: failed('sulking' as never),
      uvRetries: failed('constructor' as never),
    });
    expect(depth).toMatchObject({ pinRetries: unknown('unreadable'), uvRetries: unknown('unreadable') });
  });
});
