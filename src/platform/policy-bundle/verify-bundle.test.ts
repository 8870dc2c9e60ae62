import { CompactSign } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeSigner, newBundle, type Signer } from '../../../test/doubles/made-bundle.ts';
import { BUNDLE_TYPE, MAX_BUNDLE_BYTES, PolicyBundle } from '../../contract/policy-bundle.ts';
import { ProblemError } from '../../contract/problem.ts';
import { signBundle } from './sign-bundle.ts';
import { type InForce, verifyBundle } from './verify-bundle.ts';

const now = new Date('2026-11-27T12:00:00Z');
const nothing: InForce = { number: null, catalogueVersion: '2026-01-01.00000000' };
let signer: Signer;
let other: Signer;
let good: string;
beforeAll(async () => {
  [signer, other] = [await makeSigner(), await makeSigner()];
  good = await signer.sign(newBundle());
});

const bytesOf = (text: string) => Buffer.from(text, 'latin1');
const verify = (jws: string | Uint8Array, inForce = nothing, at = now) =>
  verifyBundle(typeof jws === 'string' ? bytesOf(jws) : jws, signer.keys, inForce, at);
/** Code and place of a refusal; null when it was taken. Anything but a refusal is a defect. */
async function refusal(...asked: Parameters<typeof verify>): Promise<[string, string | undefined] | null> {
  try {
    await verify(...asked);
    return null;
  } catch (error) {
    if (error instanceof ProblemError) return [error.code, error.where];
    throw error;
  }
}
/** Signed by the right key, whatever is in it and in its header. */
function signedAnyhow(payload: string | Uint8Array, header: Record<string, unknown> = {}): Promise<string> {
  const bytes = typeof payload === 'string' ? new TextEncoder().encode(payload) : payload;
  return new CompactSign(bytes)
    .setProtectedHeader({ alg: 'ES256', typ: BUNDLE_TYPE, kid: signer.kid, ...header })
    .sign(signer.privateKey);
}
const changed = (change: (bundle: Record<string, unknown>) => unknown) => {
  const copy = structuredClone(newBundle()) as unknown as Record<string, unknown>;
  return JSON.stringify(change(copy) ?? copy);
};

describe('a bundle as it should be', () => {
  it('comes out as it was signed', async () => {
    expect(await verify(good)).toEqual(newBundle());
  });

  it('may be the one in force, or newer', async () => {
    const { version, files } = newBundle();
    const inForce = { number: version.number, catalogueVersion: files.catalogue.version };
    expect(await refusal(good, inForce)).toBeNull();
    expect(await refusal(good, { ...inForce, number: version.number - 1 })).toBeNull();
  });

  it('may bring files that this agent does not know, and keeps what it knows', async () => {
    const more = changed(({ files }) => void Object.assign(files as object, { words: { language: 'en' } }));
    expect((await verify(await signedAnyhow(more))).files.catalogue).toEqual(newBundle().files.catalogue);
  });

  it('counts from its first moment to the one before its last', async () => {
    const at = (time: string) => refusal(good, nothing, new Date(time));
    expect(await at('2026-11-27T00:00:00.000Z')).toBeNull();
    expect(await at('2027-02-25T23:59:59.999Z')).toBeNull();
    expect(await at('2026-11-26T23:59:59.999Z')).toEqual(['bundle.not-yet-valid', 'notBefore']);
    expect(await at('2027-02-26T00:00:00.000Z')).toEqual(['bundle.expired', 'expires']);
  });
});

