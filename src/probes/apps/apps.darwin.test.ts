import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, buildBinary } from 'plist';
import { describe, expect, it } from 'vitest';
import { type FakeMachine, fails, fakeReach, neverStops } from '../../../test/doubles/fake-reach.ts';
import { assemble } from '../../../test/doubles/linux-machines/parts.ts';
import {
  appFolders,
  macPerson,
  macRoot,
  portalCurrent,
} from '../../../test/doubles/mac-machines/identity-parts.ts';
import { signedProgram } from '../../../test/doubles/mac-machines/signed-program.ts';
import { liveFiles } from '../../platform/live/files.ts';
import { appsDarwin } from './apps.darwin.ts';
import { findBundles, readBundles } from './find-bundles.ts';
import { namedBundleIds, nameOfBundle } from './named-bundles.ts';

const observe = (...parts: FakeMachine[]) =>
  appsDarwin.observe(
    fakeReach(assemble({ otherwise: 'not-found' }, macPerson(), portalCurrent(), appFolders(), ...parts)),
    neverStops(),
  );
async function factsOf(...parts: FakeMachine[]) {
  const found = await observe(...parts);
  if (found.kind !== 'known') throw new Error(JSON.stringify(found));
  return found.facts;
}
const known = (value: unknown) => ({ kind: 'known', value });
const unknown = (reason: string) => expect.objectContaining({ kind: 'unknown', reason });
const bundle = <Version extends string | number>(id: string, version: Version | '1.0' = '1.0') => ({
  CFBundleIdentifier: id,
  CFBundleName: 'CANARY',
  CFBundleShortVersionString: version,
});
const info = (path: string) => `${path}/Contents/Info.plist`;

describe('apps of a Mac', () => {
  it('are counted by place, and only those for signing in are named', async () => {
    const facts = await factsOf({
      folders: {
        '/Applications': [
          '.DS_Store',
          'Cisco',
          'Company Portal.app',
          'Secret Game.app',
          'Utilities',
          'notes.txt',
        ],
        '/Applications/Cisco': ['Cisco Secure Client.app', 'readme.txt'],
        '/Applications/Utilities': ['Terminal.app'],
        '/Users/user/Applications': ['KeePassXC.app', 'Private Game.app'],
      },
      documents: {
        [info('/Applications/Secret Game.app')]: bundle('test.canary.game'),
        [info('/Applications/Utilities/Terminal.app')]: bundle('com.apple.Terminal'),
        [info('/Applications/Cisco/Cisco Secure Client.app')]: {
          ...bundle('com.cisco.secureclient.gui', '5.1.6'),
          CFBundleExecutable: 'Client',
        },
        [info('/Users/user/Applications/KeePassXC.app')]: {
          ...bundle('org.keepassxc.keepassxc', 7),
          CFBundleExecutable: '../../etc/passwd',
        },
      },
      hex: {
        '/Applications/Cisco/Cisco Secure Client.app/Contents/MacOS/Client':
          signedProgram('DE8Y96K9QP').toString('hex'),
      },
    });
    expect(facts).toEqual({
      sources: [
        { source: 'bundles', count: known(4) },
        { source: 'bundles-person', count: known(2) },
        { source: 'bundles-system', count: known(3) },
      ],
      named: [
        { source: 'bundles', id: 'cisco-secure-client', version: '5.1.6', teamId: known('DE8Y96K9QP') },
        { source: 'bundles', id: 'company-portal', version: '5.2504.0', teamId: unknown('unreadable') },
        { source: 'bundles-person', id: 'keepassxc', version: null, teamId: unknown('unreadable') },
      ],
      othersNotInspected: known(0),
    });
    expect(JSON.stringify(facts)).not.toMatch(/game|terminal|canary/i);
  });

  it('that do not tell what they are are counted apart, since any may be a named one', async () => {
    const closed = { documents: { [info('/Applications/Safari.app')]: fails('denied') } };
    expect((await factsOf(closed)).sources[0]).toEqual({ source: 'bundles', count: known(3), unread: 1 });
  });

  it('by what the bundle says, not by its name', async () => {
    const other = { documents: { [info('/Applications/Company Portal.app')]: bundle('test.other') } };
    expect((await factsOf(other)).named).toEqual([]);
  });

  it('a closed folder hides its count, and nothing else', async () => {
    expect(await factsOf({ folders: { '/Users/user/Applications': fails('denied') } })).toMatchObject({
      sources: [{ count: known(3) }, { count: unknown('needs-elevation') }, { count: known(3) }],
    });
    // A maker's folder that is closed could hold any number.
    expect(await factsOf({ folders: { '/Applications/Utilities': fails('denied') } })).toMatchObject({
      sources: [{ count: unknown('needs-elevation') }, {}, { count: known(3) }],
    });
    const allClosed = {
      folders: { '/Applications': fails('denied'), '/System/Applications': fails('denied') },
    };
    expect(await observe(allClosed)).toMatchObject({ kind: 'unknown', reason: 'needs-elevation' });
  });

  it('root has no folder of a person', async () => {
    expect(await factsOf(macRoot())).toMatchObject({
      sources: [{ count: known(3) }, { count: unknown('needs-person-session') }, { count: known(3) }],
    });
  });

  it('names that lead elsewhere are not followed', async () => {
    const names = ['../x.app', 'a/b.app', '..', '.hidden.app', 'x\0.app', 'y\n.app', ''];
    const calls: string[] = [];
    await factsOf({ folders: { '/Applications': names }, onCall: (call) => calls.push(call) });
    expect(calls.filter((call) => call.includes('/Applications/') && !call.includes('/Users/'))).toEqual([]);
  });
});

