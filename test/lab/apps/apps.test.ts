import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CANARY, secret } from './canaries.ts';
import { environmentOf } from './network-manager.ts';
import { tryOpenconnect } from './openconnect-units.ts';
import { whatOpenvpnWants } from './openvpn-profiles.ts';
import { PrivateMachine } from './private-machine.ts';
import { type SetUp, setUpApps } from './set-up-apps.ts';

/*
 * Debian's own programs, set up by their own means, once with a password and once without; then the product's own command line has to tell both apart.
 * No server is there: that a sign-in succeeds is not shown. What has no window-less way of its own was set up so:
 * - Thunderbird: its account assistant is a window; the account manager behind it is called through Thunderbird's remote control, and prefs.js is
 *   Thunderbird's work.
 * - Evolution: the same; the call that the assistant makes goes to Evolution's registry of sources, which writes the files.
 * - FileZilla: the Site Manager's form is not filled by a program. Its sites are written as FileZilla exports them, and FileZilla, on a hidden display,
 *   reads them, and writes its own file when the Site Manager is left with OK.
 * - Remmina: `--update-profile` fills a profile, but wants one with name and protocol to begin with. It has no modern sign-in; the other profile is one
 *   for SSH with a key.
 * - OpenVPN, strongSwan, OpenConnect: have no program that writes settings. These are as the manuals write them, and the programs are asked what they
 *   make of them (management interface, `swanctl --list-conns`, the unit's command itself).
 * - Firefox, Chromium: nothing to set up; what counts is the version.
 * NetworkManager's connections are added by nmcli to the real service, its editors with windows are not used.
 */

const everything = ['apps', 'app-settings', 'personal-app-settings'] as const;
type Scan = Awaited<ReturnType<PrivateMachine['scan']>>;

const isPossible = await PrivateMachine.isPossible();
const why = 'needs root and the right to make mount and network namespaces';
it('has a machine of its own for the programs', ({ skip }) => skip(!isPossible, why));