describe('whose bundle it is', () => {
  it('a key that is not pinned is refused, also where none is', async () => {
    expect(await refusal(await other.sign(newBundle()))).toEqual(['bundle.unknown-key', 'header/kid']);
    const none = verifyBundle(bytesOf(good), new Map(), nothing, now);
    await expect(none).rejects.toMatchObject({ code: 'bundle.unknown-key', message: /no key yet/ });
  });

  it('a foreign signature under a pinned name is refused', async () => {
    const forged = await signBundle(newBundle(), other.privateKey, signer.kid);
    expect(await refusal(forged)).toEqual(['bundle.bad-signature', 'signature']);
  });

  it('a signature of one bundle does not serve another', async () => {
    const later = await signer.sign({ ...newBundle(), version: { number: 99, date: '2026-12-01' } });
    const [header, , signature] = good.split('.');
    const mixed = [header, later.split('.')[1], signature].join('.');
    expect(await refusal(mixed)).toEqual(['bundle.bad-signature', 'signature']);
  });

  it.each([
    ['another algorithm', { alg: 'ES384' }, 'header/alg'],
    ['no algorithm', { alg: 'none' }, 'header/alg'],
    ['a secret made of the public key', { alg: 'HS256' }, 'header/alg'],
    ['something else that the key has signed', { typ: 'keyready-proof+jwt' }, 'header/typ'],
    ['no type', { typ: undefined }, 'header/typ'],
    ['a key of its own', { jwk: { kty: 'EC' } }, 'header'],
    ['an address of keys', { x5u: 'https://example.com' }, 'header'],
    ['something that must be understood', { crit: ['b64'], b64: true }, 'header'],
    ['a key id that is none', { kid: '../../etc/passwd' }, 'header/kid'],
  ])('a header that names %s is refused before any key is looked for', async (_what, header, where) => {
    const said = { alg: 'ES256', typ: BUNDLE_TYPE, kid: signer.kid, ...header };
    const spelled = Buffer.from(JSON.stringify(said)).toString('base64url');
    const jws = [spelled, ...good.split('.').slice(1)].join('.');
    expect(await refusal(jws)).toEqual(['bundle.malformed', where]);
  });
});

describe('every bit', () => {
  it('that is another, anywhere, ends in a refusal', async () => {
    const bytes = bytesOf(good);
    const [header = '', payload = ''] = good.split('.');
    // All of the header, the dots and the signature; of the content every 41st byte.
    const places = [...bytes.keys()].filter(
      (at) => at <= header.length + 1 || at > header.length + payload.length - 2 || at % 41 === 0,
    );
    const taken: string[] = [];
    for (const at of places) {
      for (let bit = 0; bit < 8; bit += 1) {
        const flipped = Buffer.from(bytes);
        flipped[at] = (flipped[at] ?? 0) ^ (1 << bit);
        if ((await refusal(flipped)) === null) taken.push(`byte ${at}, bit ${bit}`);
      }
    }
    expect(places.length).toBeGreaterThan(200);
    expect(taken).toEqual([]);
  });

  it('that is missing or too many ends in a refusal', async () => {
    for (let at = 0; at < good.length; at += 97)
      expect(await refusal(good.slice(0, at)), `${at} bytes`).not.toBeNull();
    for (const more of ['\n', ' ', '=', '.', '.e30', '\0', 'A'])
      expect((await refusal(good + more))?.[0], JSON.stringify(more)).toMatch(/malformed|bad-signature/);
    expect(await refusal('')).toEqual(['bundle.malformed', undefined]);
  });

  it('of noise ends in a refusal', async () => {
    expect(await refusal(Buffer.alloc(5000, 0xff))).toEqual(['bundle.malformed', undefined]);
    expect(await refusal('a.b.c')).toEqual(['bundle.malformed', undefined]);
    expect(await refusal('e30.e30.AAAA')).toEqual(['bundle.malformed', 'header/alg']);
    expect(await refusal(`${'A'.repeat(4000)}.e30.AAAA`)).toEqual(['bundle.malformed', 'header']);
  });
});

