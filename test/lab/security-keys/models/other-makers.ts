import { type KeyModel, testUsbIds } from '../key-model.ts';

const testToolResults = 'https://github.com/google/CTAP2-test-tool/tree/main/results';

/** The source lists the names of its options; their values are those of a key with a finger and a PIN. */
export const feitianBioPass: KeyModel = {
  id: 'feitian-biopass-fido2',
  usb: { vendorId: 0x096e, productId: 0x085d, product: 'FT Biopass FIDO2' },
  getInfo: {
    versions: ['U2F_V2', 'FIDO_2_1_PRE', 'FIDO_2_0'],
    extensions: ['hmac-secret', 'credProtect'],
    aaguid: '77010bd7-212a-4fc9-b236-d2ca5e9d4084',
    options: { rk: true, up: true, uv: true, clientPin: true, credentialMgmtPreview: true },
    algorithms: [-7],
  },
  sources: [testToolResults],
};

/** The source lists the names of its options; fresh here: neither PIN nor finger. */
export const feitianEpass: KeyModel = {
  id: 'feitian-epass-fido2-833b',
  usb: { vendorId: 0x096e, productId: 0x0854, product: 'ePass FIDO' },
  getInfo: {
    versions: ['U2F_V2', 'FIDO_2_0'],
    extensions: ['hmac-secret', 'credProtect'],
    aaguid: '833b721a-ff5f-4d00-bb2e-bdda3ec01e29',
    options: { rk: true, up: true, uv: false, clientPin: false },
  },
  sources: [testToolResults],
};

/** Leaves `up` out, which means true. */
export const googleTitan2: KeyModel = {
  id: 'google-titan-v2',
  usb: { vendorId: 0x18d1, productId: 0x9470, product: 'Titan Security Key v2' },
  getInfo: {
    versions: ['FIDO_2_0', 'U2F_V2'],
    extensions: ['credProtect', 'hmac-secret'],
    aaguid: '42b4fb4a-2866-43b2-9bf7-6c6669c2e5d3',
    options: { rk: true, clientPin: false },
    maxMsgSize: 2200,
    pinUvAuthProtocols: [1],
  },
  sources: [
    'https://github.com/kanidm/webauthn-rs/issues/485',
    'https://github.com/systemd/systemd/issues/43212',
  ],
};

export const solo1: KeyModel = {
  id: 'solo-1-fw4',
  usb: { vendorId: 0x0483, productId: 0xa2ca, product: 'Solo' },
  getInfo: {
    versions: ['U2F_V2', 'FIDO_2_0', 'FIDO_2_1_PRE'],
    extensions: ['credProtect', 'hmac-secret'],
    aaguid: '8876631b-d4a0-427f-5773-0ec71c9e0279',
    options: { rk: true, up: true, plat: false, credMgmt: true, clientPin: false },
    maxMsgSize: 1200,
    pinUvAuthProtocols: [1],
    maxCredentialCountInList: 20,
    maxCredentialIdLength: 128,
  },
  sources: ['https://github.com/solokeys/solo1/blob/master/fido2/ctap.c'],
};

/** Its AAGUID comes with the attestation certificate, not with the source: all zero here. */
export const solo2: KeyModel = {
  id: 'solo-2',
  usb: { ...testUsbIds, product: 'Solo 2 Security Key' },
  getInfo: {
    versions: ['U2F_V2', 'FIDO_2_0', 'FIDO_2_1_PRE'],
    extensions: ['credProtect', 'hmac-secret'],
    aaguid: '00000000-0000-0000-0000-000000000000',
    options: {
      rk: true,
      up: true,
      plat: false,
      credMgmt: true,
      clientPin: false,
      credentialMgmtPreview: true,
    },
    pinUvAuthProtocols: [1],
    maxCredentialCountInList: 10,
    maxCredentialIdLength: 255,
    transports: ['nfc', 'usb'],
  },
  sources: ['https://github.com/solokeys/fido-authenticator'],
};

