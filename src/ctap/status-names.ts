/**
 * Status bytes of CTAP2 answers that a question without PIN or touch can meet.
 * https://fidoalliance.org/specs/fido-v2.1-ps-20210615/fido-client-to-authenticator-protocol-v2.1-ps-errata-20220621.html#error-responses
 */
const ctapStatusNames: Record<number, string> = {
  1: 'invalid command',
  2: 'invalid parameter',
  3: 'invalid length',
  4: 'invalid sequence',
  5: 'timeout',
  6: 'channel busy',
  10: 'lock required',
  11: 'invalid channel',
  17: 'unexpected CBOR type',
  18: 'invalid CBOR',
  20: 'missing parameter',
  33: 'processing',
  35: 'user action pending',
  36: 'operation pending',
  39: 'operation denied',
  43: 'unsupported option',
  44: 'invalid option',
  45: 'cancelled',
  47: 'user action timeout',
  48: 'not allowed',
  49: 'PIN invalid',
  50: 'PIN blocked',
  51: 'PIN auth invalid',
  52: 'PIN auth blocked',
  53: 'PIN not set',
  54: 'PIN or verification required',
  57: 'request too large',
  58: 'action timeout',
  59: 'touch required',
  60: 'verification blocked',
  61: 'integrity failure',
  62: 'invalid subcommand',
  63: 'verification invalid',
  64: 'unauthorized permission',
  127: 'other error',
};

/** Payload byte of CTAPHID_ERROR. Same specification, section CTAPHID_ERROR. */
const ctaphidErrorNames: Record<number, string> = {
  1: 'invalid command',
  2: 'invalid parameter',
  3: 'invalid length',
  4: 'invalid sequence',
  5: 'message timeout',
  6: 'channel busy',
  10: 'lock required',
  11: 'invalid channel',
  127: 'other error',
};

export function ctapStatusText(status: number): string {
  return `CTAP status ${hexByte(status)} (${ctapStatusNames[status] ?? vendorOr(status)})`;
}

export function ctaphidErrorText(code: number): string {
  return `CTAPHID error ${hexByte(code)} (${ctaphidErrorNames[code] ?? 'no known name'})`;
}

function vendorOr(status: number): string {
  return status >= 0xf0 ? "the vendor's own" : 'no known name';
}

function hexByte(byte: number): string {
  return `0x${byte.toString(16).padStart(2, '0')}`;
}
