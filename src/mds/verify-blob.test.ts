import { createHmac, generateKeyPairSync, sign, X509Certificate } from 'node:crypto';
import { KeyUsageFlags } from '@peculiar/asn1-x509';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blobEntry, blobPayload, makeChain, signBlob, signerName } from '../../test/doubles/made-blob.ts';
import { makeCertificate, newKeys } from '../../test/doubles/made-certificate.ts';
import { ProblemError } from '../contract/problem.ts';
import type { Trust } from './pinned-roots.ts';
import { verifyBlob } from './verify-blob.ts';

const now = new Date('2026-11-23T08:00:00Z');
const chain = makeChain({ now });

const verify = (blob: string | Buffer, trust: Trust = chain.trust, at: Date = now) =>
  verifyBlob(Buffer.from(blob as string), trust, at);
const refusal = async (blob: string | Buffer, trust?: Trust, at?: Date) => {
  const error = await verify(blob, trust, at).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return error instanceof Error ? { ...error, message: error.message } : error;
};
/** The refusal of a well-made blob under a chain that is spoilt somewhere. */
const refusalOf = (wishes: Parameters<typeof makeChain>[0]) => {
  const spoilt = makeChain({ now, ...wishes });
  return refusal(signBlob(blobPayload(), spoilt), spoilt.trust);
};

describe('a blob as it should be', () => {
  it('gives number, next update, legal header, names and the whole status history, and no more', async () => {
    expect(await verify(signBlob(blobPayload(), chain))).toEqual({
      no: 285,
      nextUpdate: '2027-01-01',
      legalHeader: 'Terms made for a test.',
      leftOut: 0,
      entries: [
        {
          aaguid: 'ee882879-721c-4913-9775-3dfcce97072a',
          name: 'YubiKey 5 Series',
          statusReports: [{ status: 'FIDO_CERTIFIED_L1', effectiveDate: '2024-01-05' }],
          timeOfLastStatusChange: '2024-02-05',
        },
        {
          aaguid: 'd8522d9f-575b-4866-88a9-ba99fa02f35b',
          name: 'YubiKey Bio Series',
          statusReports: [
            { status: 'FIDO_CERTIFIED_L1', effectiveDate: '2024-01-05' },
            { status: 'REVOKED', effectiveDate: '2024-02-05' },
          ],
          timeOfLastStatusChange: '2024-02-05',
        },
      ],
    });
  });

  it('may be signed with RS256, as the service does, and end in a line break', async () => {
    const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const leaf = makeCertificate({ name: signerName, dnsName: signerName, issuer: chain.issuer, keys, now });
    const [head, body] = signBlob(
      blobPayload(),
      { leaf: chain.leaf, x5c: [leaf, chain.issuer] },
      { alg: 'RS256' },
    ).split('.');
    const signature = sign('sha256', Buffer.from(`${head}.${body}`), keys.privateKey).toString('base64url');
    expect((await verify(`${head}.${body}.${signature}\n`)).no).toBe(285);
  });

  it('may carry the root too, or the root signed by an older root', async () => {
    const older = makeCertificate({ name: 'Older root', ca: true, now });
    const { root } = chain;
    const crossSigned = makeCertificate({ name: root.name, keys: root.keys, issuer: older, ca: true, now });
    for (const last of [root, crossSigned]) {
      const blob = signBlob(blobPayload(), { ...chain, x5c: [...chain.x5c, last] });
      expect((await verify(blob)).no).toBe(285);
    }
    // And under the older root alone, by way of the cross-signed one.
    const deeper = makeChain({ now, root: { keys: root.keys }, issuer: { pathLength: 1 } });
    const blob = signBlob(blobPayload(), { ...deeper, x5c: [...deeper.x5c, crossSigned] });
    const trust = { signer: signerName, roots: [new X509Certificate(older.der)] };
    expect((await verify(blob, trust)).no).toBe(285);
  });

  it('may be signed by a certificate that a root has issued itself', async () => {
    const leaf = makeCertificate({ name: signerName, dnsName: signerName, issuer: chain.root, now });
    expect((await verify(signBlob(blobPayload(), { leaf, x5c: [leaf] }))).no).toBe(285);
  });
});

