import { describe, expect, it } from 'vitest';
import { type FakeMachine, fails, fakeReach, neverStops } from '../../../test/doubles/fake-reach.ts';
import { assemble, yubiKey } from '../../../test/doubles/linux-machines/parts.ts';
import { parseUdevRecord } from './parse-udev-record.ts';
import { readUdevMark, readUdevRules } from './read-udev.ts';
import { securityKeyLinux } from './security-key.linux.ts';

/** As systemd 252 wrote it in the lab, with a path of USB added. */
const record = `I:8123456
E:ID_FIDO_TOKEN=1
E:ID_SECURITY_TOKEN=1
E:ID_PATH=pci-0000:00:14.0-usb-0:3:1.0
G:security-device
G:uaccess
G:seat
Q:security-device
Q:uaccess
Q:seat
V:1
`;
const without = (text: string, ...lines: string[]) =>
  text
    .split('\n')
    .filter((line) => !lines.includes(line))
    .join('\n');

describe('a record of udev', () => {
  it.each([
    ['a key that is given to the seat', record, 'tagged'],
    ['one whose tag was taken away again', without(record, 'Q:uaccess'), 'token'],
    ['before there were present tags', without(record, 'V:1', 'Q:uaccess'), 'tagged'],
    ['known by systemd before 248', 'E:ID_SECURITY_TOKEN=1\nG:security-device\n', 'token'],
    ['tagged by a list of makers', 'I:1\nG:uaccess\nQ:uaccess\nV:1\n', 'tagged'],
    ['a device nobody knows', 'I:1\nV:1\n', 'untagged'],
    ['a mark that says no', 'E:ID_SECURITY_TOKEN=0\nV:1\n', 'untagged'],
    ['the tag as a part of another', 'G:uaccess-later\nV:1\nQ:nouaccess\n', 'untagged'],
    ['nothing', '', 'untagged'],
  ])('%s', (_name, text, mark) => {
    expect(parseUdevRecord(text)).toBe(mark);
  });
});

const reach = (...parts: FakeMachine[]) =>
  fakeReach(assemble({ otherwise: 'not-found', about: {} }, ...parts));
const numbered = (dev = '240:3\n'): FakeMachine => ({ texts: { '/sys/class/hidraw/hidraw3/dev': dev } });
const recorded = (text: string | ReturnType<typeof fails>): FakeMachine => ({
  texts: { '/run/udev/data/c240:3': text },
});
const inContainer: FakeMachine = { kinds: { '/.dockerenv': 'file' } };

describe('what udev noted about a key', () => {
  const markOf = (...parts: FakeMachine[]) => readUdevMark(reach(...parts), 'hidraw3');
  it('stands under the number of its node', async () => {
    expect(await markOf(numbered(), recorded(record))).toEqual({ kind: 'known', value: 'tagged' });
  });
  it('is no record where there is none, but not inside a container', async () => {
    expect(await markOf(numbered())).toEqual({ kind: 'known', value: 'no-record' });
    expect(await markOf(numbered(), inContainer)).toMatchObject({ kind: 'unknown', reason: 'not-supported' });
  });
  it.each([
    [
      'the number is closed',
      [{ texts: { '/sys/class/hidraw/hidraw3/dev': fails('denied') } }],
      'needs-elevation',
    ],
    ['the number is none', [numbered('../../etc/shadow')], 'unreadable'],
    ['there is no number', [], 'unreadable'],
    ['the record is closed', [numbered(), recorded(fails('denied'))], 'needs-elevation'],
    ['the record is endless', [numbered(), recorded('x'.repeat(70_000))], 'unreadable'],
  ] as [string, FakeMachine[], string][])('could not tell: %s', async (_name, parts, reason) => {
    expect(await markOf(...parts)).toMatchObject({ kind: 'unknown', reason });
  });
});

describe('rule files', () => {
  const rules = (...parts: FakeMachine[]) => readUdevRules(reach(...parts));
  const both: FakeMachine = {
    folders: { '/usr/lib/udev/rules.d': ['50-udev-default.rules', '60-fido-id.rules', '70-uaccess.rules'] },
  };
  const etc = (...names: string[]): FakeMachine => ({ folders: { '/etc/udev/rules.d': names } });
  const systemd = { fidoId: true, uaccess: true, byModel: [] };

  it('are found in any of the folders', async () => {
    expect(await rules(both)).toEqual({ kind: 'known', value: systemd });
    const old: FakeMachine = { folders: { '/lib/udev/rules.d': ['60-fido-id.rules'] } };
    expect(await rules(old, etc('70-uaccess.rules'))).toEqual({ kind: 'known', value: systemd });
  });
  it('are known to be none where every folder was listed or is not there', async () => {
    const none = { fidoId: false, uaccess: false, byModel: [] };
    expect(await rules()).toEqual({ kind: 'known', value: none });
    expect(await rules(etc('60-fido-id.rules.bak', 'x60-fido-id.rules'))).toMatchObject({ value: none });
  });
  it('that list makers are named only by names everybody knows', async () => {
    expect(await rules(both, etc('70-u2f.rules', '99-annas-key.rules'))).toMatchObject({
      value: { byModel: ['70-u2f.rules'] },
    });
  });
  it('are off where an administrator put nothing in their place', async () => {
    const masked: FakeMachine = { kinds: { '/etc/udev/rules.d/60-fido-id.rules': 'device' } };
    expect(await rules(both, etc('60-fido-id.rules'), masked)).toMatchObject({ value: { fidoId: false } });
    const empty: FakeMachine = { texts: { '/etc/udev/rules.d/60-fido-id.rules': '' } };
    expect(await rules(both, etc('60-fido-id.rules'), empty)).toMatchObject({ value: { fidoId: false } });
    const own: FakeMachine = { texts: { '/etc/udev/rules.d/60-fido-id.rules': 'SUBSYSTEM=="hidraw"\n' } };
    expect(await rules(both, etc('60-fido-id.rules'), own)).toMatchObject({ value: { fidoId: true } });
  });
  it('are not told where a folder is closed or a container shows its own', async () => {
    expect(await rules(both, { folders: { '/etc/udev/rules.d': fails('denied') } })).toMatchObject({
      kind: 'unknown',
      reason: 'needs-elevation',
    });
    expect(await rules(both, inContainer)).toMatchObject({ kind: 'unknown', reason: 'not-supported' });
  });
});

it('a key carries its mark, the machine its rules, and a key without a node neither number nor mark', async () => {
  const machine = assemble(
    { otherwise: 'not-found', about: {} },
    yubiKey('hidraw3', false),
    numbered(),
    recorded(record),
    {
      folders: { '/sys/class/hidraw': ['hidraw3'], '/usr/lib/udev/rules.d': ['60-fido-id.rules'] },
    },
  );
  expect(await securityKeyLinux.observe(fakeReach(machine), neverStops())).toMatchObject({
    kind: 'known',
    facts: {
      keys: [{ id: 'hidraw3', udevMark: { kind: 'known', value: 'tagged' } }],
      udevRules: { kind: 'known', value: { fidoId: true, uaccess: false } },
    },
  });
  const hid = Array.isArray(machine.hid) ? machine.hid.map((node) => ({ ...node, path: '1-3:1.0' })) : [];
  const nodeless = assemble(machine, { hid, folders: { '/sys/class/hidraw': [] } });
  const found = await securityKeyLinux.observe(fakeReach(nodeless), neverStops());
  expect(found.kind === 'known' && found.facts.keys[0]).toMatchObject({ id: 'hid-0' });
  expect(found.kind === 'known' && found.facts.keys[0]?.udevMark).toBeUndefined();
});
