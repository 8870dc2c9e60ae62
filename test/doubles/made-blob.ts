import { sign, X509Certificate } from 'node:crypto';
import type { Trust } from '../../src/mds/pinned-roots.ts';
import { type CertificateWishes, type MadeCertificate, makeCertificate } from './made-certificate.ts';

export const signerName = 'mds.fidoalliance.org';

export type MadeChain = {
  root: MadeCertificate;
  issuer: MadeCertificate;
  leaf: MadeCertificate;
  /** What a blob carries: signer first, without the root. */
  x5c: MadeCertificate[];
  trust: Trust;
};

/** Root, issuer and signer as the metadata service has them, each to be spoilt as wished. */
export function makeChain(
  wishes: Partial<Record<'root' | 'issuer' | 'leaf', Partial<CertificateWishes>>> & { now?: Date } = {},
): MadeChain {
  const now = wishes.now ?? new Date();
  const root = makeCertificate({ name: 'Root made for a test', ca: true, now, ...wishes.root });
  const issuer = makeCertificate({
    name: 'Issuer made for a test',
    issuer: root,
    ca: true,
    pathLength: 0,
    now,
    ...wishes.issuer,
  });
  const leaf = makeCertificate({ name: signerName, issuer, dnsName: signerName, now, ...wishes.leaf });
  const trust = { signer: signerName, roots: [new X509Certificate(root.der)] };
  return { root, issuer, leaf, x5c: [leaf, issuer], trust };
}

/** Payload of a blob about two models; fields given replace these. */
export function blobPayload(fields: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    legalHeader: 'Terms made for a test.',
    no: 285,
    nextUpdate: '2027-01-01',
    entries: [
      blobEntry('ee882879-721c-4913-9775-3dfcce97072a', 'YubiKey 5 Series', ['FIDO_CERTIFIED_L1']),
      blobEntry('d8522d9f-575b-4866-88a9-ba99fa02f35b', 'YubiKey Bio Series', [
        'FIDO_CERTIFIED_L1',
        'REVOKED',
      ]),
    ],
    ...fields,
  };
}

export function blobEntry(aaguid: string, description: string, statuses: readonly string[]): object {
  return {
    aaguid,
    metadataStatement: { description, authenticatorVersion: 5, icon: 'data:image/png;base64,AAAA' },
    statusReports: statuses.map((status, index) => ({ status, effectiveDate: `2024-0${index + 1}-05` })),
    timeOfLastStatusChange: '2024-02-05',
  };
}

/** A compact JWS over a payload, which may be text, bytes or an object. Signed ES256 by the leaf. */
export function signBlob(
  payload: object | string | Buffer,
  { leaf, x5c }: Pick<MadeChain, 'leaf' | 'x5c'>,
  header: Record<string, unknown> = {},
): string {
  const body = Buffer.isBuffer(payload)
    ? payload
    : Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload));
  const head = { alg: 'ES256', typ: 'JWT', x5c: x5c.map(({ der }) => der.toString('base64')), ...header };
  const signed = `${Buffer.from(JSON.stringify(head)).toString('base64url')}.${body.toString('base64url')}`;
  const key = { key: leaf.keys.privateKey, dsaEncoding: 'ieee-p1363' } as const;
  return `${signed}.${sign('sha256', Buffer.from(signed), key).toString('base64url')}`;
}