describe('tampering', () => {
  const blob = signBlob(blobPayload(), chain);
  const [head = '', body = '', signature = ''] = blob.split('.');

  it('with the payload is a bad signature', async () => {
    const payload = Buffer.from(body, 'base64url').toString().replace('REVOKED', 'revoked');
    const changed = `${head}.${Buffer.from(payload).toString('base64url')}.${signature}`;
    expect(await refusal(changed)).toMatchObject({ code: 'mds.bad-signature', where: 'signature' });
  });

  it.each([0, 20, 40, 63])('with byte %i of the signature is a bad signature', async (at) => {
    const bytes = Buffer.from(signature, 'base64url');
    bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
    const changed = `${head}.${body}.${bytes.toString('base64url')}`;
    expect(await refusal(changed)).toMatchObject({ code: 'mds.bad-signature' });
  });

  it('with the header, or leaving the signature out, is a bad signature', async () => {
    const other = Buffer.from(head, 'base64url').toString().replace('JWT', 'jwt');
    const changed = `${Buffer.from(other).toString('base64url')}.${body}.${signature}`;
    expect(await refusal(changed)).toMatchObject({ code: 'mds.bad-signature' });
    expect(await refusal(`${head}.${body}.`)).toMatchObject({ code: 'mds.bad-signature' });
  });

  it('with a key that is not the one of the certificate is a bad signature', async () => {
    const forged = signBlob(blobPayload(), { ...chain, leaf: { ...chain.leaf, keys: newKeys() } });
    expect(await refusal(forged)).toMatchObject({ code: 'mds.bad-signature' });
  });

  it('with the kind of signature is found out: RS256 claimed for a key of a curve', async () => {
    const forged = signBlob(blobPayload(), chain, { alg: 'RS256' });
    expect(await refusal(forged)).toMatchObject({ code: 'mds.bad-signature', where: 'header/alg' });
  });

  it.each([
    ['RS256 with 1024 bits', 'RS256', generateKeyPairSync('rsa', { modulusLength: 1024 })],
    ['ES256 with P-384', 'ES256', generateKeyPairSync('ec', { namedCurve: 'P-384' })],
  ])('%s is no signature at all', async (_what, alg, keys) => {
    const leaf = makeCertificate({ name: signerName, dnsName: signerName, issuer: chain.issuer, keys, now });
    const blob = signBlob(blobPayload(), { ...chain, x5c: [leaf, chain.issuer] }, { alg });
    expect(await refusal(blob)).toMatchObject({ code: 'mds.bad-signature', where: 'header/alg' });
  });
});

describe('algorithms', () => {
  it.each(['none', 'None', 'HS256', 'PS256', 'EdDSA', 'es256', ''])('%j is refused by name', async (alg) => {
    const blob = signBlob(blobPayload(), chain, { alg });
    expect(await refusal(blob)).toMatchObject({ code: 'mds.bad-algorithm', where: 'header/alg' });
  });

  it('none without a signature is refused', async () => {
    const blob = signBlob(blobPayload(), chain, { alg: 'none' }).replace(/[^.]*$/, '');
    expect(await refusal(blob)).toMatchObject({ code: 'mds.bad-algorithm' });
  });

  it('HS256 with the public key as the secret is refused', async () => {
    const [head, body] = signBlob(blobPayload(), chain, { alg: 'HS256' }).split('.');
    const secret = chain.leaf.keys.publicKey.export({ type: 'spki', format: 'pem' });
    const mac = createHmac('sha256', secret).update(`${head}.${body}`).digest('base64url');
    expect(await refusal(`${head}.${body}.${mac}`)).toMatchObject({ code: 'mds.bad-algorithm' });
  });

  it('an extension of JWS that must be understood is not passed over', async () => {
    const blob = signBlob(blobPayload(), chain, { crit: ['more'], more: true });
    expect(await refusal(blob)).toMatchObject({ code: 'mds.bad-signature', where: 'header' });
  });
});