export const token2Dual: KeyModel = {
  id: 'token2-t2f2-nfc-dual',
  usb: { ...testUsbIds, product: 'Token2 FIDO2 Security Key' },
  getInfo: {
    versions: ['U2F_V2', 'FIDO_2_0', 'FIDO_2_1', 'FIDO_2_1_PRE'],
    extensions: ['credBlob', 'credProtect', 'hmac-secret', 'largeBlobKey', 'minPinLength'],
    aaguid: 'ab32f0c6-2239-afbb-c470-d2ef4e254db7',
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
      credentialMgmtPreview: true,
    },
    maxMsgSize: 1536,
    pinUvAuthProtocols: [2, 1],
    maxCredentialCountInList: 8,
    maxCredentialIdLength: 96,
    transports: ['usb', 'nfc'],
    algorithms: [-7],
    maxSerializedLargeBlobArray: 2048,
    forcePINChange: false,
    minPINLength: 4,
    firmwareVersion: 256,
    maxCredBlobLength: 32,
    maxRPIDsForSetMinPINLength: 6,
    certifications: { FIDO: 1 },
    remainingDiscoverableCredentials: 50,
  },
  sources: [
    'https://github.com/kanidm/webauthn-rs/blob/master/webauthn-authenticator-rs/src/ctap2/commands/get_info.rs',
  ],
};

export const nitrokey3: KeyModel = {
  id: 'nitrokey-3',
  usb: { ...testUsbIds, product: 'Nitrokey 3' },
  getInfo: {
    versions: ['U2F_V2', 'FIDO_2_0', 'FIDO_2_1'],
    extensions: ['credProtect', 'hmac-secret', 'thirdPartyPayment'],
    aaguid: '2cd2f727-f6ca-44da-8f48-5c2e5da000a2',
    options: {
      rk: true,
      up: true,
      plat: false,
      credMgmt: true,
      clientPin: false,
      pinUvAuthToken: true,
      makeCredUvNotRqd: true,
    },
    pinUvAuthProtocols: [2, 1],
    maxCredentialCountInList: 10,
    maxCredentialIdLength: 255,
    transports: ['nfc', 'usb'],
    attestationFormats: ['packed', 'none'],
  },
  sources: ['https://github.com/Nitrokey/fido-authenticator'],
};

/** The source lists the names of its options; a PIN is set here, and only three tries are left until it wants a replug. */
export const nitrokeyFido2: KeyModel = {
  id: 'nitrokey-fido2-2.3.0',
  usb: { vendorId: 0x20a0, productId: 0x42b1, product: 'Nitrokey FIDO2' },
  getInfo: {
    versions: ['U2F_V2', 'FIDO_2_1_PRE', 'FIDO_2_0'],
    extensions: ['hmac-secret', 'credProtect'],
    aaguid: 'c39efba6-fcf4-4c3e-828b-fc4a6115a0ff',
    options: { rk: true, up: true, clientPin: true, credentialMgmtPreview: true },
  },
  pinRetries: 5,
  powerCycleState: true,
  sources: [testToolResults],
};

/** A smartphone-sized key behind a Bluetooth bridge. Says 0 where it means "unknown", and takes no U2F. */
export const offpadBridge: KeyModel = {
  id: 'offpad-ble-bridge',
  usb: { vendorId: 0xaaaa, productId: 0xaaaa, product: 'OFFPAD bridge' },
  deviceVersion: [0, 1, 1],
  capabilities: 0x0c,
  getInfo: {
    versions: ['FIDO_2_0', 'FIDO_2_1'],
    extensions: ['hmac-secret', 'credProtect'],
    aaguid: '69700f79-d1fb-472e-bd9b-a3a3b9a9eda0',
    options: {
      rk: true,
      up: true,
      uv: true,
      plat: false,
      alwaysUv: false,
      credMgmt: true,
      clientPin: true,
      pinUvAuthToken: true,
      makeCredUvNotRqd: true,
    },
    maxMsgSize: 1024,
    pinUvAuthProtocols: [1, 2],
    maxCredentialCountInList: 0,
    maxCredentialIdLength: 0,
    transports: ['ble'],
    algorithms: [-7, -257],
    firmwareVersion: 1,
  },
  pinRetries: 8,
  uvRetries: 8,
  sources: ['https://github.com/PoneBiometrics/fido2ble'],
};

/** Lists U2F_V2 and yet refuses MSG by its capability byte. */
export const trustKey: KeyModel = {
  id: 'trustkey-t110',
  usb: { vendorId: 0x311f, productId: 0xa7f9, product: 'TrustKey T110' },
  capabilities: 0x0d,
  getInfo: {
    versions: ['FIDO_2_0', 'FIDO_2_1_PRE', 'U2F_V2'],
    extensions: ['hmac-secret', 'credProtect'],
    aaguid: 'da776f39-f6c8-4a89-b252-1d86137a46ba',
    options: { rk: true, up: true, clientPin: false, credentialMgmtPreview: true },
  },
  sources: [testToolResults],
};
