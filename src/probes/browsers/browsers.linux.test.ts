import { describe, expect, it } from 'vitest';
import { type FakeMachine, fails, fakeReach, neverStops } from '../../../test/doubles/fake-reach.ts';
import { assemble } from '../../../test/doubles/linux-machines/parts.ts';
import { browsersLinux } from './browsers.linux.ts';

const SYSTEM = '/usr/share/applications';
const USER = '/home/person/.local/share/applications';
function entry(name: string, exec: string, more = 'Categories=WebBrowser;\n'): string {
  return `[Desktop Entry]\nName=${name}\nExec=${exec}\nMimeType=x-scheme-handler/https;\n${more}`;
}
/** Desktop files in a folder, whose programs exist. */
function installed(folder: string, files: Record<string, string>, ...programs: string[]): FakeMachine {
  return {
    folders: { [folder]: Object.keys(files) },
    texts: Object.fromEntries(Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text])),
    kinds: Object.fromEntries(programs.map((program) => [program, 'file' as const])),
  };
}
function dpkg(...packages: [string, string][]): FakeMachine {
  const paragraphs = packages.map(
    ([name, version]) => `Package: ${name}\nStatus: install ok installed\nVersion: ${version}\n\n`,
  );
  return { texts: { '/var/lib/dpkg/status': paragraphs.join('') } };
}
const chrome = installed(
  SYSTEM,
  { 'google-chrome.desktop': entry('Google Chrome', '/usr/bin/google-chrome-stable %U') },
  '/usr/bin/google-chrome-stable',
);
const base: FakeMachine = { otherwise: 'not-found', about: {} };
const observe = (...parts: FakeMachine[]) =>
  browsersLinux.observe(fakeReach(assemble(base, ...parts)), neverStops());
async function browsersOf(...parts: FakeMachine[]) {
  const found = await observe(...parts);
  if (found.kind !== 'known') throw new Error(`not known: ${JSON.stringify(found)}`);
  return found.facts.browsers;
}
const known = (value: unknown) => ({ kind: 'known', value });

describe('installed browsers', () => {
  it('takes the version from the package database', async () => {
    expect(await browsersOf(chrome, dpkg(['google-chrome-stable', '143.0.7499.40-1']))).toEqual([
      {
        family: 'chrome',
        name: 'Google Chrome',
        channel: 'stable',
        version: known('143.0.7499.40'),
        packaging: 'system',
      },
    ]);
  });
  it('reads a flatpak and a snap by their own files', async () => {
    const flatpak = installed(
      '/var/lib/flatpak/exports/share/applications',
      { 'org.mozilla.firefox.desktop': entry('Firefox', '/usr/bin/flatpak run org.mozilla.firefox', '') },
      '/usr/bin/flatpak',
    );
    const snap = installed(
      '/var/lib/snapd/desktop/applications',
      { 'chromium_chromium.desktop': entry('Chromium', 'env X=1 /snap/bin/chromium %U', '') },
      '/snap/bin/chromium',
    );
    const versions: FakeMachine = {
      texts: {
        '/var/lib/flatpak/app/org.mozilla.firefox/current/active/files/share/metainfo/org.mozilla.firefox.metainfo.xml':
          '<releases><release version="145.0.1" date="x"/></releases>',
        '/snap/chromium/current/meta/snap.yaml': 'name: chromium\nversion: 143.0.7499.40\n',
      },
    };
    expect(await browsersOf(flatpak, snap, versions)).toMatchObject([
      { family: 'firefox', packaging: 'flatpak', version: known('145.0.1') },
      { family: 'chromium', packaging: 'snap', version: known('143.0.7499.40') },
    ]);
  });
  it("finds a person's own copy and its version beside it", async () => {
    const own = installed(
      USER,
      { 'userapp-Firefox-X1.desktop': entry('Firefox', '/home/person/firefox/firefox %u') },
      '/home/person/firefox/firefox',
    );
    const ini = { texts: { '/home/person/firefox/application.ini': '[App]\nVersion=146.0\n' } };
    expect(await browsersOf(own, ini)).toMatchObject([
      { family: 'firefox', packaging: 'user', version: known('146.0') },
    ]);
  });
  it("does not take Ubuntu's empty package for a version", async () => {
    const firefox = installed(
      SYSTEM,
      { 'firefox.desktop': entry('Firefox', 'firefox %u') },
      '/usr/bin/firefox',
    );
    expect(await browsersOf(firefox, dpkg(['firefox', '1:1snap1-0ubuntu5']))).toMatchObject([
      { version: { kind: 'unknown', reason: 'unreadable' } },
    ]);
  });
  it('asks rpm once for all, and only when a browser needs it', async () => {
    const calls: string[] = [];
    const edge = installed(
      SYSTEM,
      {
        'google-chrome.desktop': entry('Google Chrome', '/usr/bin/google-chrome-stable'),
        'microsoft-edge.desktop': entry('Microsoft Edge', '/usr/bin/microsoft-edge-stable'),
      },
      '/usr/bin/google-chrome-stable',
      '/usr/bin/microsoft-edge-stable',
    );
    const rpm: FakeMachine = { kinds: { '/var/lib/rpm': 'folder' }, onCall: (call) => calls.push(call) };
    expect(await browsersOf(edge, rpm)).toMatchObject([
      { version: { kind: 'unknown', reason: 'not-supported' } },
      { version: { kind: 'unknown', reason: 'not-supported' } },
    ]);
    expect(calls.filter((call) => call.startsWith('run'))).toEqual(['run /usr/bin/rpm']);
  });
  it('says why a version is not known', async () => {
    const closed = { texts: { '/var/lib/dpkg/status': fails('denied') } };
    expect(await browsersOf(chrome, closed)).toMatchObject([{ version: { reason: 'needs-elevation' } }]);
  });
  it('leaves out hidden entries, programs that are gone and handlers that are no browser', async () => {
    const files = {
      'gone.desktop': entry('Gone', '/opt/gone/run'),
      'hidden.desktop': entry('Hidden', '/usr/bin/hidden', 'Categories=WebBrowser;\nHidden=true\n'),
      'chooser.desktop': entry('Chooser', '/usr/bin/chooser', 'Categories=Utility;\n'),
      'epiphany.desktop': entry('Web', 'epiphany %U'),
    };
    const machine = installed(SYSTEM, files, '/usr/bin/hidden', '/usr/bin/chooser', '/usr/bin/epiphany');
    expect(await browsersOf(machine)).toMatchObject([{ family: 'epiphany', name: 'Web' }]);
  });
  it("lets the person's entry hide the system's, and counts twins once", async () => {
    const twin = installed(
      SYSTEM,
      {
        'com.google.Chrome.desktop': entry('Google Chrome', '/usr/bin/google-chrome-stable'),
        'google-chrome.desktop': entry('Google Chrome', '/usr/bin/google-chrome-stable'),
      },
      '/usr/bin/google-chrome-stable',
    );
    expect(await browsersOf(twin)).toHaveLength(1);
    const hide = installed(USER, { 'google-chrome.desktop': '[Desktop Entry]\nHidden=true\n' });
    expect(await browsersOf(chrome, hide, { folders: { '/usr/share': ['applications'] } })).toEqual([]);
  });
  it('reads only indexed files and known names where there is an index', async () => {
    const calls: string[] = [];
    const index: FakeMachine = {
      folders: { [SYSTEM]: ['google-chrome.desktop', 'notes.desktop'] },
      texts: {
        [`${SYSTEM}/mimeinfo.cache`]: '[MIME Cache]\nx-scheme-handler/https=google-chrome.desktop;\n',
      },
      onCall: (call) => calls.push(call),
    };
    expect(await browsersOf(chrome, index)).toHaveLength(1);
    expect(calls).not.toContain(`read ${SYSTEM}/notes.desktop`);
  });
  it('calls it none only where folders could be read', async () => {
    expect(await observe({ folders: { '/usr/share': ['doc'] } })).toMatchObject({ facts: { browsers: [] } });
    expect(await observe({ folders: { [SYSTEM]: fails('denied') } })).toMatchObject({
      reason: 'needs-elevation',
    });
    expect(await observe({})).toMatchObject({ kind: 'unknown' });
  });
});