describe('certificates', () => {
  it.each([
    ['the signer ran out', { leaf: { toDays: -1 } }, 'header/x5c/0'],
    ['the signer is not valid yet', { leaf: { fromDays: 1 } }, 'header/x5c/0'],
    ['the issuer ran out', { issuer: { toDays: -1 } }, 'header/x5c/1'],
    ['the pinned root ran out', { root: { toDays: -1 } }, 'policy/mds-roots.yaml'],
  ])('%s', async (_what, wishes, where) => {
    expect(await refusalOf(wishes)).toMatchObject({ code: 'mds.certificate-expired', where });
  });

  it.each([
    ['an issuer that is no CA', { issuer: { ca: false } }],
    ['an issuer whose key is for other signatures', { issuer: { usage: KeyUsageFlags.digitalSignature } }],
    ['an issuer for other names only', { issuer: { onlyFor: 'example.com' } }],
    ['an issuer for this very name only', { issuer: { onlyFor: 'fidoalliance.org' } }],
    ['a demand nobody understands', { issuer: { unknownCritical: true } }],
    ['a demand nobody understands, of the signer', { leaf: { unknownCritical: true } }],
    ['SHA-1', { leaf: { hash: 'SHA-1' as const } }],
    ['an issuer signed with SHA-1', { issuer: { hash: 'SHA-1' as const } }],
    ['another host', { leaf: { name: 'mds.example.org', dnsName: 'mds.example.org' } }],
    ['the right name as a subject, another as DNS name', { leaf: { dnsName: 'mds.example.org' } }],
    ['a host below', { leaf: { name: 'x', dnsName: 'a.mds.fidoalliance.org' } }],
    ['any host of the domain', { leaf: { name: 'x', dnsName: '*.fidoalliance.org' } }],
  ])('%s is not trusted', async (_what, wishes) => {
    expect(await refusalOf(wishes)).toMatchObject({
      code: 'mds.untrusted',
      where: expect.stringMatching(/^header\/x5c\/\d$/),
    });
  });

  it('a chain to another root is not trusted, even one of the same name that is carried along', async () => {
    const other = makeChain({ now });
    for (const x5c of [other.x5c, [...other.x5c, other.root]])
      expect(await refusal(signBlob(blobPayload(), { ...other, x5c }))).toMatchObject({
        code: 'mds.untrusted',
      });
  });

  it('a chain that lacks its issuer, or has the right one of another leaf, is not trusted', async () => {
    const other = makeChain({ now });
    for (const x5c of [[chain.leaf], [other.leaf, chain.issuer], [chain.issuer, chain.leaf]])
      expect(await refusal(signBlob(blobPayload(), { ...chain, x5c }))).toMatchObject({
        code: 'mds.untrusted',
      });
  });

  it('an issuer that may have no issuer below it has none', async () => {
    const below = makeCertificate({ name: 'Below', issuer: chain.issuer, ca: true, now });
    const leaf = makeCertificate({ name: signerName, dnsName: signerName, issuer: below, now });
    const blob = signBlob(blobPayload(), { leaf, x5c: [leaf, below, chain.issuer] });
    const { code, where } = (await refusal(blob)) as { code: string; where: string };
    expect([code, where]).toEqual(['mds.untrusted', 'header/x5c/2']);
  });

  it('a customer of the root cannot sign as if it were a CA', async () => {
    const customer = makeCertificate({ name: 'customer.example', issuer: chain.issuer, now });
    const leaf = makeCertificate({ name: signerName, dnsName: signerName, issuer: customer, now });
    const blob = signBlob(blobPayload(), { leaf, x5c: [leaf, customer, chain.issuer] });
    expect(await refusal(blob)).toMatchObject({ code: 'mds.untrusted' });
  });

  it('more than five are not looked at', async () => {
    const x5c = Array.from({ length: 6 }, () => chain.leaf);
    const blob = signBlob(blobPayload(), { ...chain, x5c });
    expect(await refusal(blob)).toMatchObject({ code: 'mds.malformed', where: 'header/x5c' });
  });

  it.each([
    ['none', undefined, 'header/x5c'],
    ['an empty list', [], 'header/x5c'],
    ['something that is not base64', ['###'], 'header/x5c/0'],
    ['something that is not a certificate', [Buffer.from('no').toString('base64')], 'header/x5c/0'],
  ])('%s is malformed', async (_what, x5c, where) => {
    const blob = signBlob(blobPayload(), chain, { x5c });
    expect(await refusal(blob)).toMatchObject({ code: 'mds.malformed', where });
  });
});

