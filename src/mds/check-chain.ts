import { X509Certificate } from 'node:crypto';
import { AsnConvert } from '@peculiar/asn1-schema';
import {
  BasicConstraints,
  Certificate,
  id_ce_basicConstraints,
  id_ce_certificatePolicies,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  id_ce_nameConstraints,
  id_ce_subjectAltName,
} from '@peculiar/asn1-x509';
import { ProblemError } from '../contract/problem.ts';
import type { Trust } from './pinned-roots.ts';

/** Checked here, or by node:crypto (key usage, name of the signer), or without a say in what a certificate may sign. */
const understood = new Set([
  id_ce_basicConstraints,
  id_ce_keyUsage,
  id_ce_extKeyUsage,
  id_ce_subjectAltName,
  id_ce_certificatePolicies,
]);

/** RSA PKCS#1 v1.5, RSA-PSS and ECDSA, with SHA-256 to SHA-512 (RFC 4055, RFC 5758). No SHA-1, no MD5. */
const signatureAlgorithms = new Set([
  '1.2.840.113549.1.1.10',
  '1.2.840.113549.1.1.11',
  '1.2.840.113549.1.1.12',
  '1.2.840.113549.1.1.13',
  '1.2.840.10045.4.3.2',
  '1.2.840.10045.4.3.3',
  '1.2.840.10045.4.3.4',
]);

type Link = { where: string; x509: X509Certificate; asn: Certificate };

/**
 * Follows the certificates of a blob, signer first, to a pinned root and gives the signer's. What stands behind the one that a
 * pinned root has issued is not needed: so a root that comes along, itself or signed by an older root, changes nothing.
 *
 * Each certificate must be valid now and signed by the next; issuers must be allowed to issue, so deep, and without a limit
 * on names (none is known in this chain, so one is refused, not interpreted). Revocation is not looked up: this is offline.
 * Throws `mds.malformed`, `mds.untrusted`, `mds.certificate-expired`.
 */
export function checkChain(
  certificates: readonly Uint8Array[],
  { signer, roots }: Trust,
  now: Date,
): X509Certificate {
  const chain = certificates.map(readCertificate);
  const [leaf] = chain;
  if (leaf === undefined) throw untrusted('it carries no certificate', 'header/x5c');

  for (const [depth, link] of chain.entries()) {
    checkOwn(link, now);
    if (depth > 0) checkIssuer(link, depth);
    const root = roots.find((pinned) => isIssuedBy(link.x509, pinned));
    if (root !== undefined) {
      checkDates(root, `the pinned root ${nameOf(root)}`, now, 'policy/mds-roots.yaml');
      checkSigner(leaf, signer);
      return leaf.x509;
    }
    const next = chain[depth + 1];
    if (next === undefined) break;
    if (!isIssuedBy(link.x509, next.x509))
      throw untrusted(`${nameOf(link.x509)} is not issued by ${nameOf(next.x509)}, the next one`, link.where);
  }
  const end = chain.at(-1) ?? leaf;
  throw untrusted(`its certificates end at ${nameOf(end.x509)}, which no pinned root has issued`, end.where);
}

function readCertificate(der: Uint8Array, index: number): Link {
  const where = `header/x5c/${index}`;
  try {
    const x509 = new X509Certificate(der);
    return { where, x509, asn: AsnConvert.parse(x509.raw, Certificate) };
  } catch (cause) {
    throw new ProblemError('mds.malformed', `${where} is not a certificate`, { where, cause });
  }
}

/** Names, key identifiers and the right to sign certificates (`checkIssued`), then the signature itself. */
function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
}

function checkOwn({ x509, asn, where }: Link, now: Date): void {
  checkDates(x509, nameOf(x509), now, where);
  const algorithm = asn.signatureAlgorithm.algorithm;
  if (!signatureAlgorithms.has(algorithm))
    throw untrusted(`${nameOf(x509)} is signed with ${algorithm}, which is not accepted`, where);
  for (const { extnID, critical } of asn.tbsCertificate.extensions ?? []) {
    if (critical && !understood.has(extnID) && extnID !== id_ce_nameConstraints)
      throw untrusted(`${nameOf(x509)} makes a demand that is not understood (${extnID})`, where);
  }
}

function checkIssuer({ x509, asn, where }: Link, depth: number): void {
  const extensions = asn.tbsCertificate.extensions ?? [];
  if (!x509.ca) throw untrusted(`${nameOf(x509)} may not issue certificates`, where);
  if (extensions.some(({ extnID }) => extnID === id_ce_nameConstraints))
    throw untrusted(`${nameOf(x509)} may issue for certain names only; that is not accepted here`, where);
  const basic = extensions.find(({ extnID }) => extnID === id_ce_basicConstraints);
  const { pathLenConstraint } = basic ? AsnConvert.parse(basic.extnValue.buffer, BasicConstraints) : {};
  // Issuers between this one and the signer.
  if (pathLenConstraint !== undefined && depth - 1 > pathLenConstraint)
    throw untrusted(`${nameOf(x509)} may not issue for further issuers`, where);
}

function checkSigner({ x509, where }: Link, signer: string): void {
  if (x509.checkHost(signer, { wildcards: false }) === undefined)
    throw untrusted(`it is signed by ${nameOf(x509)}, not by ${signer}`, where);
}

function checkDates(x509: X509Certificate, name: string, now: Date, where: string): void {
  const [from, to] = [x509.validFromDate, x509.validToDate];
  if (now >= from && now <= to) return;
  const words = now < from ? `is not valid before ${from.toISOString()}` : `ran out on ${to.toISOString()}`;
  throw new ProblemError('mds.certificate-expired', `${name} ${words}; it is now ${now.toISOString()}`, {
    where,
  });
}

/** `CN=GlobalSign Root R46`, or all there is when nothing is named so. */
function nameOf({ subject }: X509Certificate): string {
  const lines = subject.split('\n');
  const name = lines.findLast((line) => line.startsWith('CN=')) ?? lines.join(', ');
  return name.slice(0, 200) || 'a certificate without a name';
}

function untrusted(what: string, where: string): ProblemError {
  return new ProblemError('mds.untrusted', what, { where });
}
