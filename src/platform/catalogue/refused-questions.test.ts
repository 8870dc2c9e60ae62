import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCatalogueFolder } from './read-catalogue.ts';

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'keyready-catalogue-'));
});
afterAll(() => rmSync(dir, { recursive: true }));

/** A catalogue of one entry whose test asks this, at line 15. */
function asking(condition: string, each = 'site'): string {
  return `schemaVersion: 1
kind: dev
checkedOn: 2026-11-22
entries:
  - id: made-up
    name: Made up
    vendor: nobody
    signIn: { class: own-account }
    tests:
      - { id: t, reads: ini, shown: a file, places: { linux: [~/x] }, each: ${each}, cases: [
          { id: c,
            shows: password, strength: hint, basis: knowledge, says: a password,
            when: {

              ${condition}

            } } ] }
    remediation: Nothing to do here.
    sources: []
    confidence: low
`;
}

async function refusalOf(text: string): Promise<string> {
  writeFileSync(join(dir, 'dev.yaml'), text);
  return readCatalogueFolder(dir).then(
    () => 'taken',
    (error: Error) => error.message.replace(dir, ''),
  );
}

describe('a catalogue that asks what a secret is', () => {
  it.each([
    ['is', 'password: { is: [summer2026] }'],
    ['begins with', 'password: { startsWith: [a] }'],
    ['ends with', 'user: { endsWith: ["@example.com"] }'],
    ['holds', 'access_token: { contains: [ey] }'],
    ['is not', 'PreSharedKey: { isNot: [a] }'],
    ['is, among all names', '"*": { startsWith: [a] }'],
    ['is, as a word by number', 'password/1: { is: [a] }'],
  ])('%s, is refused with file, line and field', async (_, condition) => {
    expect(await refusalOf(asking(condition))).toMatch(
      /^\/dev\.yaml:15:\d+: entries\.0\.tests\.0\.cases\.0\.when\.\S+: .* may hold a secret or a name: only "present" may be asked of it/,
    );
  });

  it('by way of the item itself is refused, too', async () => {
    expect(await refusalOf(asking('".": { startsWith: [a] }', 'site/password'))).toMatch(
      /dev\.yaml:15:\d+: .*only "present"/,
    );
  });

  it('is taken where it asks for presence', async () => {
    expect(await refusalOf(asking('password: { present: true }'))).toBe('taken');
  });
});
