import { describe, expect, test } from 'vitest';
import { valuesAt } from '../../../test/doubles/values-at.ts';
import { parseDirectives } from './parse-directives.ts';

/** After the sample of https://openvpn.net/community-resources/reference-manual-for-openvpn-2-6/ */
const profile = `# a comment
client
remote vpn.example.com 1194 udp
setenv IV_SSO webauth
auth-user-pass "my file.txt" ; another comment
<key>
-----BEGIN PRIVATE KEY-----
auth-user-pass from-inside
-----END PRIVATE KEY-----
</key>
cert client.crt
`;

describe('a word and its arguments', () => {
  test('the value is all arguments, the children are one each', () => {
    const root = parseDirectives(profile);
    expect(valuesAt(root, 'client')).toEqual([null]);
    expect(valuesAt(root, 'setenv')).toEqual(['IV_SSO webauth']);
    expect(valuesAt(root, 'setenv/2')).toEqual(['webauth']);
    expect(valuesAt(root, 'auth-user-pass/1')).toEqual(['my file.txt']);
  });

  test('of a block nothing is kept but its name', () => {
    const root = parseDirectives(profile);
    expect(valuesAt(root, 'key')).toEqual([null]);
    expect(valuesAt(root, 'key/inline')).toEqual([null]);
    expect(JSON.stringify(root)).not.toMatch(/PRIVATE|from-inside/);
    expect(valuesAt(root, 'cert/inline')).toEqual([]);
    expect(valuesAt(root, 'cert')).toEqual(['client.crt']);
  });

  test('a block without an end, and a text of another kind, are refused', () => {
    expect(parseDirectives('client\n<key>\nsecret\n')).toBeNull();
    expect(parseDirectives('{ "a": 1 }\n[ 2 ]')).toBeNull();
    expect(parseDirectives('')?.children).toEqual([]);
  });

  test("ssh's settings are such lines (https://man.openbsd.org/ssh_config)", () => {
    const root = parseDirectives('Host work\n  PasswordAuthentication no\n');
    expect(valuesAt(root, 'passwordauthentication')).toEqual(['no']);
  });
});
