import { describe, expect, test } from 'vitest';
import { valuesAt } from '../../../test/doubles/values-at.ts';
import { parsePairs } from './parse-pairs.ts';

describe('a key and its value', () => {
  test('parted by a sign or by blanks (https://www.postfix.org/postconf.5.html)', () => {
    const root = parsePairs(
      '# comment\nrelayhost = [smtp.example.com]:587\nserver vpn.example.com\nsaml-login\nname: "a b"\n',
    );
    expect(valuesAt(root, 'relayhost')).toEqual(['[smtp.example.com]:587']);
    expect(valuesAt(root, 'server')).toEqual(['vpn.example.com']);
    expect(valuesAt(root, 'saml-login')).toEqual([null]);
    expect(valuesAt(root, 'name')).toEqual(['a b']);
  });

  test('an account of msmtp takes over what it does not say itself (https://marlam.de/msmtp/msmtp.html)', () => {
    const root = parsePairs(`defaults
auth on
tls on
account work
host smtp.office365.com
auth xoauth2
account home
host smtp.example.org
password secret
account other : work
user me
account default : home
`);
    expect(valuesAt(root, 'account')).toEqual(
      ['work', 'home', 'other : work', 'default : home'].map((name) => name.split(' ')[0]),
    );
    const [work, home, other, preset] = root?.children ?? [];
    expect(valuesAt(work ?? null, 'auth')).toEqual(['xoauth2']);
    expect(valuesAt(work ?? null, 'tls')).toEqual(['on']);
    expect(valuesAt(home ?? null, 'auth')).toEqual(['on']);
    expect(valuesAt(other ?? null, 'auth')).toEqual(['xoauth2']);
    expect(valuesAt(other ?? null, 'password')).toEqual([]);
    expect(valuesAt(preset ?? null, 'password')).toEqual(['secret']);
  });

  test('a connection of ipsec.conf takes over %default, which is none itself (https://wiki.strongswan.org/projects/strongswan/wiki/ConnSection)', () => {
    const root = parsePairs(
      'config setup\n  uniqueids=no\nconn %default\n  leftauth=eap\nconn a\n  left=10.0.0.1\nconn b\n  leftauth=pubkey\n',
    );
    expect(valuesAt(root, 'conn')).toEqual(['a', 'b']);
    expect(valuesAt(root, 'conn/leftauth')).toEqual(['eap', 'pubkey']);
    expect(valuesAt(root, 'config/uniqueids')).toEqual(['no']);
  });

  test('`account = x` is a setting like others, not the beginning of an item', () => {
    expect(valuesAt(parsePairs('account = me\nauth = plain\n'), 'auth')).toEqual(['plain']);
  });

  test('a text of another kind is refused', () => {
    expect(parsePairs('<a>\n</a>\n')).toBeNull();
    expect(parsePairs('\n')?.children).toEqual([]);
  });
});
