import { describe, expect, test } from 'vitest';
import {
  appSsoText,
  deviceBlock,
  loginBlock,
  MAC_TENANT,
  userBlock,
} from '../../../test/doubles/mac-machines/app-sso-text.ts';
import { credentialProvider, PLUGINKIT } from '../../../test/doubles/mac-machines/identity-parts.ts';
import type { Exchange } from '../../contract/capture.ts';
import { readAppSso } from '../macos/app-sso.ts';
import { readPluginList } from '../macos/plugin-list.ts';
import { clearAppSso } from './clear-app-sso.ts';
import { exchangeRedactor } from './redact-exchange.ts';

const names = { users: ['mia.example'], hosts: ['mias-mac'], homes: ['/Users/mia.example'] };
const STAND_IN = '00000000-0000-4000-8000-000000000001';

function recorded(port: string, call: string, args: unknown[], value: unknown) {
  const redact = exchangeRedactor(names);
  const { outcome } = redact({ port, call, args, outcome: { ok: true, value } } as Exchange);
  if (!outcome.ok) throw new Error('the answer is gone');
  return outcome.value as { exitCode: number; stdout: string; stderr: string };
}
const appSso = (stdout: string) =>
  recorded('commands', 'run', ['/usr/bin/app-sso', ['platform', '-s']], {
    exitCode: 0,
    stdout,
    stderr: 'canary@example.test',
  });

const healthy = {
  device: deviceBlock('POLoginTypePassword (1)'),
  login: loginBlock('None (0)'),
  user: userBlock('POLoginTypePassword (1)', 'POUserStateNormal (0)'),
};

describe('a recording of app-sso', () => {
  test.each([
    ['as it is', appSsoText(healthy)],
    ['with an escape that JSON does not have', appSsoText(healthy).replace('canary\\\\@', 'canary\\@')],
    ['that is no JSON', appSsoText(healthy).replaceAll('"version" : 1', '"version" : ,')],
    ['of nobody', appSsoText({ device: healthy.device, login: null, user: null }, null)],
    ['with expired tokens', appSsoText(healthy, '2026-11-01T06:02:43Z')],
    ['cut short', appSsoText(healthy).slice(0, -700)],
  ])('%s holds no key, certificate, name or address, and reads the same', (_what, text) => {
    const { stdout, stderr, exitCode } = appSso(text);
    expect(stdout + stderr).not.toMatch(/canary|MIIB|example|credential|tgt_cloud|oid\b/i);
    expect(exitCode).toBe(0);
    const sameTenant = text.replaceAll(MAC_TENANT, STAND_IN);
    expect(readAppSso(stdout)).toEqual(readAppSso(sameTenant));
    expect(readAppSso(stdout)).not.toBeNull();
  });

  test('whose wanted values are not what they should be keeps none of them', () => {
    const odd = {
      device: deviceBlock('canary@example.test', { extensionIdentifier: 'https://canary.example.test' }),
      login: loginBlock('None (0)', { issuer: 'https://canary.example.test/tenant/mia' }),
      user: userBlock('x', 'canary <canary@example.test>'),
    };
    expect(appSso(appSsoText(odd)).stdout).not.toMatch(/canary|example/i);
  });

  test('that is something else keeps nothing', () => {
    expect(appSso('Signed in as canary@example.test').stdout).toBe('');
    expect(clearAppSso('', (id) => id)).toBe('');
  });
});

describe('a recording of pluginkit', () => {
  const run = (stdout: string) =>
    recorded('commands', 'run', ['/usr/bin/pluginkit', []], { exitCode: 0, stdout, stderr: 'x' });

  test.each(['on', 'off', 'undecided'] as const)(
    'keeps known makers’ extensions with their choice: %s',
    (election) => {
      const listed = credentialProvider(election).commands?.[PLUGINKIT] as { stdout: string };
      const { stdout, stderr } = run(listed.stdout);
      expect(readPluginList(stdout)).toEqual([
        {
          id: 'com.microsoft.CompanyPortalMac.Mac-Autofill-Extension',
          election,
          path: '/Applications/Company Portal.app/Contents/PlugIns/AutofillExtensionMacOS.appex',
        },
      ]);
      expect(stdout).toContain(
        '\t/Applications/Company Portal.app/Contents/PlugIns/AutofillExtensionMacOS.appex',
      );
      expect(stdout + stderr).not.toMatch(/canary|000000000010|2026/i);
    },
  );

  test('a home folder in a path goes, and other lines too', () => {
    const line =
      '+    com.bitwarden.desktop.autofill((null))\tA\tB\t/Users/mia.example/Applications/Bitwarden.app/x.appex';
    expect(run(`${line}\r\nmia.example\nmatch\n+ com.bitwarden.desktop(`).stdout).toBe(
      '+    com.bitwarden.desktop.autofill((null))\t/Users/user/Applications/Bitwarden.app/x.appex\n',
    );
  });
});

test('folders of persons in managed settings are names of people', () => {
  const listed = recorded(
    'files',
    'list',
    ['/Library/Managed Preferences'],
    ['com.apple.dock.plist', 'erika'],
  );
  expect(listed).toEqual(['com.apple.dock.plist', 'user-2']);
});
