import { describe, expect, it } from 'vitest';
import { type FakeMachine, fails, fakeReach, neverStops } from '../../../test/doubles/fake-reach.ts';
import { logindSession } from '../../../test/doubles/linux-machines/parts.ts';
import { nameHypervisor } from '../hypervisor-names.ts';
import { osLinux } from './os.linux.ts';
import { parseOsRelease } from './parse-os-release.ts';
import { hasHypervisorFlag, readVirtualization } from './virtualization.ts';

describe('parseOsRelease', () => {
  it('reads quotes, comments and a rolling release without a version', () => {
    const text =
      '# a comment\r\nNAME="Arch Linux"\r\nPRETTY_NAME=\'Arch Linux\'\r\nID=arch\r\nBUILD_ID=rolling\r\n';
    expect(parseOsRelease(text)).toEqual({
      id: 'arch',
      like: [],
      prettyName: 'Arch Linux',
      version: null,
    });
  });
  it('names the distributions it is made from, nearest first, and nothing that is no id', () => {
    expect(parseOsRelease('ID=linuxmint\nID_LIKE="Ubuntu  debian ../x"')).toMatchObject({
      like: ['ubuntu', 'debian'],
    });
    expect(parseOsRelease(`ID=x\nID_LIKE="${'a '.repeat(90)}"`)).toMatchObject({ like: Array(8).fill('a') });
  });
  it('takes escapes off but expands nothing', () => {
    expect(parseOsRelease('ID=x\nPRETTY_NAME="\\$HOME \\"q\\" $(id)"')).toMatchObject({
      prettyName: '$HOME "q" $(id)',
    });
  });
  it('falls back to the defaults of the specification', () => {
    expect(parseOsRelease('NAME="Odd OS"\nID="Bad Id!"')).toEqual({
      id: 'linux',
      like: [],
      prettyName: 'Odd OS',
      version: null,
    });
  });
  it.each(['', '\0\0\0', 'hello world', 'ID="unclosed', '<html></html>'])('%j names no system', (text) => {
    expect(parseOsRelease(text)).toBe('unreadable');
  });
});

describe('virtualization', () => {
  it.each([
    [['KVM', 'QEMU'], 'kvm'],
    [['Standard PC (Q35 + ICH9, 2009)', 'QEMU'], 'qemu'],
    [['VMware20,1', 'VMware, Inc.'], 'vmware'],
    [['Virtual Machine', 'Microsoft Corporation'], 'microsoft'],
    [['VirtualBox', 'innotek GmbH'], 'oracle'],
    [['Surface Laptop 5', 'Microsoft Corporation'], null],
    [['m5.metal', 'Amazon EC2'], null],
    [['t3.micro', 'Amazon EC2'], 'amazon'],
  ])('%j is %s', (names, word) => {
    expect(nameHypervisor(names)).toBe(word);
  });
  it('tells the flag from a word that contains it, and ARM from "no"', () => {
    expect(hasHypervisorFlag('flags\t\t: fpu hypervisor lahf_lm\n')).toBe(true);
    expect(hasHypervisorFlag('flags\t\t: fpu nohypervisor\n')).toBe(false);
    expect(hasHypervisorFlag('Features\t: fp asimd\n')).toBeNull();
  });
});

const base: FakeMachine = {
  otherwise: 'not-found',
  about: {},
  texts: { '/etc/os-release': 'ID=debian\nVERSION_ID="12"\nPRETTY_NAME="Debian 12"\n' },
};
const seat = {
  remote: false,
  type: 'x11',
  class: 'user',
  service: 'gdm-password',
  desktop: 'gnome',
  seat: 'seat0',
};
const getSession =
  'org.freedesktop.login1 /org/freedesktop/login1 org.freedesktop.login1.Manager.GetSession auto';

async function observe(machine: FakeMachine) {
  const found = await osLinux.observe(fakeReach({ ...base, ...machine }), neverStops());
  if (found.kind !== 'known') throw new Error(`not known: ${JSON.stringify(found)}`);
  return found.facts;
}

