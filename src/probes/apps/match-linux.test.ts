import { describe, expect, it } from 'vitest';
import { type FakeMachine, fails, fakeReach, neverStops } from '../../../test/doubles/fake-reach.ts';
import { madeCatalogue } from '../../../test/doubles/made-catalogue.ts';
import { appsLinux } from './apps.linux.ts';

const catalogue = madeCatalogue({
  openvpn: { linux: { deb: ['openvpn'], rpm: ['openvpn'], pacman: ['openvpn'], apk: ['openvpn'] } },
  mailer: { linux: { flatpak: ['org.mail.Mailer'], snap: ['mailer'], desktop: ['mailer'] } },
  tarball: { linux: { desktop: ['Portable Client'], files: ['/opt/portable/client', '~/.portable'] } },
  other: { linux: { deb: ['other'] }, win32: { families: ['Other.App_8wekyb3d8bbwe'] } },
});
const base: FakeMachine = { otherwise: 'not-found', about: {}, catalogue };
async function factsOf(machine: FakeMachine) {
  const found = await appsLinux.observe(fakeReach({ ...base, ...machine }), neverStops());
  if (found.kind !== 'known') throw new Error(JSON.stringify(found));
  return found.facts;
}
const catalogued = async (machine: FakeMachine) => (await factsOf(machine)).catalogued;
const status = (...packages: [name: string, version: string, state?: string][]) => ({
  '/var/lib/dpkg/status': packages
    .map(([name, version, state = 'install ok installed']) =>
      [`Package: ${name}`, `Status: ${state}`, `Version: ${version}`, 'Description: x', ''].join('\n'),
    )
    .join('\n'),
});
// Fields of a package: https://wiki.alpinelinux.org/wiki/Apk_spec
const apk = `C:Q1p78yvTLG094tHE1+dToJGbmYzQE=
P:alpine-baselayout
V:3.6.5-r0
A:x86_64
F:dev
R:pts

C:Q1aaaaaaaaaaaaaaaaaaaaaaaaaaa=
P:openvpn
V:2.6.12-r1
A:x86_64

`;

