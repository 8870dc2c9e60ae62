import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { AuthenticatorTable } from './authenticators.ts';

const text = await readFile(new URL('../../policy/authenticators.json', import.meta.url), 'utf8');
const table = AuthenticatorTable.parse(JSON.parse(text));
const rows = table.authenticators;
const byAaguid = new Map(rows.map((row) => [row.aaguid, row]));

describe('policy/authenticators.json', () => {
  it('names 265 keys that Microsoft lists for attestation and 38 providers, each AAGUID once', () => {
    expect(rows.filter((row) => row.role === 'key' && row.entraAttestation)).toHaveLength(265);
    expect(rows.filter((row) => row.role === 'provider' && !row.entraAttestation)).toHaveLength(38);
    expect(rows).toHaveLength(265 + 38);
    expect(byAaguid.size).toBe(rows.length);
  });

  it('has a source for every row, and no source that no row is from', () => {
    expect([...new Set(rows.map((row) => row.source))].sort()).toEqual(Object.keys(table.sources).sort());
    for (const row of rows) expect(row.entraAttestation, row.name).toBe(row.source === 'entra-vendors');
  });

  it('has for every listed key what the page marks, which may be nothing, and never a mark twice', () => {
    for (const row of rows) {
      expect(row.marked === undefined, row.name).toBe(row.role === 'provider');
      expect(new Set(row.marked).size, row.name).toBe(row.marked?.length ?? 0);
    }
    const marked = (mark: 'biometric' | 'usb' | 'nfc' | 'ble') =>
      rows.filter((row) => row.marked?.includes(mark)).length;
    expect({
      biometric: marked('biometric'),
      usb: marked('usb'),
      nfc: marked('nfc'),
      ble: marked('ble'),
      none: rows.filter((row) => row.marked?.length === 0).length,
    }).toEqual({ biometric: 75, usb: 195, nfc: 143, ble: 19, none: 9 });
  });

  it.each([
    ['ee882879-721c-4913-9775-3dfcce97072a', 'YubiKey 5 Series', ['usb']],
    ['d8522d9f-575b-4866-88a9-ba99fa02f35b', 'YubiKey Bio Series - FIDO Edition', ['biometric', 'usb']],
    [
      '12ded745-4bed-47d4-abaa-e713f51d6393',
      'Feitian AllinOne FIDO2 Authenticator',
      ['biometric', 'usb', 'nfc', 'ble'],
    ],
    ['42b4fb4a-2866-43b2-9bf7-6c6669c2e5d3', 'Google Titan Security Key v2', ['usb', 'nfc']],
    ['8876631b-d4a0-427f-5773-0ec71c9e0279', 'Solo Secp256R1 FIDO2 CTAP2 Authenticator', []],
    ['08987058-cadc-4b81-b6e1-30de50dcbe96', 'Windows Hello hardware', undefined],
    ['fbfc3007-154e-4ecc-8c0b-6e020557d7bd', 'Apple Passwords (iCloud Keychain)', undefined],
  ])('%s is %s', (aaguid, name, marked) => {
    const row = byAaguid.get(aaguid);
    expect([row?.name, row?.marked]).toEqual([name, marked]);
  });

  it('is sorted by name, one row a line, so that a change shows as the lines that changed', () => {
    const sorted = [...rows].sort((a, b) => {
      const [left, right] = [a.name.toLowerCase(), b.name.toLowerCase()];
      return left === right ? (a.aaguid < b.aaguid ? -1 : 1) : left < right ? -1 : 1;
    });
    expect(rows.map((row) => row.aaguid)).toEqual(sorted.map((row) => row.aaguid));
    expect(text.split('\n').filter((line) => line.includes('"aaguid"'))).toHaveLength(rows.length);
    for (const row of rows) expect(row.name).toBe(row.name.trim());
  });
});
