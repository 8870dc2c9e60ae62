import { decode } from 'cborg';
import { type CtaphidMessage, ctaphidCommand } from './ctaphid-frames.ts';

/** What a request asks for, as far as the lab's keys tell requests apart. `other` is everything a key may not be asked here. */
export type RequestKind =
  | 'init'
  | 'ping'
  | 'wink'
  | 'cancel'
  | 'u2f-version'
  | 'get-info'
  | 'pin-retries'
  | 'uv-retries'
  | 'fingerprint-modality'
  | 'fingerprint-sensor'
  | 'other';

/** CTAP 2.1, section 6; 0x40 is bio-enrolment as it was before the standard. */
const ctapCommand = { getInfo: 0x04, clientPin: 0x06, bioEnrollment: 0x09, bioEnrollmentPreview: 0x40 };
/** INS of U2F_VERSION. https://fidoalliance.org/specs/fido-u2f-v1.2-ps-20170411/fido-u2f-raw-message-formats-v1.2-ps-20170411.html */
const u2fVersionInstruction = 0x03;

export function kindOfRequest({ command, payload }: CtaphidMessage): RequestKind {
  switch (command) {
    case ctaphidCommand.init:
      return 'init';
    case ctaphidCommand.ping:
      return 'ping';
    case ctaphidCommand.wink:
      return 'wink';
    case ctaphidCommand.cancel:
      return 'cancel';
    case ctaphidCommand.msg:
      return payload[0] === 0 && payload[1] === u2fVersionInstruction ? 'u2f-version' : 'other';
    case ctaphidCommand.cbor:
      return kindOfCtapRequest(payload);
    default:
      return 'other';
  }
}

function kindOfCtapRequest(payload: Uint8Array): RequestKind {
  switch (payload[0]) {
    case ctapCommand.getInfo:
      return payload.length === 1 ? 'get-info' : 'other';
    case ctapCommand.clientPin: {
      const subCommand = parametersOf(payload)?.get(2);
      if (subCommand === 1) return 'pin-retries';
      return subCommand === 7 ? 'uv-retries' : 'other';
    }
    case ctapCommand.bioEnrollment:
    case ctapCommand.bioEnrollmentPreview: {
      const parameters = parametersOf(payload);
      if (parameters?.get(6) === true) return 'fingerprint-modality';
      return parameters?.get(1) === 1 && parameters.get(2) === 7 ? 'fingerprint-sensor' : 'other';
    }
    default:
      return 'other';
  }
}

/** Null when the parameters are not one CBOR map. */
function parametersOf(payload: Uint8Array): Map<unknown, unknown> | null {
  try {
    const value: unknown = decode(payload.subarray(1), { useMaps: true });
    return value instanceof Map ? value : null;
  } catch {
    return null;
  }
}
