import { describe, expect, it } from 'vitest';
import { type FakeMachine, fails, fakeReach, neverStops } from '../../../test/doubles/fake-reach.ts';
import { chromeStore, chromiumFolder } from '../../../test/doubles/provider-parts.ts';
import { passkeyProvidersDarwin } from './passkey-providers.darwin.ts';

// Form of the lines: pluginkit(8), and public scripts that look for `+    <bundle id>`. Nobody published a whole list; ids, times and the
// programs' names are invented, but for bundle ids of https://github.com/Homebrew/homebrew-cask.
const home = '/Users/mia';
const LIST = '/usr/bin/pluginkit -m -v -p com.apple.authentication-services-credential-provider-ui';
const known = (value: unknown) => ({ kind: 'known', value });
const unknown = (reason: string) => expect.objectContaining({ kind: 'unknown', reason });

const appex = (app: string) => `/Applications/${app}.app/Contents/PlugIns/Fill.appex`;
const line = (sign: string, id: string, app: string) =>
  `${sign}    ${id}(8.1)\t00000000-0000-4000-8000-000000000012\t2026-10-01 10:00:00 +0000\t${appex(app)}`;
const printed = (...lines: string[]) => ({ [LIST]: { exitCode: 0, stdout: lines.join('\n'), stderr: '' } });
const keeps = (app: string, what: object) => ({
  [`${appex(app)}/Contents/Info.plist`]: {
    CFBundleName: 'Fill',
    NSExtension: { NSExtensionAttributes: { ASCredentialProviderExtensionCapabilities: what } },
  },
});
const passkeys = (app: string) => keeps(app, { ProvidesPasswords: true, ProvidesPasskeys: true });

const observe = (machine: FakeMachine) =>
  passkeyProvidersDarwin.observe(
    fakeReach({
      about: { platform: 'darwin', homeDir: home, uid: 501 },
      otherwise: 'not-found',
      ...machine,
      commands: { ...printed(), ...machine.commands },
      kinds: { [home]: 'folder', ...machine.kinds },
    }),
    neverStops(),
  );

describe('plug-ins of macOS', () => {
  const bitwarden = 'com.bitwarden.desktop.autofill-extension';
  it.each([
    ['taken', '+', passkeys('Bitwarden'), known(true)],
    ['left out', '-', passkeys('Bitwarden'), known(false)],
    ['not chosen, which is not off', ' ', passkeys('Bitwarden'), unknown('unreadable')],
    ['superseded', '=', passkeys('Bitwarden'), unknown('unreadable')],
    ['taken, and what it keeps cannot be read', '+', {}, unknown('unreadable')],
    ['left out, and what it keeps cannot be read', '-', {}, known(false)],
  ])('%s', async (_what, sign, documents, enabled) => {
    const found = await observe({ commands: printed(line(sign, bitwarden, 'Bitwarden')), documents });
    expect(found).toMatchObject({
      facts: {
        providers: [{ name: 'Bitwarden', id: 'bitwarden', via: 'system-plugin', enabled }],
        systemPlugins: known(1),
      },
    });
  });
  it('one that keeps passwords only is none, and nor is the Company Portal’s', async () => {
    const found = await observe({
      commands: printed(
        line('+', 'com.example.vault.fill', 'Vault'),
        line('+', 'com.microsoft.CompanyPortalMac.Mac-Autofill-Extension', 'Company Portal'),
      ),
      documents: { ...keeps('Vault', { ProvidesPasswords: true }), ...passkeys('Company Portal') },
    });
    expect(found).toMatchObject({ facts: { providers: [], systemPlugins: known(0) } });
  });
  it('one that nobody knows is told by its bundle id', async () => {
    const commands = printed(line('+', 'test.example.vault.fill', 'Vault'));
    const found = await observe({ commands, documents: passkeys('Vault') });
    expect(found).toMatchObject({
      facts: { providers: [{ name: 'test.example.vault.fill', aaguid: null }] },
    });
    expect(JSON.stringify(found)).not.toContain('"id"');
  });
  it('no bundle id that only begins alike is taken for a known one', async () => {
    const commands = printed(line('+', 'com.bitwarden.desktopish.fill', 'Vault'));
    const found = await observe({ commands, documents: passkeys('Vault') });
    expect(found).toMatchObject({ facts: { providers: [{ name: 'com.bitwarden.desktopish.fill' }] } });
  });
  it.each([
    ['that fails', { [LIST]: fails('timed-out') }, 'timed-out'],
    ['that is refused', { [LIST]: { exitCode: 1, stdout: '', stderr: 'x' } }, 'refused'],
    ['of another form', printed('{"plugins": []}'), 'malformed'],
  ])('a list %s is not an empty one', async (_what, commands, reason) => {
    expect(await observe({ commands })).toMatchObject({
      kind: 'known',
      facts: { providers: [], systemPlugins: unknown(reason), browserProfiles: known([]) },
    });
  });
});

describe('the rest', () => {
  const chrome = chromiumFolder(`${home}/Library/Application Support/Google/Chrome`, {
    profiles: [{ name: 'Default', signedIn: true, extensions: { [chromeStore.icloud]: 'on' } }],
  });
  it('browser profiles and programs', async () => {
    const kinds = { [`${home}/Applications/1Password.app`]: 'folder' } as const;
    expect(await observe({ ...chrome, kinds })).toMatchObject({
      facts: {
        providers: [
          { id: 'icloud', via: 'extension', browser: 'chrome', enabled: known(true) },
          { id: '1password', via: 'app' },
        ],
        browserProfiles: known([{ browser: 'chrome', inspected: 1, signedIn: known(1) }]),
      },
    });
  });
  it('root looks at neither plug-ins nor profiles, and says so', async () => {
    const touched: string[] = [];
    const found = await observe({
      ...chrome,
      about: { platform: 'darwin', homeDir: '/var/root', uid: 0 },
      kinds: { '/var/root': 'folder', '/Applications/Bitwarden.app': 'folder' },
      onCall: (call) => touched.push(call),
    });
    expect(found).toMatchObject({
      facts: {
        providers: [{ id: 'bitwarden', via: 'app' }],
        systemPlugins: unknown('needs-person-session'),
        browserProfiles: unknown('needs-person-session'),
      },
    });
    expect(touched.join()).not.toMatch(/pluginkit|Local State/);
  });
  it.each([
    ['nobody to ask', { about: fails('refused') }, 'refused'],
    ['a home that is closed', { kinds: { [home]: fails('denied') } }, 'needs-elevation'],
  ] as const)('%s', async (_what, machine, reason) => {
    expect(await observe(machine as FakeMachine)).toEqual(unknown(reason));
  });
});