describe('default browser', () => {
  const list = (text: string | ReturnType<typeof fails>, path = '/home/person/.config/mimeapps.list') => ({
    texts: { [path]: text },
  });
  const set = (ids: string) => `[Default Applications]\nx-scheme-handler/https=${ids}\n`;
  it.each([
    ['the first that exists', set('old.desktop;google-chrome.desktop'), known('chrome')],
    ['none that exists', set('old.desktop'), known(null)],
    ['none set', '[Added Associations]\nx-scheme-handler/https=google-chrome.desktop;\n', known(null)],
    ['garbage', '\0\0[', known(null)],
    ['closed', fails('denied'), { kind: 'unknown', reason: 'needs-elevation' }],
  ])('%s', async (_name, text, defaultBrowser) => {
    expect(await observe(chrome, list(text))).toMatchObject({ facts: { defaultBrowser } });
  });
  it('takes the desktop own list before the general one', async () => {
    const two = assemble(
      chrome,
      installed(
        '/usr/local/share/applications',
        { 'firefox.desktop': entry('Firefox', '/usr/bin/firefox') },
        '/usr/bin/firefox',
      ),
      list(set('google-chrome.desktop')),
      list(set('firefox.desktop'), '/home/person/.config/gnome-mimeapps.list'),
      { about: { env: { XDG_CURRENT_DESKTOP: 'GNOME' } } },
    );
    expect(await observe(two)).toMatchObject({ facts: { defaultBrowser: known('firefox') } });
  });
  it("does not answer for the person out of root's empty settings", async () => {
    expect(await observe(chrome, { about: { uid: 0 } })).toMatchObject({
      facts: { defaultBrowser: { kind: 'unknown', reason: 'not-supported' } },
    });
  });
});

describe('a scan that cannot see a person’s browsers', () => {
  const some = { folders: { [SYSTEM]: ['org.gnome.Zenity.desktop'] } };
  it('inside a flatpak says so instead of "none"', async () => {
    expect(await observe(some, { kinds: { '/.flatpak-info': 'file' } })).toMatchObject({
      kind: 'unknown',
      reason: 'not-supported',
    });
  });
  it('as root beside home folders says so instead of "none"', async () => {
    const asRoot = { about: { uid: 0, homeDir: '/root' } };
    expect(await observe(some, asRoot)).toMatchObject({ kind: 'known', facts: { browsers: [] } });
    const people = { folders: { '/home': ['lost+found', 'person'] } };
    expect(await observe(some, asRoot, people)).toMatchObject({ kind: 'unknown', reason: 'not-supported' });
    expect(await observe(some, people)).toMatchObject({ kind: 'known', facts: { browsers: [] } });
  });
});
