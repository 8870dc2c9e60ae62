import { describe, expect, it } from 'vitest';
import { type FakeMachine, fails, fakeReach, neverStops } from '../../../test/doubles/fake-reach.ts';
import { assemble } from '../../../test/doubles/linux-machines/parts.ts';
import { loginMethodsLinux } from './login-methods.linux.ts';
import { parsePam, parsePamConf } from './parse-pam.ts';

describe('one PAM file', () => {
  it.each([
    ['a plain rule', 'auth sufficient pam_fprintd.so max-tries=1', ['pam_fprintd']],
    ['control in brackets', 'auth [success=2 default=ignore] pam_u2f.so cue', ['pam_u2f']],
    ['a module that may be missing', '-auth optional pam_sss.so', ['pam_sss']],
    ['a whole path', 'auth required /lib/security/pam_himmelblau.so', ['pam_himmelblau']],
    [
      'a path of the Nix store',
      'auth required /nix/store/x-fprintd/lib/security/pam_fprintd.so',
      ['pam_fprintd'],
    ],
    ['a rule over two lines', 'auth required \\\n  pam_aad.so', ['pam_aad']],
    ['the same module twice', 'auth required pam_sss.so\naccount required pam_sss.so', ['pam_sss']],
    ['a comment', '# auth sufficient pam_u2f.so', []],
    ['a comment behind a rule', 'auth required pam_unix.so # pam_u2f.so', []],
    ['a module as an argument', 'auth required pam_echo.so pam_u2f.so', []],
    ['includes', '@include common-auth\nauth include pam_u2f\nauth substack system-auth', []],
    ['a name that only begins so', 'auth required pam_u2f_other.so', []],
    ['nothing', '', []],
    ['noise', '\0\u0001 [[[ \\', []],
  ])('%s', (_name, text, modules) => {
    expect(parsePam(text)).toEqual(modules);
  });
  it('is read by service where there is one file for all', () => {
    expect([
      ...parsePamConf('# x\nlogin auth required pam_u2f.so\nSudo auth required pam_unix.so\n'),
    ]).toEqual([
      ['login', ['pam_u2f']],
      ['sudo', []],
    ]);
  });
});

const observe = (...parts: FakeMachine[]) =>
  loginMethodsLinux.observe(fakeReach(assemble({ otherwise: 'not-found' }, ...parts)), neverStops());
const pam = (services: Record<string, string>, folder = '/etc/pam.d'): FakeMachine => ({
  folders: { [folder]: Object.keys(services).sort() },
  texts: Object.fromEntries(Object.entries(services).map(([name, text]) => [`${folder}/${name}`, text])),
});
const fprintd = 'auth required pam_fprintd.so\n';
const gdm = pam({ 'gdm-fingerprint': fprintd, 'gdm-password': '@include common-auth\n' });
const setting = (value: string) => `[org/gnome/login-screen]\nenable-fingerprint-authentication=${value}\n`;
const greeter = (files: Record<string, string>): FakeMachine => ({
  folders: { '/etc/dconf/db/gdm.d': [...Object.keys(files), 'locks'] },
  texts: Object.fromEntries(
    Object.entries(files).map(([name, text]) => [`/etc/dconf/db/gdm.d/${name}`, text]),
  ),
});
const factsOf = async (...parts: FakeMachine[]) => {
  const found = await observe(...parts);
  if (found.kind !== 'known') throw new Error(`not known: ${JSON.stringify(found)}`);
  return found.facts;
};

describe('ways to log in', () => {
  it('lists modules by name, each with the services that name it', async () => {
    const { modules } = await factsOf(
      pam({ sudo: 'auth sufficient pam_u2f.so\n', 'common-auth': `${fprintd}auth sufficient pam_u2f.so\n` }),
    );
    expect(modules).toEqual({
      kind: 'known',
      value: [
        { module: 'pam_fprintd', services: ['common-auth'] },
        { module: 'pam_u2f', services: ['common-auth', 'sudo'] },
      ],
    });
  });
  it('takes the administrator’s file before the package’s, and no leftovers', async () => {
    const { modules } = await factsOf(
      pam({ login: 'auth required pam_unix.so\n', 'sudo.dpkg-old': fprintd, 'su~': fprintd }),
      { folders: { '/usr/lib/pam.d': ['kde', 'login'] } },
      { texts: { '/usr/lib/pam.d/login': fprintd, '/usr/lib/pam.d/kde': fprintd } },
    );
    expect(modules).toEqual({ kind: 'known', value: [{ module: 'pam_fprintd', services: ['kde'] }] });
  });
  it('knows of none only where every file could be read', async () => {
    expect((await factsOf(pam({ login: 'auth required pam_unix.so\n' }))).modules).toEqual({
      kind: 'known',
      value: [],
    });
    const oneClosed = { texts: { '/etc/pam.d/login': fails('denied') } };
    expect(await observe(pam({ login: '' }), oneClosed)).toMatchObject({
      kind: 'unknown',
      reason: 'needs-elevation',
    });
    expect(await observe({ folders: { '/etc/pam.d': fails('denied') } })).toMatchObject({ kind: 'unknown' });
  });
  it('reads the one file for all only where there is no folder', async () => {
    const conf = { texts: { '/etc/pam.conf': 'login auth required pam_sss.so\n' } };
    expect((await factsOf(conf)).modules).toMatchObject({
      value: [{ module: 'pam_sss', services: ['login'] }],
    });
    expect((await factsOf(conf, pam({ login: '' }))).modules).toEqual({ kind: 'known', value: [] });
  });
  it('cannot tell on a system without PAM, and inside a flatpak', async () => {
    expect(await observe()).toMatchObject({ kind: 'unknown', reason: 'unreadable' });
    expect(await observe(gdm, { kinds: { '/.flatpak-info': 'file' } })).toMatchObject({
      kind: 'unknown',
      reason: 'not-supported',
    });
  });
});

describe('fingerprint on GNOME’s login screen', () => {
  const atLogin = async (...parts: FakeMachine[]) => (await factsOf(...parts)).fingerprintAtLogin;
  it('has no meaning without that login screen', async () => {
    expect(await atLogin(pam({ sddm: fprintd }))).toMatchObject({ kind: 'not-applicable' });
  });
  it('is on by default, and off where PAM does not ask for one', async () => {
    expect(await atLogin(gdm)).toEqual({ kind: 'known', value: true });
    const noModule = pam({ 'gdm-password': '@include common-auth\n' });
    expect(await atLogin(noModule)).toEqual({ kind: 'known', value: false });
  });
  it('follows the last settings file that speaks of it', async () => {
    expect(await atLogin(gdm, greeter({ '00-a': setting('true'), '90-b': setting('false') }))).toMatchObject({
      value: false,
    });
    expect(await atLogin(gdm, greeter({ '00-a': setting('false'), '90-b': '[other]\nx=1\n' }))).toMatchObject(
      {
        value: false,
      },
    );
    expect(await atLogin(gdm, greeter({ '00-a': setting('maybe') }))).toMatchObject({ value: true });
  });
  it('cannot be told where a settings file is closed or two places differ', async () => {
    expect(await atLogin(gdm, { folders: { '/etc/dconf/db/gdm.d': fails('denied') } })).toMatchObject({
      kind: 'unknown',
    });
    const debian = (value: string) => ({ texts: { '/etc/gdm3/greeter.dconf-defaults': setting(value) } });
    expect(await atLogin(gdm, debian('false'))).toEqual({ kind: 'known', value: false });
    expect(await atLogin(gdm, debian('true'), greeter({ a: setting('false') }))).toMatchObject({
      kind: 'unknown',
    });
  });
});
