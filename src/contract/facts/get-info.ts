import { z } from 'zod';
import { openObject } from '../open-object.ts';

const Count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const Word = z.string().max(200);
const Words = z.array(Word).max(100);

/** 16 bytes in groups, lower case: `ee882879-721c-4913-9775-3dfcce97072a`. All zero = model withheld. */
export const Aaguid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);

/**
 * authenticatorGetInfo of CTAP 2.0 to 2.3. A member that the key left out is left out here: absent is never a default.
 * Source: https://fidoalliance.org/specs/fido-v2.3-ps-20260226/fido-client-to-authenticator-protocol-v2.3-ps-20260226.html
 */
export const GetInfoFacts = openObject({
  versions: Words,
  extensions: Words.optional(),
  aaguid: Aaguid,
  /** By option id. An absent option is not false: no `clientPin` = no PIN support, `clientPin: false` = can, not set. */
  options: z.record(Word, z.boolean()).optional(),
  maxMsgSizeBytes: Count.optional(),
  /** Best first. */
  pinUvAuthProtocols: z.array(Count).max(100).optional(),
  maxCredentialCountInList: Count.optional(),
  maxCredentialIdLengthBytes: Count.optional(),
  transports: Words.optional(),
  /** COSE algorithm numbers, best first. */
  algorithms: z
    .array(openObject({ alg: z.number().int(), type: Word }))
    .max(100)
    .optional(),
  maxSerializedLargeBlobArrayBytes: Count.optional(),
  forcePinChange: z.boolean().optional(),
  /** Code points. */
  minPinLength: Count.optional(),
  /** The vendor's own scheme. */
  firmwareVersion: Count.optional(),
  maxCredBlobLengthBytes: Count.optional(),
  maxRpidsForSetMinPinLength: Count.optional(),
  preferredPlatformUvAttempts: Count.optional(),
  /** Bit set of the FIDO registry of predefined values: 0x2 fingerprint, 0x4 passcode on the key. */
  uvModality: Count.optional(),
  certifications: z.record(Word, Count).optional(),
  /** An estimate; 0 = full. Absent = unknown. */
  remainingDiscoverableCredentials: Count.optional(),
  /** 64-bit numbers as decimal text. */
  vendorPrototypeConfigCommands: Words.optional(),
  attestationFormats: Words.optional(),
  uvCountSinceLastPinEntry: Count.optional(),
  longTouchForReset: z.boolean().optional(),
  /** Offered; its value changes at every call and identifies the key to its owner, so it is not kept. */
  offersEncIdentifier: z.boolean().optional(),
  transportsForReset: Words.optional(),
  pinComplexityPolicy: z.boolean().optional(),
  pinComplexityPolicyUrl: z.string().max(2000).optional(),
  maxPinLength: Count.optional(),
  /** Offered; not kept, as with encIdentifier. */
  offersEncCredStoreState: z.boolean().optional(),
  authenticatorConfigCommands: z.array(Count).max(100).optional(),
  /** Members this version has no name for: key as decimal or quoted text, and the kind of value. The value may identify a key, so it stays on it. */
  unknownMembers: z
    .array(openObject({ key: Word, valueKind: Word }))
    .max(100)
    .optional(),
  /** Members that are there but of the wrong type or beyond limits; their values are not used. */
  faultyMembers: Words.optional(),
  /** Was the map in canonical CBOR? A key that is not still works with most software. */
  canonical: z.boolean(),
});
export type GetInfoFacts = z.infer<typeof GetInfoFacts>;