describe('form', () => {
  const blob = signBlob(blobPayload(), chain);

  it.each([
    ['nothing', ''],
    ['a page of HTML', '<!doctype html><title>Not found</title>'],
    ['two parts', blob.slice(0, blob.lastIndexOf('.'))],
    ['four parts', `${blob}.x`],
    ['text around it', `blob: ${blob}`],
    ['bytes that are no text', Buffer.concat([Buffer.of(0xff, 0xfe, 0), Buffer.from(blob)])],
    ['UTF-16', Buffer.from(blob, 'utf16le')],
    ['a header that is not JSON', `bm8.${blob.split('.').slice(1).join('.')}`],
    ['a header that is not an object', `MQ.${blob.split('.').slice(1).join('.')}`],
    ['a header without end', `${'A'.repeat(70_000)}.x.x`],
  ])('%s is malformed', async (_what, bytes) => {
    expect(await refusal(bytes)).toMatchObject({ code: 'mds.malformed' });
  });

  it('a blob cut off anywhere is refused with a code', async () => {
    for (let length = 0; length < blob.length; length += 97)
      expect((await refusal(blob.slice(0, length))) as object, `${length}`).toMatchObject({
        code: expect.stringMatching(/^mds\.(malformed|bad-signature)$/),
      });
  });
});

it('any change anywhere is refused with a code, or changes nothing at all', async () => {
  const blob = Buffer.from(signBlob(blobPayload(), chain));
  const whole = await verify(blob);
  const edit = fc.record({
    at: fc.nat(blob.length - 1),
    cut: fc.nat(40),
    put: fc.uint8Array({ maxLength: 40 }),
  });
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(edit, async ({ at, cut, put }) => {
      const changed = Buffer.concat([blob.subarray(0, at), put, blob.subarray(at + cut)]);
      // The last letters of base64 hold bits that stand for nothing.
      const result = await verify(changed).catch((error: unknown) => error);
      if (result instanceof ProblemError) {
        expect(result.code).toMatch(
          /^mds\.(malformed|bad-algorithm|bad-signature|untrusted|certificate-expired)$/,
        );
        refused += 1;
      } else {
        expect(result).toEqual(whole);
      }
    }),
    { numRuns: 2000, seed: 285 },
  );
  expect(refused).toBeGreaterThan(1800);
});

describe('payload', () => {
  const refusalOfPayload = (payload: object | string | Buffer) => refusal(signBlob(payload, chain));

  it.each([
    ['no legal header', { legalHeader: undefined }, 'mds.no-legal-header', 'payload/legalHeader'],
    ['an empty legal header', { legalHeader: ' ' }, 'mds.no-legal-header', 'payload/legalHeader'],
    ['a legal header that is no text', { legalHeader: 1 }, 'mds.no-legal-header', 'payload/legalHeader'],
    ['no number', { no: undefined }, 'mds.malformed', 'payload/no'],
    ['number 0', { no: 0 }, 'mds.malformed', 'payload/no'],
    ['a negative number', { no: -3 }, 'mds.malformed', 'payload/no'],
    ['a broken number', { no: 285.5 }, 'mds.malformed', 'payload/no'],
    ['a number as text', { no: '285' }, 'mds.malformed', 'payload/no'],
    ['a number too large to be exact', { no: 2 ** 60 }, 'mds.malformed', 'payload/no'],
    ['no next update', { nextUpdate: undefined }, 'mds.malformed', 'payload/nextUpdate'],
    [
      'a next update on a day that never comes',
      { nextUpdate: '2026-02-30' },
      'mds.malformed',
      'payload/nextUpdate',
    ],
    ['no entries', { entries: undefined }, 'mds.malformed', 'payload/entries'],
    ['entries that are no list', { entries: {} }, 'mds.malformed', 'payload/entries'],
    ['20,001 entries', { entries: Array(20_001).fill({}) }, 'mds.malformed', 'payload/entries'],
  ])('%s is refused', async (_what, fields, code, where) => {
    expect(await refusalOfPayload(blobPayload(fields))).toMatchObject({ code, where });
  });

  it.each([
    ['text that is not JSON', 'no = 285'],
    ['bytes that are not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d])],
    ['null', 'null'],
    ['a list', '[]'],
  ])('%s is malformed', async (_what, payload) => {
    expect(await refusalOfPayload(payload)).toMatchObject({ code: 'mds.malformed' });
  });

  it('nesting without end is dropped like every field that is not known', async () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    const payload = JSON.stringify(blobPayload({ odd: 'HERE' })).replace('"HERE"', deep);
    expect(await verify(signBlob(payload, chain))).not.toHaveProperty('odd');
    const inEntry = JSON.stringify(blobPayload()).replace('"data:image/png;base64,AAAA"', deep);
    expect((await verify(signBlob(inEntry, chain))).entries).toHaveLength(2);
  });

  it('a name that reaches for the prototype changes nothing', async () => {
    const payload = JSON.stringify(blobPayload()).replace('{', '{"__proto__":{"no":9,"polluted":true},');
    expect((await verify(signBlob(payload, chain))).no).toBe(285);
    expect({}).not.toHaveProperty('polluted');
  });
});