describe('programs of the catalogue on Linux', () => {
  it.each([
    ['dpkg', { texts: status(['openvpn', '2:2.6.3-1+deb12u2']) }, '2.6.3'],
    ['pacman', { folders: { '/var/lib/pacman/local': ['ALPM_DB_VERSION', 'openvpn-2.6.12-1'] } }, '2.6.12'],
    ['apk', { texts: { '/lib/apk/db/installed': apk } }, '2.6.12'],
    ['apk', { texts: { '/usr/lib/apk/db/installed': apk } }, '2.6.12'],
    [
      'rpm',
      {
        kinds: { '/usr/lib/sysimage/rpm': 'folder' as const },
        commands: {
          '/usr/bin/rpm -qa --qf %{NAME}\\t%{VERSION}-%{RELEASE}\\n': {
            exitCode: 0,
            stdout: 'bash\t5.2-1.fc43\nopenvpn\t2.6.14-2.fc43\n',
            stderr: '',
          },
        },
      },
      '2.6.14',
    ],
  ])('by %s', async (source, machine, version) => {
    expect(await catalogued(machine)).toEqual([{ entry: 'openvpn', source, version, by: 'package' }]);
  });

  it('pacman and apk are counted like the others', async () => {
    const facts = await factsOf({
      texts: { '/lib/apk/db/installed': apk },
      folders: {
        '/var/lib/pacman/local': [
          'ALPM_DB_VERSION',
          'gtk-update-icon-cache-1:4.18.6-1',
          'zlib-1:1.3.1-2',
          'x',
        ],
      },
    });
    expect(facts.sources.slice(2, 4)).toEqual([
      { source: 'pacman', count: { kind: 'known', value: 2 } },
      { source: 'apk', count: { kind: 'known', value: 2 } },
    ]);
    const closed = await factsOf({
      texts: { ...status(['x', '1']), '/lib/apk/db/installed': 'no database' },
      folders: { '/var/lib/pacman/local': fails('denied') },
    });
    expect(closed.sources.slice(2, 4)).toMatchObject([
      { count: { kind: 'unknown', reason: 'needs-elevation' } },
      { count: { kind: 'unknown', reason: 'unreadable' } },
    ]);
  });

  it('a removed package is not here, and neither is one of a longer name', async () => {
    const texts = status(
      ['openvpn', '2.6.3-1', 'deinstall ok config-files'],
      ['openvpn-systemd-resolved', '1.3.0-3'],
    );
    expect(await catalogued({ texts })).toEqual([]);
  });

  it('by flatpak and snap, with the version that each tells of itself', async () => {
    const folder = '/var/lib/flatpak/app';
    const flatpak = {
      folders: { [folder]: ['org.mail.Mailer', 'org.mail.Mailer.Locale'] },
      texts: {
        [`${folder}/org.mail.Mailer/current/active/files/share/metainfo/org.mail.Mailer.metainfo.xml`]:
          '<component><releases><release version="3.56.2" date="2026-09-01"/><release version="3.50"/></releases></component>',
      },
    };
    expect(await catalogued(flatpak)).toEqual([
      { entry: 'mailer', source: 'flatpak', version: '3.56.2', by: 'package' },
    ]);
    const snap = {
      folders: { '/snap': ['bin', 'mailer', 'README'] },
      texts: { '/snap/mailer/current/meta/snap.yaml': "name: mailer\nversion: '140.5.0-1'\n" },
    };
    expect(await catalogued(snap)).toEqual([
      { entry: 'mailer', source: 'snap', version: '140.5.0', by: 'package' },
    ]);
  });

  const applications = '/home/person/.local/share/applications';
  const launcher = (text: string, kinds: FakeMachine['kinds'] = {}) => ({
    folders: {
      [applications]: ['appimagekit_0123456789abcdef0123456789abcdef-Mailer.desktop', 'secret game.desktop'],
    },
    texts: {
      [`${applications}/appimagekit_0123456789abcdef0123456789abcdef-Mailer.desktop`]: `[Desktop Entry]\n${text}`,
    },
    kinds,
  });
  it('by the launcher of an AppImage whose program is still there', async () => {
    const text = 'Exec="/home/person/Applications/Mailer 3.AppImage" %U\nX-AppImage-Version=3.1.4\n';
    const kinds = { '/home/person/Applications/Mailer 3.AppImage': 'file' as const };
    const facts = await factsOf(launcher(text, kinds));
    expect(facts.catalogued).toEqual([
      { entry: 'mailer', source: 'desktop-entries', version: '3.1.4', by: 'desktop-entry' },
    ]);
    expect(JSON.stringify(facts)).not.toMatch(/person|secret/);
    expect(await catalogued(launcher(text))).toEqual([]);
    expect(await catalogued(launcher(`Hidden=true\n${text}`, kinds))).toEqual([]);
    expect(await catalogued(launcher('Exec=mailer %U\n'))).toMatchObject([{ version: null }]);
  });

  it('a launcher says nothing beside the package it came with', async () => {
    const facts = await factsOf({
      folders: { '/snap': ['mailer'], '/usr/share/applications': ['mailer.desktop'] },
      texts: { '/usr/share/applications/mailer.desktop': '[Desktop Entry]\nExec=mailer\n' },
    });
    expect(facts.catalogued).toMatchObject([{ source: 'snap' }]);
  });

  it('by files that stand there', async () => {
    expect(await catalogued({ kinds: { '/opt/portable/client': 'file' } })).toEqual([
      { entry: 'tarball', source: 'files', version: null, by: 'file' },
    ]);
    expect(await catalogued({ kinds: { '/home/person/.portable/settings': 'file' } })).toMatchObject([
      { entry: 'tarball', by: 'file' },
    ]);
  });

  it('places that cannot be asked are told, since a program may be there', async () => {
    const facts = await factsOf({ otherwise: 'denied', texts: status(['openvpn', '1']), folders: {} });
    expect(facts.catalogued).toMatchObject([{ entry: 'openvpn' }]);
    expect(facts.cataloguedUnread).toMatchObject([
      { source: 'files', reason: 'needs-elevation', count: expect.any(Number) },
      { source: 'desktop-entries', reason: 'needs-elevation', count: expect.any(Number) },
    ]);
    expect((await factsOf({})).cataloguedUnread).toBeUndefined();
  });

  it('without a catalogue nothing is said of it', async () => {
    const found = await appsLinux.observe(
      fakeReach({ otherwise: 'not-found', about: {}, texts: status(['openvpn', '1']) }),
      neverStops(),
    );
    expect(found).toMatchObject({ kind: 'known', facts: { othersNotInspected: { value: 0 } } });
    expect(found).not.toHaveProperty('facts.catalogued');
  });

  it('people whose programs were not looked at are counted', async () => {
    const homes = { folders: { '/home': ['person', 'erin', 'adam', 'lost+found'] } };
    expect((await factsOf(homes)).othersNotInspected).toEqual({ kind: 'known', value: 2 });
    const closed = { folders: { '/home': fails('denied') } };
    expect((await factsOf(closed)).othersNotInspected).toMatchObject({
      kind: 'unknown',
      reason: 'needs-elevation',
    });
  });
});

describe('the whole list', () => {
  const machine = {
    texts: status(['openvpn', '2.6.3-1'], ['secret-game', '1.0']),
    folders: { '/snap': ['game'] },
  };
  it('stays where it is unless the policy asks for it', async () => {
    const facts = await factsOf(machine);
    expect(facts.all).toBeUndefined();
    expect(JSON.stringify(facts)).not.toMatch(/game/);
  });
  it('is told where the policy asks for it, and named ones stay the few they are', async () => {
    const facts = await factsOf({ ...machine, wholeList: true });
    expect(facts.all).toEqual([
      { source: 'dpkg', name: 'openvpn', version: '2.6.3-1' },
      { source: 'dpkg', name: 'secret-game', version: '1.0' },
      { source: 'snap', name: 'game', version: null },
    ]);
    expect(facts.named).toEqual([]);
    expect(facts.catalogued).toMatchObject([{ entry: 'openvpn' }]);
  });
});
