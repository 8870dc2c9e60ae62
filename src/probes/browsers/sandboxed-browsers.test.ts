import { describe, expect, it } from 'vitest';
import { type FakeMachine, fails, fakeReach, neverStops } from '../../../test/doubles/fake-reach.ts';
import { chromeFlatpak, firefoxSnap, snapRules } from '../../../test/doubles/linux-machines/browser-parts.ts';
import { assemble } from '../../../test/doubles/linux-machines/parts.ts';
import { browsersLinux } from './browsers.linux.ts';
import { givesAllDevices, rulesReachKeys } from './reaches-keys.ts';

const base: FakeMachine = { otherwise: 'not-found', about: {} };
async function keysOf(...parts: FakeMachine[]) {
  const found = await browsersLinux.observe(fakeReach(assemble(base, ...parts)), neverStops());
  if (found.kind !== 'known') throw new Error(JSON.stringify(found));
  expect(found.facts.browsers).toHaveLength(1);
  return found.facts.browsers[0]?.reachesKeys;
}
const known = (value: unknown) => ({ kind: 'known', value });
const unknown = (reason: string) => expect.objectContaining({ kind: 'unknown', reason });

describe('a flatpak reaches keys', () => {
  const OVERRIDES = {
    system: '/var/lib/flatpak/overrides',
    own: '/home/person/.local/share/flatpak/overrides',
  };
  const override = (path: string, devices: string): FakeMachine => ({
    texts: { [path]: `[Context]\ndevices=${devices}\n` },
  });
  it.each([
    ['all;', known(true)],
    ['dri;all;', known(true)],
    ['dri;', known(false)],
    ['', known(false)],
    ['usb;input;', known(false)],
    ['dri;hidraw;', unknown('not-supported')],
    ['if:all:has-wayland;', unknown('not-supported')],
  ])('with devices=%s: %o', async (devices, answer) => {
    expect(await keysOf(chromeFlatpak(devices))).toEqual(answer);
  });
  it('as the last override says', async () => {
    const app = 'com.google.Chrome';
    const given = override(`${OVERRIDES.system}/global`, 'all;');
    expect(await keysOf(chromeFlatpak('dri;'), given)).toEqual(known(true));
    const taken = override(`${OVERRIDES.own}/${app}`, '!all;');
    expect(await keysOf(chromeFlatpak('dri;'), given, taken)).toEqual(known(false));
    expect(await keysOf(chromeFlatpak('all;'), taken)).toEqual(known(false));
  });
  it('is not known where an override or the metadata cannot be read', async () => {
    const closed = { texts: { [`${OVERRIDES.own}/global`]: fails('denied') } };
    expect(await keysOf(chromeFlatpak('all;'), closed)).toEqual(unknown('needs-elevation'));
    const metadata = '/var/lib/flatpak/app/com.google.Chrome/current/active/metadata';
    expect(await keysOf(chromeFlatpak('all;'), { kinds: { [metadata]: fails('denied') } })).toEqual(
      unknown('needs-elevation'),
    );
    expect(await keysOf(chromeFlatpak('all;'), { kinds: { [metadata]: fails('not-found') } })).toEqual(
      unknown('unreadable'),
    );
  });
  it('is a person’s to say, whose overrides root does not see', async () => {
    const asRoot = { about: { uid: 0, homeDir: '/root' } };
    expect(await keysOf(chromeFlatpak('all;'), asRoot)).toEqual(unknown('needs-person-session'));
  });
  it('that a person installed, whatever the system overrides', async () => {
    const own = '/home/person/.local/share/flatpak';
    const machine: FakeMachine = {
      folders: { [`${own}/exports/share/applications`]: ['com.google.Chrome.desktop'] },
      texts: {
        [`${own}/exports/share/applications/com.google.Chrome.desktop`]:
          '[Desktop Entry]\nName=Chrome\nExec=/usr/bin/flatpak run com.google.Chrome\nMimeType=x-scheme-handler/https;\n',
        [`${own}/app/com.google.Chrome/current/active/metadata`]: '[Context]\ndevices=dri;\n',
      },
      kinds: { '/usr/bin/flatpak': 'file', [`${own}/app/com.google.Chrome/current/active/metadata`]: 'file' },
    };
    expect(await keysOf(machine, override(`${OVERRIDES.system}/global`, 'all;'))).toEqual(known(false));
    expect(await keysOf(machine, override(`${OVERRIDES.own}/global`, 'all;'))).toEqual(known(true));
  });
  it.each([
    [[['all'], ['!all']], false],
    [[['!all'], ['all', 'hidraw']], true],
    [[['if:dri:x'], []], false],
    [[['if:']], null],
    [[['ALL']], null],
  ])('%j', (lists, answer) => {
    expect(givesAllDevices(lists)).toBe(answer);
  });
});

describe('a snap reaches keys', () => {
  it('where snapd wrote down keys among its devices', async () => {
    expect(await keysOf(firefoxSnap(true))).toEqual(known(true));
    expect(await keysOf(firefoxSnap(false))).toEqual(known(false));
  });
  it('is not known where there are no such notes, or none that can be read', async () => {
    const rules = '/etc/udev/rules.d/70-snap.firefox.rules';
    const without = (answer: FakeMachine['texts']) => keysOf(firefoxSnap(false), { texts: answer ?? {} });
    expect(await without({ [rules]: fails('not-found') })).toEqual(unknown('not-supported'));
    expect(await without({ [rules]: fails('denied') })).toEqual(unknown('needs-elevation'));
    expect(await without({ [rules]: '' })).toEqual(unknown('unreadable'));
  });
  it.each([
    ['another snap’s rules', snapRules('snap_brave_brave', true), null],
    [
      'rules by udev’s own mark of keys',
      '# u2f-devices\nENV{ID_FIDO_TOKEN}=="1", TAG+="snap_firefox_firefox"\n',
      true,
    ],
    [
      'development mode',
      `# This file is automatically generated.\n# udev tagging/device cgroups disabled with non-strict mode snaps\n##opengl\n`,
      true,
    ],
    ['rules in comments', '#SUBSYSTEM=="hidraw", KERNEL=="hidraw*", TAG+="snap_firefox_firefox"', null],
    ['garbage', '\0\0TAG+="snap_', null],
  ])('%s', (_what, rules, answer) => {
    expect(rulesReachKeys(rules, 'firefox')).toBe(answer);
  });
});
