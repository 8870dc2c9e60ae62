import { hostileGetInfo } from '../../virtual-key/hostile-cbor.ts';
import { type KeyModel, testUsbIds } from '../key-model.ts';

/** Stands for a value that is new at every call and means nothing without the owner's token. */
const thirtyTwoBytes = (seed: number) =>
  Uint8Array.from({ length: 32 }, (_, index) => (seed + index * 7) & 0xff);

export const trussed23: KeyModel = {
  id: 'trussed-ctap-2.3',
  usb: { ...testUsbIds, product: 'Trussed FIDO' },
  getInfo: {
    versions: ['U2F_V2', 'FIDO_2_0', 'FIDO_2_1', 'FIDO_2_3'],
    extensions: [
      'credProtect',
      'credBlob',
      'hmac-secret',
      'hmac-secret-mc',
      'largeBlobKey',
      'minPinLength',
      'thirdPartyPayment',
    ],
    aaguid: '00000000-0000-0000-0000-000000000000',
    options: {
      rk: true,
      up: true,
      plat: false,
      alwaysUv: false,
      credMgmt: true,
      authnrCfg: true,
      clientPin: true,
      largeBlobs: true,
      pinUvAuthToken: true,
      setMinPINLength: true,
      makeCredUvNotRqd: true,
    },
    maxCredentialCountInList: 10,
    maxCredentialIdLength: 255,
    transports: ['nfc', 'smart-card', 'usb'],
    algorithms: [-7, -8],
    forcePINChange: false,
    minPINLength: 4,
    maxCredBlobLength: 32,
    attestationFormats: ['packed'],
    longTouchForReset: false,
    authenticatorConfigCommands: [2, 3],
  },
  sources: ['https://github.com/trussed-dev/fido-authenticator', 'https://github.com/trussed-dev/ctap-types'],
};

/** Sends FIDO_2_2, a version that CTAP says must not be sent, and two values that change at every call. */
export const picoFido: KeyModel = {
  id: 'pico-fido-ctap-2.3',
  usb: { ...testUsbIds, product: 'Pico FIDO2' },
  getInfo: {
    versions: ['U2F_V2', 'FIDO_2_0', 'FIDO_2_1', 'FIDO_2_2', 'FIDO_2_3'],
    extensions: [
      'uvm',
      'credBlob',
      'credProtect',
      'hmac-secret',
      'largeBlobKey',
      'minPinLength',
      'hmac-secret-mc',
      'thirdPartyPayment',
    ],
    aaguid: '89fb94b7-06c9-3673-9b7e-30526d968145',
    options: {
      rk: true,
      alwaysUv: false,
      credMgmt: true,
      authnrCfg: true,
      clientPin: false,
      largeBlobs: true,
      perCredMgmtRO: true,
      pinUvAuthToken: true,
      setMinPINLength: true,
      makeCredUvNotRqd: true,
    },
    maxMsgSize: 1024,
    pinUvAuthProtocols: [1, 2],
    maxCredentialCountInList: 16,
    maxCredentialIdLength: 1024,
    maxSerializedLargeBlobArray: 2048,
    maxCredBlobLength: 128,
    maxRPIDsForSetMinPINLength: 120,
    encIdentifier: thirtyTwoBytes(1),
    pinComplexityPolicy: false,
    encCredStoreState: thirtyTwoBytes(2),
    authenticatorConfigCommands: [1, 2, 3, 255],
  },
  sources: ['https://github.com/polhenarejos/pico-fido'],
};

/** No real key: every member of CTAP 2.3 at once, and members, options, extensions and algorithms nobody has defined yet. */
export const futureKey: KeyModel = {
  id: 'future-unknown-members',
  usb: { ...testUsbIds, product: 'Key of the future' },
  getInfo: {
    versions: ['FIDO_2_0', 'FIDO_2_1', 'FIDO_2_3', 'FIDO_9_9'],
    extensions: ['hmac-secret', 'notYetInvented'],
    aaguid: '00000000-0000-0000-0000-000000000000',
    options: { rk: true, up: true, uv: true, bioEnroll: true, clientPin: true, notYetInvented: true },
    maxMsgSize: 7609,
    pinUvAuthProtocols: [2, 1],
    maxCredentialCountInList: 64,
    maxCredentialIdLength: 512,
    transports: ['usb', 'nfc', 'hybrid'],
    // -48 = ML-DSA-44, which some readers refuse the whole answer for.
    algorithms: [-48, -7, -257, -65535],
    maxSerializedLargeBlobArray: 4096,
    forcePINChange: true,
    minPINLength: 6,
    firmwareVersion: 0xfffffff,
    maxCredBlobLength: 64,
    maxRPIDsForSetMinPINLength: 3,
    preferredPlatformUvAttempts: 5,
    uvModality: 0x806,
    certifications: { FIDO: 2, 'FIPS-CMVP-3': 1 },
    remainingDiscoverableCredentials: 0,
    vendorPrototypeConfigCommands: [1, 0xffff_ffff_ffff_fff1n],
    attestationFormats: ['packed', 'tpm'],
    uvCountSinceLastPinEntry: 12,
    longTouchForReset: true,
    encIdentifier: thirtyTwoBytes(3),
    transportsForReset: ['usb'],
    pinComplexityPolicy: true,
    pinComplexityPolicyURL: new TextEncoder().encode('https://example.com/pin'),
    maxPINLength: 63,
    encCredStoreState: thirtyTwoBytes(4),
    authenticatorConfigCommands: [1, 2, 3, 4],
  },
  strangeMembers: new Map<number | string, unknown>([
    [0x63, 'not known yet'],
    [0x64, new Map([[1, [true, null]]])],
  ]),
  pinRetries: 3,
  powerCycleState: false,
  uvRetries: 0,
  fingerprint: { kind: 2 },
  sources: [
    'https://fidoalliance.org/specs/fido-v2.3-ps-20260226/fido-client-to-authenticator-protocol-v2.3-ps-20260226.html',
  ],
};

/** No real key: says CBOR and answers a map that ends in the middle. */
export const brokenKey: KeyModel = {
  id: 'broken-truncated-map',
  usb: { ...testUsbIds, product: 'Broken key' },
  capabilities: 0x05,
  getInfo: null,
  getInfoBytes: hostileGetInfo.truncated,
  sources: [
    'https://fidoalliance.org/specs/fido-v2.3-ps-20260226/fido-client-to-authenticator-protocol-v2.3-ps-20260226.html',
  ],
};
