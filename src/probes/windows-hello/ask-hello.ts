import type { FactsOf } from '../../contract/signals.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import { knownReading, unknown } from '../probe.ts';
import { askNative, whyUncalled } from '../windows/ask-native.ts';

type HelloFacts = FactsOf<'windows-hello'>;

/** UserConsentVerifierAvailability: https://learn.microsoft.com/en-us/uwp/api/windows.security.credentials.ui.userconsentverifieravailability */
const availabilities = new Map<number, Extract<HelloFacts['consentVerifier'], { kind: 'known' }>['value']>([
  [0, 'available'],
  [1, 'device-not-present'],
  [2, 'not-configured'],
  [3, 'disabled-by-policy'],
  [4, 'busy'],
]);

/** Where Entra ID and Microsoft accounts keep passkeys: https://learn.microsoft.com/en-us/windows/security/identity-protection/passkeys/ */
const ENTRA_RP_ID = 'login.microsoft.com';
/** NTE_NOT_FOUND: the list is empty. https://learn.microsoft.com/en-us/windows/win32/api/webauthn/nf-webauthn-webauthngetplatformcredentiallist */
const NONE_FOUND = 0x8009_0011;

/** Version of the interface, which belongs to the machine, and Hello's own answer, which belongs to the person asking. */
export async function askWebauthn(
  reach: ProbeReach,
): Promise<Pick<HelloFacts, 'webauthnApi' | 'platformAuthenticator'>> {
  const asked = await askNative(reach, 'webauthn');
  if (!asked.ok) return { webauthnApi: asked.unknown, platformAuthenticator: asked.unknown };
  const { answer } = asked;
  if ('missing' in answer) {
    // Only the library's absence means that this Windows has no such interface: it came with version 1903.
    const isOld = /^webauthn\.dll$/i.test(answer.missing);
    const why = whyUncalled('webauthn.dll', answer);
    return { webauthnApi: isOld ? knownReading(null) : why, platformAuthenticator: why };
  }
  const { apiVersion, platformAuthenticator: own } = answer;
  return {
    // The function that tells the number is missing in the first version: https://github.com/Yubico/libfido2/pull/453
    webauthnApi: knownReading(Math.max(1, apiVersion ?? 1)),
    platformAuthenticator:
      'available' in own
        ? knownReading(own.available)
        : whyUncalled('WebAuthNIsUserVerifyingPlatformAuthenticatorAvailable', own),
  };
}

/** Why Hello can or cannot verify the person whose session asks. */
export async function askConsentVerifier(reach: ProbeReach): Promise<HelloFacts['consentVerifier']> {
  const asked = await askNative(reach, 'consentVerifier');
  if (!asked.ok) return asked.unknown;
  if (!('availability' in asked.answer)) return whyUncalled('UserConsentVerifier', asked.answer);
  const availability = availabilities.get(asked.answer.availability);
  return availability === undefined
    ? unknown('unreadable', `availability ${asked.answer.availability} is not known`)
    : knownReading(availability);
}

/** https://learn.microsoft.com/en-us/uwp/api/windows.security.credentials.keycredentialmanager.issupportedasync */
export async function askKeyCredential(reach: ProbeReach): Promise<HelloFacts['keyCredential']> {
  const asked = await askNative(reach, 'keyCredential');
  if (!asked.ok) return asked.unknown;
  return 'supported' in asked.answer
    ? knownReading(asked.answer.supported)
    : whyUncalled('KeyCredentialManager', asked.answer);
}

/**
 * A passkey for Entra ID that the person could delete. Those that cannot be deleted belong to Windows' own sign-in (Hello for Business,
 * Microsoft account).
 */
export async function askEntraPasskey(reach: ProbeReach): Promise<HelloFacts['entraPasskey']> {
  const asked = await askNative(reach, 'platformCredentials', ENTRA_RP_ID);
  if (!asked.ok) return asked.unknown;
  const { answer } = asked;
  if (!('credentials' in answer))
    return 'result' in answer && answer.result === NONE_FOUND
      ? knownReading(false)
      : whyUncalled('WebAuthNGetPlatformCredentialList', answer);
  const removable = answer.credentials.filter((credential) => credential.removable);
  if (removable.some(({ rpId }) => rpId?.toLowerCase() === ENTRA_RP_ID)) return knownReading(true);
  return removable.some(({ rpId }) => rpId === null)
    ? unknown('unreadable', 'a passkey here does not tell whom it is for')
    : knownReading(false);
}
