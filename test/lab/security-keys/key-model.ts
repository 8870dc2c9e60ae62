import { type AuthenticatorTraits, capability } from '../virtual-key/authenticator.ts';
import { fidoReportDescriptor, unsupported } from '../virtual-key/traits.ts';
import type { HidIdentity } from '../virtual-key/uhid-event.ts';
import { encodeAnswer, encodeGetInfo, type GetInfoMembers } from './get-info-image.ts';

/** One model of key, from what is publicly written of it. */
export type KeyModel = {
  /** `yubikey-5-nfc-5.4.3`; also part of test names. */
  id: string;
  usb: { vendorId: number; productId: number; product: string };
  /** CTAPHID device version; [0, 0, 0] where no source states it. */
  deviceVersion?: readonly [number, number, number];
  /** CTAPHID capability byte where a source states it; else what the listed versions imply. */
  capabilities?: number;
  /** Null on a key without CTAP2. */
  getInfo: GetInfoMembers | null;
  /** Members no specification names. */
  strangeMembers?: ReadonlyMap<number | string, unknown>;
  /** The whole answer as bytes, in place of `getInfo`, for answers no encoder makes. */
  getInfoBytes?: Uint8Array;
  /** Default where the key takes a PIN: 8, the most that CTAP allows, as on a fresh key. */
  pinRetries?: number;
  powerCycleState?: boolean;
  uvRetries?: number;
  fingerprint?: { kind: 1 | 2; maxSamples?: number };
  /** Public addresses, each of which states some of the values. */
  sources: readonly string[];
};

/** Vendor and product set aside for tests (https://pid.codes/1209/0001/), where no source states the real ones. */
export const testUsbIds = { vendorId: 0x1209, productId: 0x0001 };

const maxPinRetries = 8;

export function traitsOf(model: KeyModel): AuthenticatorTraits {
  const { getInfo } = model;
  const takesPin = getInfo?.options?.clientPin !== undefined;
  const retries = { 3: model.pinRetries ?? maxPinRetries };
  return {
    protocol: 2,
    deviceVersion: model.deviceVersion ?? [0, 0, 0],
    capabilities: model.capabilities ?? impliedCapabilities(getInfo),
    getInfo: model.getInfoBytes ?? (getInfo && encodeGetInfo(getInfo, model.strangeMembers)),
    pinRetries: takesPin
      ? encodeAnswer(model.powerCycleState === undefined ? retries : { ...retries, 4: model.powerCycleState })
      : unsupported,
    uvRetries: model.uvRetries === undefined ? unsupported : encodeAnswer({ 5: model.uvRetries }),
    fingerprintModality: model.fingerprint ? encodeAnswer({ 1: 1 }) : unsupported,
    fingerprintSensor: model.fingerprint
      ? encodeAnswer(
          model.fingerprint.maxSamples === undefined
            ? { 2: model.fingerprint.kind }
            : { 2: model.fingerprint.kind, 3: model.fingerprint.maxSamples },
        )
      : unsupported,
    u2fVersion: getInfo === null || getInfo.versions.includes('U2F_V2') ? 'U2F_V2' : null,
  };
}

export function identityOf(model: KeyModel, port = 0, serial?: string): HidIdentity {
  return {
    name: model.usb.product,
    phys: `keyready-lab/input${port}`,
    ...(serial === undefined ? {} : { serial }),
    vendorId: model.usb.vendorId,
    productId: model.usb.productId,
    release: 0x0100,
    reportDescriptor: fidoReportDescriptor,
  };
}

function impliedCapabilities(getInfo: GetInfoMembers | null): number {
  if (getInfo === null) return capability.wink;
  return capability.wink | capability.cbor | (getInfo.versions.includes('U2F_V2') ? 0 : capability.noMsg);
}
