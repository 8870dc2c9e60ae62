import { type KeyModel, testUsbIds } from '../key-model.ts';

/** USB ids of the FIDO interfaces: https://github.com/Yubico/libfido2/blob/main/udev/70-u2f.rules */
const yubico = 0x1050;
const metadataCopy = 'https://github.com/nicolonsky/AAGuids';

/** Before CTAP2: INIT says no CBOR, and CTAPHID_CBOR is refused. */
export const yubikey4: KeyModel = {
  id: 'yubikey-4',
  usb: { vendorId: yubico, productId: 0x0407, product: 'Yubikey 4 OTP+U2F+CCID' },
  getInfo: null,
  sources: [metadataCopy],
};

export const yubikey526: KeyModel = {
  id: 'yubikey-5-5.2.6',
  usb: { vendorId: yubico, productId: 0x0407, product: 'YubiKey OTP+FIDO+CCID' },
  deviceVersion: [5, 2, 6],
  capabilities: 0x05,
  getInfo: {
    versions: ['U2F_V2', 'FIDO_2_0', 'FIDO_2_1_PRE'],
    extensions: ['credProtect', 'hmac-secret'],
    aaguid: 'ee882879-721c-4913-9775-3dfcce97072a',
    options: { rk: true, up: true, plat: false, clientPin: true, credentialMgmtPreview: true },
    maxMsgSize: 1200,
    pinUvAuthProtocols: [1],
    maxCredentialCountInList: 8,
    maxCredentialIdLength: 128,
    transports: ['usb'],
    algorithms: [-7, -8],
  },
  pinRetries: 8,
  sources: ['https://github.com/systemd/systemd/issues/28675'],
};

export const yubikey543: KeyModel = {
  id: 'yubikey-5-nfc-5.4.3',
  usb: { vendorId: yubico, productId: 0x0407, product: 'YubiKey OTP+FIDO+CCID' },
  deviceVersion: [5, 4, 3],
  capabilities: 0x05,
  getInfo: {
    versions: ['U2F_V2', 'FIDO_2_0', 'FIDO_2_1_PRE'],
    extensions: ['credProtect', 'hmac-secret'],
    aaguid: '2fc0579f-8113-47ea-b116-bb5a8db9202a',
    options: { rk: true, up: true, plat: false, clientPin: true, credentialMgmtPreview: true },
    maxMsgSize: 1200,
    pinUvAuthProtocols: [2, 1],
    maxCredentialCountInList: 8,
    maxCredentialIdLength: 128,
    transports: ['nfc', 'usb'],
    algorithms: [-7, -8],
    minPINLength: 4,
    firmwareVersion: 0x050403,
  },
  pinRetries: 5,
  sources: [
    'https://github.com/Yubico/libfido2/issues/686',
    'https://github.com/kanidm/webauthn-rs/issues/269',
  ],
};

/** Sources differ over its further options and its limits, so those are left out. */
export const yubikey571: KeyModel = {
  id: 'yubikey-5-nfc-5.7.1',
  usb: { vendorId: yubico, productId: 0x0407, product: 'YubiKey OTP+FIDO+CCID' },
  deviceVersion: [5, 7, 1],
  getInfo: {
    versions: ['U2F_V2', 'FIDO_2_0', 'FIDO_2_1_PRE', 'FIDO_2_1'],
    extensions: ['credProtect', 'hmac-secret', 'largeBlobKey', 'credBlob', 'minPinLength'],
    aaguid: 'a25342c0-3cdc-4414-8e46-f4807fca511c',
    options: { rk: true, up: true, plat: false, clientPin: true },
    pinUvAuthProtocols: [2, 1],
    transports: ['nfc', 'usb'],
    algorithms: [-7, -8, -35],
    firmwareVersion: 329473,
  },
  sources: ['https://github.com/virot/powershellYK/pull/69', metadataCopy],
};

/** Only what the metadata service's copy states; its new CTAP 2.3 members are not public by value. */
export const yubikey58: KeyModel = {
  id: 'yubikey-5-nfc-5.8',
  usb: { vendorId: yubico, productId: 0x0407, product: 'YubiKey OTP+FIDO+CCID' },
  deviceVersion: [5, 8, 0],
  getInfo: {
    versions: ['U2F_V2', 'FIDO_2_0', 'FIDO_2_1', 'FIDO_2_3'],
    aaguid: '7dab85a5-d16d-4eaf-a7ef-4c1385b151c5',
    options: { rk: true, up: true, plat: false, clientPin: true },
    transports: ['nfc', 'usb', 'smart-card'],
    algorithms: [-7, -8, -35],
    firmwareVersion: 329728,
  },
  sources: [metadataCopy, 'https://docs.yubico.com/hardware/yubikey/yk-tech-manual/yk5-firmware-index.html'],
};

