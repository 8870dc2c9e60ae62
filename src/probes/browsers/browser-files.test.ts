import { describe, expect, it } from 'vitest';
import { findKnownBrowser, knownBrowsers } from './known-browsers.ts';
import { parseDesktopEntry } from './parse-desktop-entry.ts';
import { parseKeyFile } from './parse-key-file.ts';
import { parseApplicationIni, parseMetainfo, parseSnapYaml, upstreamVersion } from './parse-versions.ts';
import { xdgFolders } from './xdg-folders.ts';

describe('key file', () => {
  it('keeps the first of repeated keys and passes over what is no pair', () => {
    const file = parseKeyFile('\uFEFFstray=1\n[A]\nx = 1\nx=2\n# c\nnonsense\n=3\n[B\n[A]\ny=4');
    expect([...(file.get('A') ?? [])]).toEqual([
      ['x', '1'],
      ['y', '4'],
    ]);
    expect(file.has('B')).toBe(false);
  });
});

describe('desktop entry', () => {
  const entry = (exec: string, more = '') =>
    parseDesktopEntry(`[Desktop Entry]\nName=N\nExec=${exec}\nMimeType=x-scheme-handler/https;\n${more}`);
  it.each([
    ['/usr/bin/chromium %U', { program: '/usr/bin/chromium', flatpakId: null, snapName: null }],
    ['"/opt/my browser/run" "%u"', { program: '/opt/my browser/run' }],
    ['env A=1 B=2 /snap/bin/firefox %u', { program: '/snap/bin/firefox', snapName: 'firefox' }],
    [
      '/usr/bin/flatpak run --branch=stable --arch=x86_64 --command=firefox --file-forwarding org.mozilla.firefox @@u %u @@',
      { flatpakId: 'org.mozilla.firefox' },
    ],
    ['', { program: null }],
    ['env', { program: null }],
  ])('Exec=%s', (exec, told) => {
    expect(entry(exec)).toMatchObject({ opensHttps: true, ...told });
  });
  it('reads only its own group', () => {
    const text = '[Desktop Action x]\nExec=/bad\n[Desktop Entry]\nName=N\nExec=/good\nHidden=true\n';
    expect(parseDesktopEntry(text)).toMatchObject({ program: '/good', hidden: true, opensHttps: false });
    expect(parseDesktopEntry('Name=N')).toBe('unreadable');
  });
});

describe('versions', () => {
  it.each([
    ['156.0.8078.79-1~deb12u1', '156.0.8078.79'],
    ['1:133.0+build2-0ubuntu1', '133.0'],
    ['128.5.0esr-1~deb12u1', '128.5.0'],
    ['145.0.1-1.fc43', '145.0.1'],
    ['', null],
    ['git20260101', null],
  ])('package version %j is %s', (text, version) => {
    expect(upstreamVersion(text)).toBe(version);
  });
  it('application.ini, snap.yaml and metainfo', () => {
    expect(parseApplicationIni('[App]\nName=Firefox\nVersion=128.5.0\n[Gecko]\nMinVersion=1')).toBe(
      '128.5.0',
    );
    expect(parseSnapYaml('name: chromium\nversion: 143.0.7499.40 # c\napps:\n  version: 9')).toBe(
      '143.0.7499.40',
    );
    expect(parseSnapYaml("version: '145.0.2-1'")).toBe('145.0.2');
    expect(
      parseMetainfo('<releases><release date="2026-11-18" version="145.0.1"/><release version="1"/>'),
    ).toBe('145.0.1');
  });
  it.each(['', '\0', '  version: 1', '<release version=', 'version:', '[App]\nVersion=new'])(
    '%j has none',
    (text) => {
      expect(parseApplicationIni(text)).toBeNull();
      expect(parseSnapYaml(text)).toBeNull();
      expect(parseMetainfo(text)).toBeNull();
    },
  );
});

describe('known browsers', () => {
  it('have ids of their own and in lower case', () => {
    const ids = knownBrowsers.flatMap((known) => known.desktopIds);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => id !== id.toLowerCase())).toEqual([]);
  });
  it('are found by id, else by program', () => {
    expect(findKnownBrowser('com.google.Chrome', null)).toMatchObject({
      family: 'chrome',
      channel: 'stable',
    });
    expect(findKnownBrowser('userapp-Firefox-ABC123', 'firefox')).toMatchObject({ family: 'firefox' });
    expect(findKnownBrowser('links', 'links')).toBeUndefined();
  });
});

describe('XDG folders', () => {
  it('takes the defaults, and no relative path', () => {
    const folders = xdgFolders({ homeDir: '/h', env: { XDG_DATA_HOME: 'rel', XDG_DATA_DIRS: 'a:b' } });
    expect(folders.applications.slice(0, 3)).toEqual([
      '/h/.local/share/applications',
      '/usr/local/share/applications',
      '/usr/share/applications',
    ]);
  });
  it('puts the desktop before the rest, folder by folder', () => {
    const env = { XDG_CURRENT_DESKTOP: 'ubuntu:GNOME:../x', XDG_CONFIG_HOME: '/c/' };
    expect(xdgFolders({ homeDir: '/h', env }).defaults.slice(0, 4)).toEqual([
      '/c/ubuntu-mimeapps.list',
      '/c/gnome-mimeapps.list',
      '/c/mimeapps.list',
      '/etc/xdg/ubuntu-mimeapps.list',
    ]);
  });
});
