import type { GetInfoFacts } from '../../../src/contract/facts/get-info.ts';
import type { KeyDepth } from '../../../src/contract/facts/security-key.ts';
import type { Reading } from '../../../src/contract/observation.ts';
import { readFido2TokenText } from './fido2-token-text.ts';

export type Comparison = {
  /** One for each printed line that was understood. */
  fields: { label: string; theirs: string; ours: string }[];
  /** Printed lines no rule here understands. */
  notUnderstood: string[];
  /** What we have and fido2-token, which prints it where a key has it, did not print. */
  notPrinted: string[];
};

/** Ours as fido2-token would print it; null = it would print no such line. */
type Printer = (depth: KeyDepth, info: GetInfoFacts) => string | null;

/** Lines of every key, in libfido2 1.12. `proto` to `caps` come from INIT. */
const initLines: Record<string, (hid: KeyDepth['hid']) => string> = {
  proto: (hid) => hexByte(hid.protocol),
  major: (hid) => hexByte(versionPart(hid, 0)),
  minor: (hid) => hexByte(versionPart(hid, 1)),
  build: (hid) => hexByte(versionPart(hid, 2)),
  caps: ({ capabilities, wink, cbor, msg }) =>
    `${hexByte(capabilities)} (${wink ? 'wink' : 'nowink'}, ${cbor ? 'cbor' : 'nocbor'}, ${msg ? 'msg' : 'nomsg'})`,
};

/** A number that a key does not state is printed as 0, so the text cannot tell the two apart; our JSON does. */
const infoLines: Record<string, Printer> = {
  'version strings': (_depth, info) => list(info.versions),
  'extension strings': (_depth, info) => list(info.extensions),
  'transport strings': (_depth, info) => list(info.transports),
  algorithms: (_depth, info) =>
    list(info.algorithms?.map(({ alg, type }) => `${algorithmNames.get(alg) ?? 'unknown'} (${type})`)),
  aaguid: (_depth, info) => info.aaguid.replaceAll('-', ''),
  options: (_depth, info) =>
    list(Object.entries(info.options ?? {}).map(([name, value]) => (value ? name : `no${name}`))),
  certifications: (_depth, info) =>
    list(Object.entries(info.certifications ?? {}).map(([name, level]) => `${name} ${level}`)),
  fwversion: (_depth, info) => `0x${(info.firmwareVersion ?? 0).toString(16)}`,
  maxmsgsiz: (_depth, info) => String(info.maxMsgSizeBytes ?? 0),
  maxcredcntlst: (_depth, info) => String(info.maxCredentialCountInList ?? 0),
  maxcredlen: (_depth, info) => String(info.maxCredentialIdLengthBytes ?? 0),
  maxlargeblob: (_depth, info) => String(info.maxSerializedLargeBlobArrayBytes ?? 0),
  'maxrpids in minpinlen': (_depth, info) => aboveZero(info.maxRpidsForSetMinPinLength),
  'remaining rk(s)': (_depth, info) => info.remainingDiscoverableCredentials?.toString() ?? null,
  minpinlen: (_depth, info) => aboveZero(info.minPinLength),
  'pin protocols': (_depth, info) => list(info.pinUvAuthProtocols?.map(String)),
  'pin retries': ({ pinRetries }) => known(pinRetries)?.left.toString() ?? 'undefined',
  'pin change required': (_depth, info) => String(info.forcePinChange ?? false),
  'uv retries': ({ uvRetries }) => known(uvRetries)?.toString() ?? 'undefined',
  'platform uv attempt(s)': (_depth, info) => aboveZero(info.preferredPlatformUvAttempts),
  'uv modality': (_depth, info) => uvModality(info.uvModality),
  'sensor type': ({ fingerprintReader }) => sensorType(known(fingerprintReader)?.kind),
  'max samples': ({ fingerprintReader }) => {
    const reader = known(fingerprintReader);
    return reader ? String(reader.maxSamples ?? 0) : null;
  },
};

/**
 * Lays what fido2-token printed of a key beside what we read of it, field by field. Where we could not read GetInfo, libfido2
 * could not either and takes the key for one with U2F only: it then prints the INIT lines with the CBOR bit taken away.
 */
export function compareWithFido2Token(text: string, depth: KeyDepth): Comparison {
  const { lines, strange } = readFido2TokenText(text);
  const info = known(depth.info);
  const hid = info === undefined ? withoutCbor(depth.hid) : depth.hid;
  const expected = new Map<string, string | null>();
  for (const [label, print] of Object.entries(initLines)) expected.set(label, print(hid));
  if (info !== undefined)
    for (const [label, print] of Object.entries(infoLines)) expected.set(label, print(depth, info));
  const comparison: Comparison = { fields: [], notUnderstood: [...strange], notPrinted: [] };
  for (const { label, value } of lines) {
    if (expected.has(label))
      comparison.fields.push({ label, theirs: value, ours: expected.get(label) ?? '(nothing)' });
    else comparison.notUnderstood.push(`${label}: ${value}`);
  }
  for (const [label, ours] of expected)
    if (ours !== null && !lines.some((line) => line.label === label))
      comparison.notPrinted.push(`${label}: ${ours}`);
  return comparison;
}

function known<Value>(reading: Reading<Value>): Value | undefined {
  return reading.kind === 'known' ? reading.value : undefined;
}

function withoutCbor(hid: KeyDepth['hid']): KeyDepth['hid'] {
  return { ...hid, cbor: false, capabilities: hid.capabilities & ~0x04 };
}

function versionPart(hid: KeyDepth['hid'], index: number): number {
  return Number(hid.deviceVersion.split('.')[index]);
}

function hexByte(value: number): string {
  return `0x${value.toString(16).padStart(2, '0')}`;
}

function list(items: readonly string[] | undefined): string | null {
  return items === undefined || items.length === 0 ? null : items.join(', ');
}

function aboveZero(value: number | undefined): string | null {
  return value === undefined || value === 0 ? null : String(value);
}

/** The four libfido2 1.12 has a name for. */
const algorithmNames = new Map([
  [-7, 'es256'],
  [-8, 'eddsa'],
  [-35, 'es384'],
  [-257, 'rs256'],
]);

const uvModalityNames = new Map([
  [0x1, 'test of user presence'],
  [0x2, 'fingerprint check'],
  [0x4, 'pin check'],
  [0x800, 'external pin'],
]);

function uvModality(bits: number | undefined): string | null {
  if (bits === undefined || bits === 0) return null;
  const names = [...uvModalityNames].filter(([bit]) => (bits & bit) !== 0).map(([, name]) => name);
  return `0x${bits.toString(16)} (${names.join(', ')})`;
}

function sensorType(kind: number | undefined): string | null {
  if (kind === undefined) return null;
  return `${kind} (${kind === 1 ? 'touch' : 'swipe'})`;
}
