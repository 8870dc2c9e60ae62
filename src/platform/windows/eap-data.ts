/**
 * EAP methods by number: https://www.iana.org/assignments/eap-numbers/eap-numbers.xhtml. 26 is MS-EAP-Authentication there; Windows' own
 * configuration of MSCHAPv2 (MsChapV2ConnectionPropertiesV1) has this number.
 */
export const EAP_TLS = 13;
export const EAP_PEAP = 25;
export const EAP_MSCHAPV2 = 26;

/** "1DBC" */
const MAGIC = 0x43424431;
const HEADER_BYTES = 16;
/** Where the record on the server's certificate begins. */
const SERVER_RECORD = 28;
/** The largest seen are some hundred bytes. */
const MAX_HEX = 64 * 1024;

/**
 * EAP method inside PEAP, from the lines of `CustomAuthData` of a phone book entry, and the same data with everything blank that names a
 * server or a certificate; null when anything does not fit. The layout (little-endian): magic, outer method, n, 1, then n bytes of data;
 * for PEAP these begin with n, 1, 1 and a record on the server's certificate (kind 2, size), and after it the record of the inner method
 * (size, method). Not documented by Microsoft; read from entries that people published, all of whose lengths agree:
 * https://imab.dk/deploy-your-always-on-vpn-profile-for-windows-11-using-proactive-remediations-in-microsoft-intune
 */
export function readPeapData(lines: readonly string[]): { inner: number; blankHex: string } | null {
  const hex = lines.join('');
  if (hex.length > MAX_HEX || hex.length % 2 !== 0 || !/^[0-9a-f]*$/i.test(hex)) return null;
  const bytes = Uint8Array.from({ length: hex.length / 2 }, (_, at) =>
    Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16),
  );
  const view = new DataView(bytes.buffer);
  const at = (offset: number) => (offset + 4 <= bytes.length ? view.getUint32(offset, true) : Number.NaN);
  const size = bytes.length - HEADER_BYTES;
  const isWhole = at(0) === MAGIC && at(4) === EAP_PEAP && at(8) === size && at(12) === 1;
  const isPeap = at(16) === size && at(20) === 1 && at(24) === 1 && at(28) === 2;
  if (!isWhole || !isPeap) return null;
  const serverSize = at(SERVER_RECORD + 4);
  // The record holds at least its own head of kind, size, flags and number of root certificates.
  if (!(serverSize >= 16)) return null;
  const innerRecord = SERVER_RECORD + serverSize;
  const innerSize = at(innerRecord);
  if (!(innerSize >= 8) || innerRecord + innerSize > bytes.length) return null;
  const inner = at(innerRecord + 4);
  bytes.fill(0, SERVER_RECORD + 8, innerRecord).fill(0, innerRecord + 8);
  const blankHex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return { inner, blankHex: blankHex.toUpperCase() };
}
