import { describe, expect, test } from 'vitest';
import { judgingFiles } from '../../src/core/assess/grounds.ts';
import { readPolicyFiles } from '../../src/platform/policy-files.ts';

const { book, models } = judgingFiles(await readPolicyFiles()).policy.keyKnowledge;

describe('policy/security-keys.yaml', () => {
  test('every model of an advisory is in the table of models, as a key of that maker', () => {
    const named = book.advisories.flatMap(({ aaguids = [] }) => aaguids.map((aaguid) => models.get(aaguid)));
    expect(named.length).toBeGreaterThan(70);
    for (const model of named) {
      expect(model).toMatchObject({ role: 'key' });
      expect(model?.name).toMatch(
        /YubiKey|by Yubico|^(Enterprise )?Security Key Series|iShield Key (FIDO2|Pro)/,
      );
    }
  });

  test('a model is in one advisory at most under one id, and Bio keys have the later fix', () => {
    const listed = book.advisories.flatMap(({ aaguids = [] }) => aaguids);
    expect(new Set(listed).size).toBe(listed.length);
    for (const { aaguids = [], fixedIn } of book.advisories) {
      const bio = aaguids.filter((aaguid) => / Bio /.test(models.get(aaguid)?.name ?? ''));
      if (bio.length > 0) expect([fixedIn, bio.length]).toEqual(['5.7.2', aaguids.length]);
    }
  });

  test('vendors and schemes are listed once', () => {
    for (const list of [book.vendors, book.firmwareSchemes]) {
      expect(new Set(list.map(({ usbVendor }) => usbVendor)).size).toBe(list.length);
    }
  });
});
