import type { GetInfoFacts } from '../contract/facts/get-info.ts';
import {
  algorithmsOf,
  bigCountsOf,
  certificationsOf,
  countOf,
  countsOf,
  flagOf,
  positiveOf,
  sealedOf,
  someCountsOf,
  urlOf,
  wordsOf,
} from './member-values.ts';

type Field = keyof GetInfoFacts;

/** How one member of the answer is read. `name` is the specification's. */
export type Member = { key: number; name: string; field: Field; read: (value: unknown) => unknown };

function member<F extends Field>(
  key: number,
  name: string,
  field: F,
  read: (value: unknown) => NonNullable<GetInfoFacts[F]> | null,
): Member {
  return { key, name, field, read };
}

/**
 * Members of authenticatorGetInfo, CTAP 2.0 to 2.3, apart from versions (1), aaguid (3) and options (4).
 * https://fidoalliance.org/specs/fido-v2.3-ps-20260226/fido-client-to-authenticator-protocol-v2.3-ps-20260226.html
 */
export const optionalMembers: readonly Member[] = [
  member(0x02, 'extensions', 'extensions', wordsOf),
  member(0x05, 'maxMsgSize', 'maxMsgSizeBytes', countOf),
  member(0x06, 'pinUvAuthProtocols', 'pinUvAuthProtocols', someCountsOf),
  member(0x07, 'maxCredentialCountInList', 'maxCredentialCountInList', positiveOf),
  member(0x08, 'maxCredentialIdLength', 'maxCredentialIdLengthBytes', positiveOf),
  member(0x09, 'transports', 'transports', wordsOf),
  member(0x0a, 'algorithms', 'algorithms', algorithmsOf),
  member(0x0b, 'maxSerializedLargeBlobArray', 'maxSerializedLargeBlobArrayBytes', countOf),
  member(0x0c, 'forcePINChange', 'forcePinChange', flagOf),
  member(0x0d, 'minPINLength', 'minPinLength', countOf),
  member(0x0e, 'firmwareVersion', 'firmwareVersion', countOf),
  member(0x0f, 'maxCredBlobLength', 'maxCredBlobLengthBytes', countOf),
  member(0x10, 'maxRPIDsForSetMinPINLength', 'maxRpidsForSetMinPinLength', countOf),
  member(0x11, 'preferredPlatformUvAttempts', 'preferredPlatformUvAttempts', positiveOf),
  member(0x12, 'uvModality', 'uvModality', countOf),
  member(0x13, 'certifications', 'certifications', certificationsOf),
  member(0x14, 'remainingDiscoverableCredentials', 'remainingDiscoverableCredentials', countOf),
  member(0x15, 'vendorPrototypeConfigCommands', 'vendorPrototypeConfigCommands', bigCountsOf),
  member(0x16, 'attestationFormats', 'attestationFormats', wordsOf),
  member(0x17, 'uvCountSinceLastPinEntry', 'uvCountSinceLastPinEntry', countOf),
  member(0x18, 'longTouchForReset', 'longTouchForReset', flagOf),
  member(0x19, 'encIdentifier', 'offersEncIdentifier', sealedOf),
  member(0x1a, 'transportsForReset', 'transportsForReset', wordsOf),
  member(0x1b, 'pinComplexityPolicy', 'pinComplexityPolicy', flagOf),
  member(0x1c, 'pinComplexityPolicyURL', 'pinComplexityPolicyUrl', urlOf),
  member(0x1d, 'maxPINLength', 'maxPinLength', countOf),
  member(0x1e, 'encCredStoreState', 'offersEncCredStoreState', sealedOf),
  member(0x1f, 'authenticatorConfigCommands', 'authenticatorConfigCommands', countsOf),
];
