import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppsOutput } from '../../../src/contract/cli.ts';
import type { PasswordDependencies } from '../../../src/contract/password-dependencies.ts';
import { runOrThrow } from '../processes/run-program.ts';
import { CANARY, secret } from './canaries.ts';
import { packages, seenByPerson, seenByRoot } from './expected.ts';
import { environmentOf } from './network-manager.ts';
import { tryOpenconnect } from './openconnect-units.ts';
import { whatOpenvpnWants } from './openvpn-profiles.ts';
import { PrivateMachine } from './private-machine.ts';
import { type SetUp, setUpApps } from './set-up-apps.ts';

/** As the maker writes it: without Debian's epoch and revision. */
async function versionByDpkg(name: string): Promise<string> {
  const version = await runOrThrow('dpkg-query', ['-W', '-f', `\${Version}`, name]);
  return /^(?:\d+:)?(\d+(?:\.\d+)*)/.exec(version)?.[1] ?? version;
}

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
/** Connections that network-manager.ts adds: of the plug-ins, imported, and of another account. */
const KEY_FILES = 7 + 2 + 1;
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
  const evidenceOf = (judged: PasswordDependencies | undefined, entry: string) => {
    const item = judged?.items.find((one) => one.entry === entry);
    return item?.evidence.map(({ shows, count, says }) => `${shows} ${count}: ${says}`).sort();
  };

  it.each(Object.entries(seenByPerson))(
    '%s: the person’s own scan tells both ways of signing in, with proof',
    (entry, evidence) => {
      expect(evidenceOf(asPerson.verdict.passwordDependencies, entry)).toEqual([...evidence].sort());
    },
  );

  it.each(Object.entries(seenByRoot))(
    '%s: root reads the key files, also of other people, and sees what is saved',
    (entry, evidence) => {
      expect(evidenceOf(asRoot.verdict.passwordDependencies, entry)).toEqual([...evidence].sort());
    },
  );

  it('are told by `keyready apps` with the same proof, in words and for programs, and nothing personal', async () => {
    const env = environmentOf(lab.bus);
    const asJson = await lab.machine.keyready('person', ['apps', '--json'], env);
    const { dependencies } = AppsOutput.parse(JSON.parse(asJson.stdout));
    for (const [entry, evidence] of Object.entries(seenByPerson))
      expect(evidenceOf(dependencies, entry), entry).toEqual([...evidence].sort());
    const asText = await lab.machine.keyready('person', ['apps'], env);
    expect(asText.stdout.replace(/\s+/g, ' ')).toContain(
      '2 profiles: connection-type=password in the NetworkManager connection (a user name and password)',
    );
    // docs/cli.md: something fails for certain without a password.
    expect([asJson.exitCode, asText.exitCode]).toEqual([20, 20]);
    expect((asJson.stdout + asText.stdout + asText.stderr).toLowerCase()).not.toContain(CANARY);
  });

  it.each(Object.entries(packages))('%s is found with the version that dpkg knows', async (entry, names) => {
    const versions = await Promise.all(names.map(versionByDpkg));
    for (const { report } of [asPerson, asRoot]) {
      const { apps } = report.signals;
      const found = apps?.kind === 'known' ? (apps.facts.catalogued ?? []) : [];
      const own = found.filter((one) => one.entry === entry);
      expect(own.map(({ version }) => version).sort()).toEqual(versions.sort());
      expect(own.every(({ by, source }) => by === 'package' && source === 'dpkg')).toBe(true);
    }
  });

  it('nobody set up prove nothing: no evidence, and no password for certain', async () => {
    const fresh = await PrivateMachine.create();
    const scan = await fresh.scan('person', everything).finally(() => fresh.remove());
    const items = scan.verdict.passwordDependencies?.items.filter(({ entry }) => entry in packages) ?? [];
    expect(items.map(({ entry }) => entry).sort()).toEqual(Object.keys(packages).sort());
    expect(items.flatMap(({ evidence }) => evidence)).toEqual([]);
    expect(items.filter(({ grade }) => grade === 'proven' || grade === 'likely')).toEqual([]);
  });

  it.each(['old-firefox', 'old-chromium'])('%s: Debian’s is new enough', (entry) => {
    const item = asPerson.verdict.passwordDependencies?.items.find((one) => one.entry === entry);
    expect(item).toMatchObject({ answer: 'ready', evidence: [] });
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
      { test: 'saved', reason: 'needs-elevation', count: KEY_FILES },
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
        count: KEY_FILES,
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