describe('entries', () => {
  const aaguid = 'ee882879-721c-4913-9775-3dfcce97072a';
  const read = async (entries: unknown[]) => verify(signBlob(blobPayload({ entries }), chain));

  it.each([
    'REVOKED',
    'USER_KEY_REMOTE_COMPROMISE',
    'ATTESTATION_KEY_COMPROMISE',
    'USER_VERIFICATION_BYPASS',
    'USER_KEY_PHYSICAL_COMPROMISE',
    'UPDATE_AVAILABLE',
    'RETIRED',
    'NOT_FIDO_CERTIFIED',
    'SELF_ASSERTION_SUBMITTED',
    'FIDO_CERTIFIED',
    'FIDO_CERTIFIED_L1',
    'FIDO_CERTIFIED_L1plus',
    'FIDO_CERTIFIED_L2',
    'FIDO_CERTIFIED_L2plus',
    'FIDO_CERTIFIED_L3',
    'FIDO_CERTIFIED_L3plus',
    'A_WORD_OF_TOMORROW',
  ])('status %s is kept as published', async (status) => {
    const { entries } = await read([blobEntry(aaguid, 'A key', ['FIDO_CERTIFIED', status])]);
    expect(entries[0]?.statusReports.map((report) => report.status)).toEqual(['FIDO_CERTIFIED', status]);
  });

  it('of U2F and UAF models are not kept and not counted', async () => {
    const others = [
      { aaid: '1234#5678', statusReports: [] },
      { attestationCertificateKeyIdentifiers: ['ab'.repeat(20)], statusReports: [] },
    ];
    expect(await read(others)).toMatchObject({ entries: [], leftOut: 0 });
  });

  it.each([
    ['an AAGUID that is none', { aaguid: 'yubikey', statusReports: [] }],
    ['an AAGUID that is no text', { aaguid: 5, statusReports: [] }],
    ['no list of statuses', { aaguid }],
    ['a report without a status', { aaguid, statusReports: [{ effectiveDate: '2024-01-01' }] }],
    ['a status without letters', { aaguid, statusReports: [{ status: '' }] }],
    ['201 reports', { aaguid, statusReports: Array(201).fill({ status: 'REVOKED' }) }],
    ['text', 'entry'],
    ['null', null],
  ])('%s is left out and counted; the others stay', async (_what, entry) => {
    const other = blobEntry('d8522d9f-575b-4866-88a9-ba99fa02f35b', 'Another key', []);
    const { entries, leftOut } = await read([entry, other]);
    expect([entries.map(({ name }) => name), leftOut]).toEqual([['Another key'], 1]);
  });

  it('lose odd detail but not the status', async () => {
    const report = {
      status: 'REVOKED',
      effectiveDate: 'soon',
      authenticatorVersion: '5',
      url: 'x'.repeat(501),
    };
    const entry = { aaguid: aaguid.toUpperCase(), statusReports: [report], timeOfLastStatusChange: 'then' };
    const [kept] = (await read([entry])).entries;
    expect(JSON.parse(JSON.stringify(kept))).toEqual({
      aaguid,
      name: aaguid,
      statusReports: [{ status: 'REVOKED' }],
    });
  });

  it('keep what a report says of versions and certificates', async () => {
    const report = {
      status: 'UPDATE_AVAILABLE',
      effectiveDate: '2025-03-01',
      authenticatorVersion: 328707,
      certificateNumber: 'FIDO20020',
      url: 'https://example.com/advisory',
    };
    const [kept] = (
      await read([{ ...blobEntry(aaguid, 'x'.repeat(400), []), statusReports: [{ ...report, more: 1 }] }])
    ).entries;
    expect(kept?.statusReports).toEqual([report]);
    expect(kept?.name).toHaveLength(300);
  });

  it('of the same model keep both histories', async () => {
    const { entries } = await read([
      blobEntry(aaguid, 'First', ['REVOKED']),
      blobEntry(aaguid, 'Second', ['FIDO_CERTIFIED']),
    ]);
    expect(entries).toHaveLength(1);
    expect(entries[0]?.statusReports.map(({ status }) => status)).toEqual(['REVOKED', 'FIDO_CERTIFIED']);
  });
});
