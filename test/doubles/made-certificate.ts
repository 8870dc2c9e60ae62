import { generateKeyPairSync, type KeyObject, randomBytes, sign, X509Certificate } from 'node:crypto';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import * as asn from '@peculiar/asn1-x509';

const DAY_MS = 24 * 60 * 60_000;
const ecdsa = { 'SHA-256': '1.2.840.10045.4.3.2', 'SHA-1': '1.2.840.10045.4.1' } as const;

export type Keys = { publicKey: KeyObject; privateKey: KeyObject };
export type MadeCertificate = { name: string; keys: Keys; der: Buffer; pem: string; sha256: string };

export type CertificateWishes = {
  name: string;
  /** Self-signed without. */
  issuer?: Pick<MadeCertificate, 'name' | 'keys'>;
  /** P-256 keys of its own without. */
  keys?: Keys;
  now?: Date;
  /** Validity, in days from now. */
  fromDays?: number;
  toDays?: number;
  ca?: boolean;
  /** How many issuers may stand below. */
  pathLength?: number;
  /** Default: signing certificates for a CA, else other signatures. */
  usage?: asn.KeyUsageFlags;
  dnsName?: string;
  /** The only DNS domain it may issue for. */
  onlyFor?: string;
  /** An extension that nobody knows. */
  unknownCritical?: boolean;
  hash?: keyof typeof ecdsa;
};

export function newKeys(): Keys {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' });
}

/** A certificate signed with ECDSA, with as much wrong about it as is wished. */
export function makeCertificate(wishes: CertificateWishes): MadeCertificate {
  const { name, keys = newKeys(), hash = 'SHA-256', now = new Date() } = wishes;
  const issuer = wishes.issuer ?? { name, keys };
  const day = (offset: number) => new Date(now.getTime() + offset * DAY_MS);
  const algorithm = new asn.AlgorithmIdentifier({ algorithm: ecdsa[hash] });
  const tbsCertificate = new asn.TBSCertificate({
    version: asn.Version.v3,
    serialNumber: bufferOf(Buffer.concat([Buffer.of(1), randomBytes(8)])),
    signature: algorithm,
    issuer: commonName(issuer.name),
    subject: commonName(name),
    validity: new asn.Validity({
      notBefore: day(wishes.fromDays ?? -30),
      notAfter: day(wishes.toDays ?? 300),
    }),
    subjectPublicKeyInfo: AsnConvert.parse(
      keys.publicKey.export({ type: 'spki', format: 'der' }),
      asn.SubjectPublicKeyInfo,
    ),
    extensions: new asn.Extensions(extensionsOf(wishes)),
  });
  const signature = sign(hash, Buffer.from(AsnConvert.serialize(tbsCertificate)), issuer.keys.privateKey);
  const certificate = new asn.Certificate({
    tbsCertificate,
    signatureAlgorithm: algorithm,
    signatureValue: bufferOf(signature),
  });
  const der = Buffer.from(AsnConvert.serialize(certificate));
  const read = new X509Certificate(der);
  return { name, keys, der, pem: read.toString(), sha256: read.fingerprint256 };
}

function extensionsOf(wishes: CertificateWishes): asn.Extension[] {
  const { ca = false, pathLength, dnsName, onlyFor } = wishes;
  const flags = asn.KeyUsageFlags;
  const usage = wishes.usage ?? (ca ? flags.keyCertSign | flags.cRLSign : flags.digitalSignature);
  const basic = new asn.BasicConstraints({
    cA: ca,
    ...(pathLength === undefined ? {} : { pathLenConstraint: pathLength }),
  });
  const made = [
    extension(asn.id_ce_basicConstraints, true, AsnConvert.serialize(basic)),
    extension(asn.id_ce_keyUsage, true, AsnConvert.serialize(new asn.KeyUsage(usage))),
  ];
  if (dnsName !== undefined) {
    const names = new asn.SubjectAlternativeName([new asn.GeneralName({ dNSName: dnsName })]);
    made.push(extension(asn.id_ce_subjectAltName, false, AsnConvert.serialize(names)));
  }
  if (onlyFor !== undefined) {
    const base = new asn.GeneralName({ dNSName: onlyFor });
    const permittedSubtrees = new asn.GeneralSubtrees([new asn.GeneralSubtree({ base })]);
    const limit = new asn.NameConstraints({ permittedSubtrees });
    made.push(extension(asn.id_ce_nameConstraints, true, AsnConvert.serialize(limit)));
  }
  // DER of NULL, under a number of the documentation arc.
  if (wishes.unknownCritical) made.push(extension('2.999.1', true, bufferOf(Buffer.of(5, 0))));
  return made;
}

function extension(extnID: string, critical: boolean, value: ArrayBuffer): asn.Extension {
  return new asn.Extension({ extnID, critical, extnValue: new OctetString(value) });
}

function commonName(text: string): asn.Name {
  const value = new asn.AttributeValue({ utf8String: text });
  const attribute = new asn.AttributeTypeAndValue({ type: '2.5.4.3', value });
  return new asn.Name([new asn.RelativeDistinguishedName([attribute])]);
}

/** An ArrayBuffer of exactly these bytes. */
function bufferOf(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}
