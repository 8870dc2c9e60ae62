/**
 * A Windows error code as it is kept here (`0x801c044d`), out of the ways people meet one: hex in any case, with or without 0x, and HRESULT or
 * NTSTATUS as a decimal number, signed or not. Null for anything else.
 */
export function windowsErrorCode(text: string): string | null {
  const word = text.trim().toLowerCase();
  const hex = /^(?:0x)?([0-9a-f]{8})$/.exec(word)?.[1];
  if (hex !== undefined) return `0x${hex}`;
  if (!/^-?\d{1,10}$/.test(word)) return null;
  const number = Number(word);
  // Failures have the highest bit set: below zero when signed, from 2^31 on when not.
  const isFailure = number < 0 ? number >= -(2 ** 31) : number >= 2 ** 31 && number < 2 ** 32;
  return isFailure ? `0x${(number >>> 0).toString(16).padStart(8, '0')}` : null;
}
