import { type AuthenticatorTraits, capability, ctapStatus } from './authenticator.ts';
import type { HidIdentity } from './uhid-event.ts';

/**
 * HID report descriptor of a FIDO key: 64-byte reports in and out on usage page 0xF1D0.
 * https://fidoalliance.org/specs/fido-v2.1-ps-20210615/fido-client-to-authenticator-protocol-v2.1-ps-errata-20220621.html#usb-hid-report-descriptor-and-device-discovery
 */
export const fidoReportDescriptor = bytesOf([
  '06d0f1', // usage page FIDO
  '0901', // usage CTAPHID
  'a101', // collection: application
  '0920', // usage data in
  '150026ff00', // logical 0..255
  '75089540', // 64 fields of 8 bits
  '8102', // input
  '0921', // usage data out
  '150026ff00',
  '75089540',
  '9102', // output
  'c0', // end of collection
]);

/** getInfo of a plain CTAP 2.1 key: a PIN can be set but is not, resident keys, no fingerprint reader. */
export const plainGetInfo = bytesOf([
  'a4', // map of 4, keys in canonical order
  '0182', // versions
  '684649444f5f325f30', // "FIDO_2_0"
  '684649444f5f325f31', // "FIDO_2_1"
  '035000000000000000000000000000000000', // aaguid: all zero, so that no real model is claimed
  '04a4', // options
  '62726bf5', // rk true
  '627570f5', // up true
  '64706c6174f4', // plat false
  '69636c69656e7450696ef4', // clientPin false: can, but is not set
  '098163757362', // transports ["usb"]
]);

/** Vendor 0x1209 product 0x0001 is set aside for tests: https://pid.codes/1209/0001/ */
export const plainKey: HidIdentity = {
  name: 'Keyready Lab Security Key',
  phys: 'keyready-lab/input0',
  vendorId: 0x1209,
  productId: 0x0001,
  release: 0x0100,
  reportDescriptor: fidoReportDescriptor,
};

/** Status of a command the key does not have. */
export const unsupported = { status: ctapStatus.invalidCommand } as const;

export const plainTraits: AuthenticatorTraits = {
  protocol: 2,
  deviceVersion: [1, 0, 0],
  capabilities: capability.wink | capability.cbor | capability.noMsg,
  getInfo: plainGetInfo,
  pinRetries: bytesOf(['a10308']), // {3: 8}
  uvRetries: unsupported,
  fingerprintModality: unsupported,
  fingerprintSensor: unsupported,
  u2fVersion: null,
};

function bytesOf(hexParts: readonly string[]): Uint8Array {
  return Uint8Array.from(Buffer.from(hexParts.join(''), 'hex'));
}