describe('session', () => {
  const cases: [string, FakeMachine, unknown][] = [
    ['at the machine', { dbusCalls: logindSession(seat) }, { kind: 'known', value: 'local' }],
    [
      'logind says remote',
      { dbusCalls: logindSession({ ...seat, remote: true }) },
      { kind: 'known', value: 'remote' },
    ],
    [
      'xrdp, which logind does not call remote',
      { dbusCalls: logindSession({ ...seat, seat: '', service: 'xrdp-sesman' }) },
      { kind: 'known', value: 'remote' },
    ],
    [
      'a cron job',
      { dbusCalls: logindSession({ ...seat, class: 'background' }) },
      { kind: 'known', value: 'none' },
    ],
    [
      'a service',
      { dbusCalls: { [getSession]: fails('refused', 'org.freedesktop.login1.NoSessionForPID') } },
      { kind: 'known', value: 'none' },
    ],
    ['SSH, whatever logind says', { about: { env: { SSH_TTY: '1' } } }, { kind: 'known', value: 'remote' }],
    ['no logind, but a seat', { about: { env: { XDG_SEAT: 'seat0' } } }, { kind: 'known', value: 'local' }],
    [
      'logind before 243, which does not know the word',
      { dbusCalls: { [getSession]: fails('refused', 'org.freedesktop.login1.NoSuchSession') } },
      { kind: 'unknown', reason: 'refused' },
    ],
    [
      'a session without seat',
      { dbusCalls: logindSession({ ...seat, seat: '' }) },
      { kind: 'unknown', reason: 'not-supported' },
    ],
    ['no logind and no marks', {}, { kind: 'unknown', reason: 'unreadable' }],
    [
      'a foreign session path',
      { dbusCalls: { [getSession]: ['/etc/passwd'] } },
      { kind: 'unknown', reason: 'unreadable' },
    ],
  ];
  it.each(cases)('%s', async (_name, machine, kind) => {
    expect((await observe(machine)).session.kind).toMatchObject(kind as object);
  });
  it('does not ask for the person behind the session', async () => {
    const calls: string[] = [];
    await observe({ dbusCalls: logindSession(seat), onCall: (call) => calls.push(call) });
    expect(calls.join('\n')).not.toMatch(/ (Name|User|RemoteHost|RemoteUser|TTY)$|GetAll/m);
  });
});

describe('files', () => {
  it('falls back to /usr/lib when /etc names nothing', async () => {
    const texts = { '/etc/os-release': '\0', '/usr/lib/os-release': 'ID=fedora\nVERSION_ID=43\n' };
    expect(await observe({ texts })).toMatchObject({ id: 'fedora', version: '43' });
  });
  it('reads the host inside a flatpak, never the runtime', async () => {
    const machine: FakeMachine = {
      kinds: { '/.flatpak-info': 'file' },
      texts: { '/etc/os-release': 'ID=runtime\n', '/run/host/os-release': 'ID=ubuntu\n' },
    };
    expect((await observe(machine)).id).toBe('ubuntu');
  });
  it('says why it could not tell', async () => {
    const reach = fakeReach({
      about: {},
      otherwise: 'not-found',
      texts: { '/etc/os-release': fails('denied') },
    });
    expect(await osLinux.observe(reach, neverStops())).toMatchObject({ reason: 'needs-elevation' });
  });
  it.each([
    [{ kinds: { '/run/.containerenv': 'file' } } as FakeMachine, 'podman'],
    [{ about: { env: { container: 'lxc' } } } as FakeMachine, 'lxc'],
    [{ about: { kernel: '5.15.167.4-microsoft-standard-WSL2' } } as FakeMachine, 'wsl'],
    [{ texts: { ...base.texts, '/proc/cpuinfo': 'flags\t: fpu hypervisor\n' } } as FakeMachine, 'vm-other'],
    [{ texts: { ...base.texts, '/proc/cpuinfo': 'flags\t: fpu\n' } } as FakeMachine, null],
    [{} as FakeMachine, null],
  ])('virtualization of %j is %s', async (machine, word) => {
    expect((await observe(machine)).virtualization).toBe(word);
  });
});

it('the first domain of Xen is a real machine, another one is not', async () => {
  const machine = { otherwise: 'not-found' as const, about: {} };
  const texts = { '/sys/hypervisor/type': 'xen\n' };
  const first = { ...texts, '/proc/xen/capabilities': 'control_d\n' };
  expect(await readVirtualization(fakeReach({ ...machine, texts: first }), '6.12.0')).toBe('none');
  expect(await readVirtualization(fakeReach({ ...machine, texts }), '6.12.0')).toBe('xen');
});