describe('what it says', () => {
  it.each<[string, (bundle: Record<string, never>) => unknown, string]>([
    ['a newer form', (bundle) => ({ ...(bundle as object), schemaVersion: 2 }), 'schemaVersion'],
    ['a field nobody knows', (bundle) => ({ ...(bundle as object), urgent: true }), ''],
    [
      'a number that is none',
      (bundle) => ({ ...(bundle as object), version: { number: 0, date: '2026-11-27' } }),
      'version/number',
    ],
    [
      'a day that is none',
      (bundle) => ({ ...(bundle as object), notBefore: '2026-02-30T00:00:00Z' }),
      'notBefore',
    ],
    [
      'an end before its beginning',
      (bundle) => ({ ...(bundle as object), expires: '2026-11-26T00:00:00Z' }),
      'expires',
    ],
    ['no catalogue', (bundle) => ({ ...(bundle as object), files: {} }), 'files/catalogue'],
    ['nothing', () => [], ''],
  ])('%s is refused by its field', async (_what, change, where) => {
    const text = JSON.stringify(change(newBundle() as unknown as Record<string, never>));
    expect(await refusal(await signedAnyhow(text))).toEqual(['bundle.schema', where]);
  });

  it('a test that asks for more of a secret than whether it is there is refused', async () => {
    const curious = newBundle({ when: { password: { startsWith: ['a'] } } });
    const where = 'files/catalogue/entries/0/tests/0/cases/0/when/password';
    expect(await refusal(await signedAnyhow(JSON.stringify(curious)))).toEqual(['bundle.schema', where]);
    await expect(signer.sign(curious)).rejects.toMatchObject({ code: 'bundle.schema', where });
    expect(await refusal(await signer.sign(newBundle({ when: { password: { present: true } } })))).toBeNull();
  });

  it('an entry that stands twice, and a version that is not of these entries, are refused', async () => {
    const twice = newBundle();
    twice.files.catalogue.entries.push(...twice.files.catalogue.entries);
    expect(await refusal(await signedAnyhow(JSON.stringify(twice)))).toEqual([
      'bundle.schema',
      'files/catalogue/entries/1/id',
    ]);
    const renamed = newBundle();
    renamed.files.catalogue.entries.forEach((entry) => {
      entry.name = 'Another';
    });
    expect(await refusal(await signedAnyhow(JSON.stringify(renamed)))).toEqual([
      'bundle.schema',
      'files/catalogue/version',
    ]);
  });

  it('a second spelling of the same is refused', async () => {
    const text = JSON.stringify(newBundle());
    for (const spelled of [
      `${text}\n`,
      JSON.stringify(newBundle(), null, 2),
      text.replace('"schemaVersion":1', '"schemaVersion":2,"schemaVersion":1'),
      text.replace('Sample', '\\u0053ample'),
      `\uFEFF${text}`,
    ])
      expect(await refusal(await signedAnyhow(spelled))).toEqual(['bundle.malformed', 'payload']);
  });

  it('no JSON, no UTF-8 and bottomless nesting are refused', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    for (const payload of ['{', Buffer.from('"\xff"', 'latin1'), '"\0"'])
      expect(await refusal(await signedAnyhow(payload))).toEqual(['bundle.malformed', 'payload']);
    expect((await refusal(await signedAnyhow(deep)))?.[0]).toMatch(/^bundle\.(malformed|schema)$/);
  });

  it('too large a one is refused unread, and not signed', async () => {
    expect(await refusal(Buffer.alloc(MAX_BUNDLE_BYTES + 1, 0x41))).toEqual(['bundle.too-large', undefined]);
    const large = newBundle();
    Object.assign(large.files, { words: 'x'.repeat(MAX_BUNDLE_BYTES) });
    await expect(signer.sign(large)).rejects.toMatchObject({ code: 'bundle.too-large' });
  });
});

describe('what is in force', () => {
  it('a lower number is refused, also with a newer catalogue', async () => {
    expect(await refusal(good, { number: 8, catalogueVersion: '2020-01-01.00000000' })).toEqual([
      'bundle.rolled-back',
      'version/number',
    ]);
  });

  it('a catalogue older than that of the program is refused', async () => {
    expect(await refusal(good, { number: null, catalogueVersion: '2026-11-23.00000000' })).toEqual([
      'bundle.rolled-back',
      'files/catalogue/version',
    ]);
  });

  it('nothing that was given is changed', async () => {
    const bytes = bytesOf(good);
    await verify(bytes);
    expect(bytes.toString('latin1')).toBe(good);
    expect(PolicyBundle.parse(newBundle())).toEqual(newBundle());
  });
});