describe('named bundles', () => {
  it('upper and lower case are one, and a longer id is another', () => {
    expect(nameOfBundle('COM.1Password.1password')).toBe('1password');
    expect(nameOfBundle('com.1password.1password.helper')).toBeNull();
    expect(nameOfBundle('constructor')).toBeNull();
    expect(new Set(namedBundleIds).size).toBe(namedBundleIds.length);
  });
});

describe('real bundles', () => {
  it('binary and XML, 300 of them, in well under a second', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'keyready-apps-'));
    try {
      for (let at = 0; at < 300; at++) {
        const contents = join(folder, `App ${at}.app`, 'Contents');
        mkdirSync(contents, { recursive: true });
        const id =
          at === 7 ? 'com.bitwarden.desktop' : at === 8 ? 'org.openvpn.client.app' : `test.app-${at}`;
        const types = Array.from({ length: 40 }, (_, n) => ({
          CFBundleTypeName: `Document ${n}`,
          LSItemContentTypes: [`t.${n}`],
        }));
        const document = { ...bundle(id, `${at}.1`), CFBundleDocumentTypes: types };
        writeFileSync(join(contents, 'Info.plist'), at % 2 === 0 ? build(document) : buildBinary(document));
      }
      const reach = { ...fakeReach({}), files: liveFiles() };
      const bundles = await findBundles(reach, folder);
      expect(bundles.ok && bundles.value.length).toBe(300);
      const paths = bundles.ok ? bundles.value : [];
      // The parser of property lists loads with the first.
      await readBundles(reach, paths.slice(0, 1), namedBundleIds, neverStops());
      const started = performance.now();
      const { bundles: read, unread } = await readBundles(reach, paths, namedBundleIds, neverStops());
      const tookMs = performance.now() - started;
      expect(unread).toBe(0);
      expect(read).toHaveLength(300);
      expect(read.filter(({ bundleId }) => nameOfBundle(bundleId) !== null)).toEqual([
        { name: 'App 7', bundleId: 'com.bitwarden.desktop', version: '7.1', program: null },
        { name: 'App 8', bundleId: 'org.openvpn.client.app', version: '8.1', program: null },
      ]);
      // Other work on this machine may slow it down; alone it takes a tenth of this.
      expect(tookMs).toBeLessThan(3000);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('stop when told', async () => {
    const stop = new AbortController();
    const calls: string[] = [];
    const onCall = (call: string) => {
      calls.push(call);
      stop.abort();
    };
    const paths = Array.from({ length: 500 }, (_, at) => `/Applications/${at}.app`);
    await readBundles(fakeReach({ otherwise: 'not-found', onCall }), paths, namedBundleIds, stop.signal);
    expect(calls.length).toBeLessThan(20);
  });
});
