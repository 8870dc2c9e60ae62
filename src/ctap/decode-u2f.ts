import { fromHex } from './hex.ts';

/** Version text of CTAP1/U2F, `U2F_V2`, from hex. */
export function decodeU2fVersion(hex: string): { ok: true; value: string } | { ok: false; detail: string } {
  const bytes = fromHex(hex);
  if (bytes === null || bytes.length === 0 || bytes.length > 40)
    return { ok: false, detail: `a U2F version of ${bytes?.length ?? 0} bytes` };
  const isPlain = bytes.every((byte) => byte >= 0x20 && byte <= 0x7e);
  return isPlain
    ? { ok: true, value: String.fromCharCode(...bytes) }
    : { ok: false, detail: 'the U2F version is not plain text' };
}
