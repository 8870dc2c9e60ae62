import { describe, expect, it } from 'vitest';
import { type FakeMachine, fails, fakeReach, neverStops } from '../../../test/doubles/fake-reach.ts';
import { assemble } from '../../../test/doubles/linux-machines/parts.ts';
import { asRoot, kernel, macos, overSsh, screenOf } from '../../../test/doubles/mac-machines/device-parts.ts';
import { intelImac, macBookPro, virtualMac } from '../../../test/doubles/mac-machines/devices.ts';
import { osDarwin } from './os.darwin.ts';
import { parseSwVers } from './parse-sw-vers.ts';

const observe = (...parts: FakeMachine[]) => osDarwin.observe(fakeReach(assemble(...parts)), neverStops());
const m4 = { model: 'Mac16,5', brand: 'Apple M4 Max' };
const told = (facts: object) => ({ kind: 'known', facts });
const said = (stdout: string, exitCode = 0) => ({ exitCode, stdout, stderr: '' });

describe('os on macOS', () => {
  it('names version, build, processor and session', async () => {
    expect(await observe(macBookPro)).toEqual({
      kind: 'known',
      facts: {
        platform: 'darwin',
        id: 'macos',
        prettyName: 'macOS 15.3.1',
        version: '15.3.1',
        kernel: '24D70',
        arch: 'arm64',
        session: { kind: { kind: 'known', value: 'local' }, type: null, desktop: null },
        virtualization: 'none',
      },
      source: 'sw_vers, sysctl',
    });
  });
  it('keeps the letter of a rapid response apart from the version', async () => {
    expect(await observe(macBookPro, macos('13.4.1', '22F770820d', '(c)'))).toMatchObject(
      told({ prettyName: 'macOS 13.4.1 (c)', version: '13.4.1' }),
    );
  });
  it('sees through Rosetta, whose name for the processor is no virtual machine', async () => {
    expect(await observe(macBookPro, kernel({ ...m4, translated: true }))).toMatchObject(
      told({ arch: 'arm64', virtualization: 'none' }),
    );
  });
  it('leaves Intel as it is', async () => {
    expect(await observe(intelImac)).toMatchObject(told({ arch: 'x64', virtualization: 'none' }));
  });
  it.each([
    [virtualMac, 'apple'],
    [kernel({ model: 'VMware7,1', brand: 'Intel(R) Xeon(R)', arm64: false, virtual: true }), 'vmware'],
    [
      kernel({ model: 'Parallels16,1', brand: 'Intel(R) Core(TM) i7', arm64: false, virtual: true }),
      'parallels',
    ],
    [kernel({ model: 'iMacPro1,1', brand: 'Intel(R) Xeon(R)', arm64: false, virtual: true }), 'vm-other'],
    [{ commands: { [Object.keys(kernel(m4).commands ?? {})[0] ?? '']: said('hw.model: Mac16,5\n') } }, null],
  ])('tells a virtual machine (%#)', async (machine, virtualization) => {
    expect(await observe(macBookPro, machine)).toMatchObject(told({ virtualization }));
  });
  it('still names the system when the kernel is not asked', async () => {
    const sysctl = Object.fromEntries(
      Object.keys(macBookPro.commands ?? {})
        .filter((command) => command.includes('sysctl'))
        .map((command) => [command, fails('denied')]),
    );
    expect(await observe(macBookPro, { commands: sysctl })).toMatchObject({
      kind: 'known',
      facts: { version: '15.3.1', arch: 'arm64', virtualization: null },
      source: 'sw_vers',
    });
  });
});

describe('session on macOS', () => {
  const kindOf = async (...parts: FakeMachine[]) => {
    const found = await observe(macBookPro, ...parts);
    return found.kind === 'known' ? found.facts.session.kind : found;
  };
  it('is remote by the variables of sshd, although the same account has the screen', async () => {
    expect(await kindOf(overSsh())).toEqual({ kind: 'known', value: 'remote' });
  });
  it.each([0, 502])('is not told for an account while %i has the screen', async (uid) => {
    expect(await kindOf(screenOf(uid))).toMatchObject({ kind: 'unknown', reason: 'not-supported' });
  });
  it('is none for a job of launchd', async () => {
    expect(await kindOf(asRoot())).toEqual({ kind: 'known', value: 'none' });
  });
  it('is not told for root in a session of somebody', async () => {
    const commands = { '/bin/launchctl managername': said('Aqua\n') };
    expect(await kindOf(asRoot(), { commands })).toMatchObject({ reason: 'needs-person-session' });
  });
  it.each([fails('denied'), said('erin\n'), said('', 1), said('501\n502\n')])(
    'is not told by %j',
    async (stat) => {
      expect(await kindOf({ commands: { '/usr/bin/stat -f %u /dev/console': stat } })).toMatchObject({
        kind: 'unknown',
      });
    },
  );
});

describe('parseSwVers', () => {
  it.each([
    [
      'ProductName:\tMac OS X\nProductVersion:\t10.14.6\nBuildVersion:\t18G103\n',
      'Mac OS X 10.14.6',
      '18G103',
    ],
    ['ProductName: macOS\r\nProductVersion: 26\r\n', 'macOS 26', null],
  ])('reads %j', (text, prettyName, build) => {
    expect(parseSwVers(text)).toMatchObject({ prettyName, build });
  });
  it.each([
    ['what an old program is told of macOS 11', 'ProductName: macOS\nProductVersion: 10.16\n'],
    ['what an old program is told of macOS 26', 'ProductName: macOS\nProductVersion: 16.0\n'],
    ['another system', 'ProductName: iPhone OS\nProductVersion: 17.1\n'],
    ['no version', 'ProductName: macOS\n'],
    ['a version with words', 'ProductName: macOS\nProductVersion: 15.x\n'],
    ['nothing', ''],
  ])('takes %s for no answer', (_what, text) => {
    expect(parseSwVers(text)).toBe('unreadable');
  });
});