describe.runIf(isPossible)('programs of Debian, set up by themselves', () => {
  let lab: SetUp;
  let asPerson: Scan;
  let asRoot: Scan;
  beforeAll(async () => {
    lab = await setUpApps();
    asPerson = await lab.machine.scan('person', everything, environmentOf(lab.bus));
    asRoot = await lab.machine.scan('root', ['apps', 'app-settings']);
  });
  afterAll(() => lab?.end());

  /** Evidence of one program, shortest form: what it shows, how often, and the words that prove it. */
  const evidenceOf = (scan: Scan, entry: string) => {
    const item = scan.verdict.passwordDependencies?.items.find((one) => one.entry === entry);
    return item?.evidence.map(({ shows, count, says }) => `${shows} ${count}: ${says}`).sort();
  };

  it.each([
    [
      'thunderbird',
      [
        'certificate 1: authMethod=7 in prefs.js',
        'modern 1: authMethod=10 in prefs.js',
        'modern 1: authMethod=10 in prefs.js',
        'password 1: authMethod is not set, hostname=….office365.com in prefs.js',
        'password 1: authMethod=3 in prefs.js',
        'password 1: authMethod=3, hostname=….office365.com in prefs.js',
        'password 1: authMethod=4 in prefs.js',
      ],
    ],
    [
      'evolution',
      [
        'modern 1: Method=XOAUTH2 in .source file',
        'password 1: Host=….office365.com, Method=PLAIN in .source file',
        'password 2: Method=CRAM-MD5, Method=LOGIN in .source file',
      ],
    ],
    [
      'filezilla',
      [
        'key 1: Logontype=5 in sitemanager.xml',
        'password 1: Logontype=1 in sitemanager.xml',
        'password 1: Logontype=2 in sitemanager.xml',
        'saved-secret 1: Pass is set in sitemanager.xml',
      ],
    ],
    [
      'remmina',
      ['password 1: protocol=RDP in .remmina file', 'saved-secret 1: password is set in .remmina file'],
    ],
    [
      'openvpn-linux',
      [
        'certificate 1: cert is set in the OpenVPN profile',
        'modern 1: setenv=IV_SSO webauth… in the OpenVPN profile',
        'password 2: auth-user-pass is set in the OpenVPN profile',
        'saved-secret 1: auth-user-pass is set, and not to username-only in the OpenVPN profile',
      ],
    ],
    [
      'openconnect',
      [
        'modern 1: ExecStart contains --external-browser in a unit of systemd',
        'password 1: ExecStart contains --passwd-on-stdin in a unit of systemd',
      ],
    ],
    [
      'strongswan',
      [
        'certificate 1: auth=pubkey… in swanctl.conf',
        'password 1: auth=eap-mschapv2 in swanctl.conf',
        'saved-secret 1: secret is set in swanctl.conf',
      ],
    ],
    [
      'nm-openvpn',
      [
        'certificate 1: connection-type=tls in the NetworkManager connection',
        'password 1: connection-type=password in the NetworkManager connection',
      ],
    ],
    [
      'nm-openconnect',
      [
        'certificate 1: authtype=cert in the NetworkManager connection',
        'server-decides 1: protocol=anyconnect in the NetworkManager connection',
      ],
    ],
    [
      'nm-other-plugins',
      [
        'certificate 1: method=key in the NetworkManager connection',
        'password 1: method=eap in the NetworkManager connection',
        'password 1: service-type=….vpnc in the NetworkManager connection',
      ],
    ],
  ])('%s: the person’s own scan tells both ways of signing in, with proof', (entry, evidence) => {
    expect(evidenceOf(asPerson, entry)).toEqual([...evidence].sort());
  });

  it.each([
    [
      'nm-openvpn',
      [
        'certificate 1: connection-type=tls in the NetworkManager connection',
        'password 2: connection-type=password in the NetworkManager connection',
        'saved-secret 1: password is set in the NetworkManager connection',
      ],
    ],
    [
      'nm-other-plugins',
      [
        'certificate 1: method=key in the NetworkManager connection',
        'password 1: method=eap in the NetworkManager connection',
        'password 1: service-type=….vpnc in the NetworkManager connection',
        'saved-secret 1: Xauth password is set in the NetworkManager connection',
      ],
    ],
  ])('%s: root reads the key files, also of other people, and sees what is saved', (entry, evidence) => {
    expect(evidenceOf(asRoot, entry)).toEqual([...evidence].sort());
  });

  it('NetworkManager’s service shows a person what the key files do, but for secrets and other people’s', () => {
    const told = (scan: Scan) => {
      const found = scan.report.signals['app-settings'];
      if (found?.kind !== 'known') throw new Error('no answer');
      return found.facts;
    };
    const ofPlugins = (scan: Scan) =>
      told(scan).found.filter(({ entry, test }) => entry.startsWith('nm-') && !test.startsWith('saved'));
    const others = ofPlugins(asRoot).map((one) =>
      one.entry === 'nm-openvpn' && one.case === 'password' ? { ...one, count: one.count - 1 } : one,
    );
    const byCase = (a: { entry: string; case: string | null }, b: { entry: string; case: string | null }) =>
      `${a.entry} ${a.case}`.localeCompare(`${b.entry} ${b.case}`);
    expect(ofPlugins(asPerson).sort(byCase)).toEqual(others.sort(byCase));
    const unread = told(asPerson).unread.filter(({ entry }) => entry === 'nm-openvpn');
    expect(unread).toMatchObject([
      { test: 'saved', reason: 'needs-elevation', count: 8 },
      // The connection that only another account may see.
      { test: 'sign-in', reason: 'needs-elevation', count: 1 },
    ]);
  });

  it.each([
    ['does not run', 'service-missing'],
    ['hangs', 'timed-out'],
  ])('says that more rights would tell where the service %s', async (what, reason) => {
    const { machine, bus, networkManager } = lab;
    if (what === 'hangs') networkManager.pause();
    const env = what === 'hangs' ? environmentOf(bus) : {};
    const { report } = await machine
      .scan('person', ['app-settings'], env)
      .finally(() => networkManager.resume());
    const found = report.signals['app-settings'];
    const facts = found?.kind === 'known' ? found.facts : null;
    expect(facts?.found.filter(({ entry }) => entry === 'nm-openvpn')).toEqual([]);
    const why = `and NetworkManager did not tell instead (${reason})`;
    expect(facts?.unread.filter(({ entry }) => entry === 'nm-openvpn')).toEqual(
      ['saved', 'sign-in'].map((test) => ({
        entry: 'nm-openvpn',
        test,
        count: 8,
        reason: 'needs-elevation',
        detail: why,
      })),
    );
  });

  it.each([
    ['password', 'a password'],
    ['password-file', 'nothing'],
    ['certificate', 'nothing'],
    ['web', 'nothing'],
  ] as const)('OpenVPN itself, given the profile "%s", asks for %s', async (name, wants) => {
    expect(await whatOpenvpnWants(lab.machine, name)).toBe(wants);
  });

  it.each([
    ['password', 'wants a password first'],
    ['browser', 'connects'],
    ['made-up', 'does not know the option'],
  ] as const)('OpenConnect itself, by the command "%s": %s', async (name, does) => {
    expect(await tryOpenconnect(lab.machine, name)).toBe(does);
  });

  it('strongSwan itself names both ways', () => {
    expect(lab.said.strongswan).toMatch(/canary-office:.*local EAP_MSCHAPV2 authentication:.*canary-lab:/s);
    expect(lab.said.strongswan).toMatch(/canary-lab:.*local public key authentication:/s);
  });

  it('FileZilla and Thunderbird wrote their files themselves', async () => {
    expect(lab.said.filezilla).toContain(
      `<Pass encoding="base64">${Buffer.from(secret).toString('base64')}</Pass>`,
    );
    expect(lab.said.filezilla).not.toContain(secret);
    const profiles = lab.machine.homePath('.thunderbird');
    const [profile = ''] = (await readdir(profiles)).filter((name) => name.endsWith('.lab'));
    expect(await readFile(join(profiles, profile, 'prefs.js'), 'utf8')).toMatch(
      /^\/\/ Mozilla User Preferences/,
    );
  });

  it('let no account, host, name or secret into what is printed or recorded, and a recording tells the same', async () => {
    const { machine, bus } = lab;
    const folder = 'recorded';
    const args = ['capture', `${machine.home}/${folder}`, '--only', everything.join(',')];
    const recording = await machine.keyready('person', args, environmentOf(bus));
    expect(recording.exitCode, recording.stderr).toBe(0);
    const files = await readdir(machine.homePath(folder));
    expect(files).toContain('app-settings.json');
    for (const name of files) {
      const text = await readFile(machine.homePath(folder, name), 'utf8');
      expect(text.toLowerCase().indexOf(CANARY), name).toBe(-1);
    }
    for (const { printed } of [asPerson, asRoot]) expect(printed.toLowerCase()).not.toContain(CANARY);

    const replay = await machine.keyready('person', [
      'scan',
      '--json',
      '--replay',
      `${machine.home}/${folder}`,
    ]);
    const { found } = JSON.parse(replay.stdout).report.signals['app-settings'].facts;
    const live = asPerson.report.signals['app-settings'];
    expect(found).toEqual(live?.kind === 'known' ? live.facts.found : null);
  });
});
