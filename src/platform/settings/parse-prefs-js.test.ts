import { describe, expect, test } from 'vitest';
import { valuesAt } from '../../../test/doubles/values-at.ts';
import { parsePrefsJs } from './parse-prefs-js.ts';

describe('preferences of Mozilla (https://firefox-source-docs.mozilla.org/modules/libpref/)', () => {
  test('names are split at dots; a later line counts', () => {
    const root = parsePrefsJs(`// Mozilla User Preferences
user_pref("mail.server.server1.authMethod", 3);
user_pref("mail.server.server1.type", "imap");
user_pref("mail.server.server1.name", "a \\"b\\"); c");
user_pref("mail.server.server1.authMethod", 10);
`);
    expect(valuesAt(root, 'mail/server/*/authMethod')).toEqual(['10']);
    expect(valuesAt(root, 'mail/server/server1/type')).toEqual(['imap']);
    expect(valuesAt(root, 'mail/server/server1/name')).toEqual(['a "b"); c']);
  });

  test('a fresh profile has nothing, a text of another kind is refused', () => {
    expect(parsePrefsJs('// Mozilla User Preferences\n')?.children).toEqual([]);
    expect(parsePrefsJs('user_pref(broken')).toBeNull();
  });

  test('fifty thousand preferences under one name are read in a moment', () => {
    const lines = Array.from({ length: 50_000 }, (_, at) => `user_pref("a.b${at}", ${at});`);
    const begun = performance.now();
    expect(parsePrefsJs(lines.join('\n'))?.children[0]?.children).toHaveLength(50_000);
    expect(performance.now() - begun).toBeLessThan(1500);
  });
});
