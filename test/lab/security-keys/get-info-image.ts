import { encode } from 'cborg';

/** authenticatorGetInfo by name, as a source states it. What a source does not state is left out. */
export type GetInfoMembers = {
  versions: readonly string[];
  extensions?: readonly string[];
  /** `ee882879-721c-4913-9775-3dfcce97072a` */
  aaguid: string;
  options?: Readonly<Record<string, boolean>>;
  maxMsgSize?: number;
  pinUvAuthProtocols?: readonly number[];
  maxCredentialCountInList?: number;
  maxCredentialIdLength?: number;
  transports?: readonly string[];
  /** COSE numbers; the type is always "public-key". */
  algorithms?: readonly number[];
  maxSerializedLargeBlobArray?: number;
  forcePINChange?: boolean;
  minPINLength?: number;
  firmwareVersion?: number;
  maxCredBlobLength?: number;
  maxRPIDsForSetMinPINLength?: number;
  preferredPlatformUvAttempts?: number;
  uvModality?: number;
  certifications?: Readonly<Record<string, number>>;
  remainingDiscoverableCredentials?: number;
  vendorPrototypeConfigCommands?: readonly (number | bigint)[];
  attestationFormats?: readonly string[];
  uvCountSinceLastPinEntry?: number;
  longTouchForReset?: boolean;
  encIdentifier?: Uint8Array;
  transportsForReset?: readonly string[];
  pinComplexityPolicy?: boolean;
  pinComplexityPolicyURL?: Uint8Array;
  maxPINLength?: number;
  encCredStoreState?: Uint8Array;
  authenticatorConfigCommands?: readonly number[];
};

/** Keys of the map. https://fidoalliance.org/specs/fido-v2.3-ps-20260226/fido-client-to-authenticator-protocol-v2.3-ps-20260226.html */
const memberKeys: Record<keyof GetInfoMembers, number> = {
  versions: 0x01,
  extensions: 0x02,
  aaguid: 0x03,
  options: 0x04,
  maxMsgSize: 0x05,
  pinUvAuthProtocols: 0x06,
  maxCredentialCountInList: 0x07,
  maxCredentialIdLength: 0x08,
  transports: 0x09,
  algorithms: 0x0a,
  maxSerializedLargeBlobArray: 0x0b,
  forcePINChange: 0x0c,
  minPINLength: 0x0d,
  firmwareVersion: 0x0e,
  maxCredBlobLength: 0x0f,
  maxRPIDsForSetMinPINLength: 0x10,
  preferredPlatformUvAttempts: 0x11,
  uvModality: 0x12,
  certifications: 0x13,
  remainingDiscoverableCredentials: 0x14,
  vendorPrototypeConfigCommands: 0x15,
  attestationFormats: 0x16,
  uvCountSinceLastPinEntry: 0x17,
  longTouchForReset: 0x18,
  encIdentifier: 0x19,
  transportsForReset: 0x1a,
  pinComplexityPolicy: 0x1b,
  pinComplexityPolicyURL: 0x1c,
  maxPINLength: 0x1d,
  encCredStoreState: 0x1e,
  authenticatorConfigCommands: 0x1f,
};

/**
 * The CBOR map of a GetInfo answer, in CTAP2's canonical order: integer keys ascending, text keys shorter first.
 * `strange` adds members no specification names, by their key.
 */
export function encodeGetInfo(
  members: GetInfoMembers,
  strange: ReadonlyMap<number | string, unknown> = new Map(),
): Uint8Array {
  const map = new Map<number | string, unknown>();
  for (const [name, key] of Object.entries(memberKeys)) {
    const value = members[name as keyof GetInfoMembers];
    if (value !== undefined) map.set(key, onTheWire(name as keyof GetInfoMembers, value));
  }
  for (const [key, value] of strange) map.set(key, value);
  return encode(map);
}

/** A map of small numbers, as clientPIN and bioEnrollment answer. */
export function encodeAnswer(members: Readonly<Record<number, number | boolean>>): Uint8Array {
  return encode(new Map(Object.entries(members).map(([key, value]) => [Number(key), value])));
}

function onTheWire(name: keyof GetInfoMembers, value: unknown): unknown {
  if (name === 'aaguid') return aaguidBytes(String(value));
  if (name === 'algorithms') return (value as readonly number[]).map((alg) => ({ alg, type: 'public-key' }));
  return value;
}

function aaguidBytes(text: string): Uint8Array {
  const bytes = Uint8Array.from(Buffer.from(text.replaceAll('-', ''), 'hex'));
  if (bytes.length !== 16) throw new RangeError(`${text} is no AAGUID`);
  return bytes;
}