const bioOptions = {
  rk: true,
  up: true,
  plat: false,
  uv: false,
  alwaysUv: true,
  credMgmt: true,
  authnrCfg: true,
  bioEnroll: false,
  clientPin: false,
  largeBlobs: true,
  pinUvAuthToken: true,
  setMinPINLength: true,
  makeCredUvNotRqd: false,
  credentialMgmtPreview: true,
  userVerificationMgmtPreview: false,
};

/** As it leaves the factory: no finger, no PIN; U2F is off while alwaysUv is on. */
export const yubikeyBioFresh: KeyModel = {
  id: 'yubikey-bio-5.5.5-fresh',
  usb: { vendorId: yubico, productId: 0x0402, product: 'YubiKey FIDO' },
  deviceVersion: [5, 5, 5],
  getInfo: {
    versions: ['FIDO_2_0', 'FIDO_2_1_PRE', 'FIDO_2_1'],
    extensions: ['credProtect', 'hmac-secret', 'largeBlobKey', 'credBlob', 'minPinLength'],
    aaguid: 'd8522d9f-575b-4866-88a9-ba99fa02f35b',
    options: bioOptions,
    maxMsgSize: 1200,
    pinUvAuthProtocols: [2, 1],
    maxCredentialCountInList: 8,
    maxCredentialIdLength: 128,
    transports: ['usb'],
    algorithms: [-7, -8],
    maxSerializedLargeBlobArray: 1024,
    minPINLength: 4,
    firmwareVersion: 328965,
    maxCredBlobLength: 32,
    maxRPIDsForSetMinPINLength: 1,
    preferredPlatformUvAttempts: 3,
    uvModality: 2,
    remainingDiscoverableCredentials: 25,
  },
  uvRetries: 3,
  fingerprint: { kind: 1, maxSamples: 16 },
  sources: [metadataCopy, 'https://fidoalliance.org/metadata/'],
};

/**
 * With finger and PIN. What differs from the metadata statement (options, firmware, counters, sensor) was read off a public
 * listing of one such key by fido2-token, whose address was not kept.
 */
export const yubikeyBioEnrolled: KeyModel = {
  id: 'yubikey-bio-5.6.4-enrolled',
  usb: { vendorId: yubico, productId: 0x0402, product: 'YubiKey FIDO' },
  deviceVersion: [5, 6, 4],
  capabilities: 0x05,
  getInfo: {
    versions: ['U2F_V2', 'FIDO_2_0', 'FIDO_2_1_PRE', 'FIDO_2_1'],
    extensions: ['credProtect', 'hmac-secret', 'largeBlobKey', 'credBlob', 'minPinLength'],
    aaguid: 'd8522d9f-575b-4866-88a9-ba99fa02f35b',
    options: { ...bioOptions, uv: true, clientPin: true, bioEnroll: true, userVerificationMgmtPreview: true },
    maxMsgSize: 1280,
    pinUvAuthProtocols: [2, 1],
    maxCredentialCountInList: 8,
    maxCredentialIdLength: 128,
    transports: ['usb'],
    algorithms: [-7, -8, -35],
    maxSerializedLargeBlobArray: 1024,
    forcePINChange: false,
    minPINLength: 4,
    firmwareVersion: 0x050604,
    maxCredBlobLength: 32,
    maxRPIDsForSetMinPINLength: 1,
    preferredPlatformUvAttempts: 3,
    uvModality: 2,
    remainingDiscoverableCredentials: 22,
  },
  pinRetries: 8,
  uvRetries: 3,
  fingerprint: { kind: 1, maxSamples: 16 },
  sources: [metadataCopy, 'https://fidoalliance.org/metadata/'],
};

export const securityKeyNfcYubico: KeyModel = {
  id: 'security-key-nfc-yubico-5.2',
  usb: { ...testUsbIds, product: 'Security Key by Yubico' },
  getInfo: {
    versions: ['U2F_V2', 'FIDO_2_0', 'FIDO_2_1_PRE'],
    extensions: ['credProtect', 'hmac-secret'],
    aaguid: '149a2021-8ef6-4133-96b8-81f8d5b7f1f5',
    options: { rk: true, up: true, plat: false, clientPin: true, credentialMgmtPreview: true },
    maxMsgSize: 1200,
    pinUvAuthProtocols: [1],
    maxCredentialCountInList: 8,
    maxCredentialIdLength: 128,
    transports: ['nfc', 'usb'],
    algorithms: [-7, -8],
  },
  pinRetries: 7,
  sources: ['https://github.com/Yubico/libfido2/pull/380'],
};
