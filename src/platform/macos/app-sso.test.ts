import { describe, expect, test } from 'vitest';
import {
  appSsoText,
  deviceBlock,
  loginBlock,
  userBlock,
} from '../../../test/doubles/mac-machines/app-sso-text.ts';
import { readAppSso } from './app-sso.ts';

const text = appSsoText({
  device: deviceBlock('POLoginTypePassword (1)'),
  login: loginBlock('None (0)'),
  user: userBlock('POLoginTypePassword (1)', 'POUserStateNormal (0)'),
});
const whole = {
  device: {
    extensionIdentifier: 'com.microsoft.CompanyPortalMac.ssoextension',
    loginType: 'POLoginTypePassword (1)',
    registrationCompleted: true,
  },
  login: {
    issuer: 'https://login.microsoftonline.com/11111111-2222-4333-8444-555555555555/v2.0',
    userSEPKeyBiometricPolicy: 'None (0)',
  },
  user: { loginType: 'POLoginTypePassword (1)', state: 'POUserStateNormal (0)' },
};

function read(given: string) {
  const status = readAppSso(given);
  if (status === null) return null;
  const plain = Object.entries(status.blocks).map(([name, block]) => [
    name,
    typeof block === 'string' ? block : Object.fromEntries(block),
  ]);
  return Object.fromEntries(plain);
}

describe('app-sso platform -s', () => {
  test('nothing but the wanted keys of each block, and its own clock', () => {
    expect(read(text)).toEqual(whole);
    expect(readAppSso(text)).toMatchObject({
      atMs: Date.UTC(2026, 10, 20, 8, 14, 5),
      tokens: [{ expiresMs: Date.UTC(2026, 11, 4, 6, 2, 43), word: 'Not Expired' }],
    });
  });

  test('with CRLF', () => expect(read(text.replaceAll('\n', '\r\n'))).toEqual(whole));

  test('an escape that JSON does not have is mended, and the others stay', () => {
    const odd = text
      .replace('canary\\\\@', 'canary\\@')
      .replace('profile offline', 'a \\"quoted\\" \\\\ profile');
    expect(odd).toContain('canary\\@');
    expect(read(odd)).toEqual(whole);
  });

  test('a block that is no JSON at all is read by lines of the outermost object', () => {
    const odd = text
      .replace('"_credential" : ', '"_credential" : NSData ')
      .replace('"version" : 1', '"version" : ,');
    expect(read(odd)).toEqual(whole);
    const twice = odd.replace('"loginType"', '"registrationCompleted" : false,\n  "loginType"');
    expect(read(twice)).toMatchObject({ device: { loginType: 'POLoginTypePassword (1)' } });
    expect(read(twice)?.device).not.toHaveProperty('registrationCompleted');
  });

  test('(null) is told apart from a heading that is missing', () => {
    const none = appSsoText({ device: null, login: null, user: null }, null);
    expect(read(none)).toEqual({ device: 'null', login: 'null', user: 'null' });
    expect(read(none.replace(/User Configuration:[\s\S]*/, ''))).toMatchObject({ user: 'missing' });
    expect(readAppSso(none)).toMatchObject({ tokens: null });
  });

  test('a part that this version does not know disturbs none', () => {
    expect(
      read(
        text.replace(
          'Login Configuration:\n {',
          'New Part:\n {\n  "state" : 7\n }\n\nLogin Configuration:\n {',
        ),
      ),
    ).toEqual(whole);
    const none = appSsoText({ device: null, login: null, user: null }, null);
    expect(read(`${none}\nNew Part:\n {\n  "state" : 7\n }\n`)).toMatchObject({ user: 'null' });
  });

  test('a block that stands there twice tells nothing', () => {
    expect(read(text + text)).toBeNull();
    expect(read(`${text}\nUser Configuration:\n (null)\n`)).toEqual({ ...whole, user: 'missing' });
  });

  test('cut anywhere, it tells what it told whole, or less', () => {
    for (let end = 0; end < text.length; end += 7) {
      const part = read(text.slice(0, end)) ?? {};
      for (const name of ['device', 'login', 'user'] as const) {
        expect([whole[name], 'missing', undefined]).toContainEqual(
          typeof part[name] === 'object' ? { ...whole[name], ...part[name] } : part[name],
        );
      }
    }
  });

  test.each([
    ['nothing', ''],
    ['words of the settings window', 'Device Registration: REGISTERED\nRegistered: Yes\n'],
    ['a help text', 'usage: app-sso [-l] [-a realm] platform'],
    ['NULs', '\0'.repeat(9000)],
    ['a heading without end', 'Device Configuration: {'],
    ['headings alone', 'Device Configuration:\n\nLogin Configuration:\nUser Configuration:'],
    ['lists', 'Device Configuration:\n [1]\nUser Configuration:\n "x"\n'],
    ['inherited names', 'constructor\n__proto__\ntoString:\n'],
  ])('%s: nothing known', (_what, given) => expect(read(given)).toBeNull());

  test('values that are none are left out', () => {
    const odd =
      'Device Configuration:\n{\n"loginType" : "\0",\n"registrationCompleted" : 007,\n"extensionIdentifier" : "a\\"\n,,}';
    expect(read(odd)).toEqual({ device: {}, login: 'missing', user: 'missing' });
  });

  test('megabytes are over soon', () => {
    const started = performance.now();
    expect(read(`Device Configuration:\n {${'{"\\'.repeat(500_000)}`)).toBeNull();
    expect(read('Device Configuration:\n'.repeat(100_000))).toBeNull();
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
