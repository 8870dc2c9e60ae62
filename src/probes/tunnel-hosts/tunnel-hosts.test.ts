import { describe, expect, it } from 'vitest';
import {
  type Failure,
  type FakeMachine,
  fails,
  fakeReach,
  neverStops,
} from '../../../test/doubles/fake-reach.ts';
import { tunnelHostsDarwin } from './tunnel-hosts.darwin.ts';
import { tunnelHostsLinux } from './tunnel-hosts.linux.ts';
import { tunnelHostsWin32 } from './tunnel-hosts.win32.ts';

type Answer = 'connected' | Failure;
const network = (android: Answer, ios: Answer, control: Answer = 'connected') => ({
  'cable.ua5v.com:443': android,
  'cable.auth.com:443': ios,
  'login.microsoftonline.com:443': control,
});
const probes = { linux: tunnelHostsLinux, darwin: tunnelHostsDarwin, win32: tunnelHostsWin32 };
// As scutil(8) prints the members of https://developer.apple.com/documentation/systemconfiguration/scdynamicstorecopyproxies(_:)
const scutil = (...lines: string[]) => ({
  '/usr/sbin/scutil --proxy': {
    exitCode: 0,
    stdout: ['<dictionary> {', ...lines.map((line) => `  ${line}`), '}', ''].join('\n'),
    stderr: '',
  },
});
/** Machines on which nothing is set, by system. */
const plain: Record<keyof typeof probes, FakeMachine> = {
  linux: { about: {} },
  darwin: {
    about: { platform: 'darwin', uid: 501 },
    commands: scutil('ExceptionsList : <array> {', '  0 : *.local', '}', 'FTPPassive : 1', 'HTTPSEnable : 0'),
  },
  win32: {
    about: { platform: 'win32', uid: null },
    native: { thisProcess: { sid: 'S-1-5-21-1-2-3-1001', sessionId: 1, elevated: false, remote: false } },
    registry: {},
  },
};
async function look(system: keyof typeof probes, machine: FakeMachine) {
  const calls: string[] = [];
  const reach = fakeReach({ ...plain[system], ...machine, onCall: (call) => calls.push(call) });
  const found = await probes[system].observe(reach, neverStops());
  const [android, ios] = found.kind === 'known' ? found.facts.hosts.map(({ reachable }) => reachable) : [];
  return { found, android, ios, calls };
}
const known = (value: boolean) => ({ kind: 'known', value });
const silent = fails('timed-out', 'no connection within 2000 ms');

describe.each(['linux', 'darwin', 'win32'] as const)('tunnel-hosts on %s', (system) => {
  it('both relays answer: nothing else is asked', async () => {
    const { found, calls } = await look(system, { network: network('connected', 'connected') });
    expect(found).toEqual({
      kind: 'known',
      facts: {
        hosts: [
          { host: 'cable.ua5v.com', phones: 'android', reachable: known(true) },
          { host: 'cable.auth.com', phones: 'ios', reachable: known(true) },
        ],
      },
      source: 'connections to port 443',
    });
    expect(calls).toEqual(['connect cable.ua5v.com:443', 'connect cable.auth.com:443']);
  });

  it.each([
    ['times out', silent],
    ['is refused', fails('refused', 'ECONNREFUSED')],
    ['has no address', fails('not-found', 'ENOTFOUND')],
  ])('one that %s is closed where the other one answers', async (_name, failure) => {
    const { android, ios, calls } = await look(system, { network: network('connected', failure) });
    expect([android, ios]).toEqual([known(true), known(false)]);
    expect(calls).not.toContain('connect login.microsoftonline.com:443');
  });

  it('both fail and the sign-in page answers: closed', async () => {
    const { android, ios } = await look(system, { network: network(silent, fails('refused')) });
    expect([android, ios]).toEqual([known(false), known(false)]);
  });

  it.each([
    ['has no network', fails('not-found')],
    ['gets no answer', silent],
    ['is asked for another certificate', fails('unreadable')],
  ])('both fail on a device that %s: could not tell, never closed', async (_name, control) => {
    const { found } = await look(system, { network: network(silent, silent, control) });
    expect(found).toMatchObject({
      kind: 'unknown',
      reason: 'unreadable',
      detail: expect.stringContaining('offline'),
    });
  });

  it.each([
    [
      'answers with another certificate',
      fails('unreadable', 'its certificate is not accepted'),
      'unreadable',
    ],
    ['answers with something else than TLS', fails('malformed'), 'malformed'],
    ['may not be asked by this program', fails('denied', 'EPERM'), 'needs-elevation'],
  ])('one that %s is neither open nor closed', async (_name, failure, reason) => {
    const { android, ios } = await look(system, { network: network(failure, 'connected') });
    expect([android, ios]).toMatchObject([{ kind: 'unknown', reason }, known(true)]);
  });

  it('a strange answer of one does not open the other', async () => {
    const { found } = await look(system, { network: network(fails('malformed'), silent) });
    expect(found).toMatchObject({
      facts: { hosts: [{ reachable: { kind: 'unknown' } }, { reachable: known(false) }] },
    });
  });

  it('a proxy in the environment may lead round a closed way', async () => {
    const about = { ...plain[system].about, env: { https_proxy: '1' } } as FakeMachine['about'] & object;
    const { android, ios, calls } = await look(system, { about, network: network('connected', silent) });
    expect(android).toEqual(known(true));
    expect(ios).toMatchObject({ kind: 'unknown', detail: expect.stringContaining('behind a proxy') });
    expect(calls).not.toContain('connect login.microsoftonline.com:443');
  });

  it('a machine whose proxy cannot be told has no closed way', async () => {
    const { ios } = await look(system, {
      about: fails('unreadable'),
      commands: { '/usr/sbin/scutil --proxy': fails('denied') },
      registry: fails('denied'),
      network: network('connected', silent),
    });
    expect(ios).toMatchObject({ kind: 'unknown' });
  });

  it('a capture from before says that nothing was captured', async () => {
    const { found } = await look(system, {});
    expect(found).toMatchObject({ kind: 'unknown', reason: 'not-captured' });
  });

  it('stops before it connects to anything', async () => {
    const stop = new AbortController();
    stop.abort();
    const calls: string[] = [];
    const reach = fakeReach({ ...plain[system], onCall: (call) => calls.push(call) });
    expect(await probes[system].observe(reach, stop.signal)).toMatchObject({ reason: 'cancelled' });
    expect(calls).toEqual([]);
  });
});

describe('the proxy of Linux', () => {
  it('root does not see that of the people', async () => {
    const about = { uid: 0, elevated: true };
    const { ios } = await look('linux', { about, network: network('connected', silent) });
    expect(ios).toMatchObject({ kind: 'unknown', reason: 'needs-person-session' });
  });
});

describe('the proxy of macOS', () => {
  const iosWith = async (commands: FakeMachine['commands']) =>
    (await look('darwin', { ...(commands && { commands }), network: network('connected', silent) })).ios;
  it.each([
    [['HTTPSEnable : 1', 'HTTPSPort : 8080', 'HTTPSProxy : proxy.example']],
    [['ProxyAutoConfigEnable : 1', 'ProxyAutoConfigURLString : http://proxy.example/x.pac']],
    [['ProxyAutoDiscoveryEnable : 1']],
    [['SOCKSEnable : 1']],
  ])('%j is one', async (lines) => {
    expect(await iosWith(scutil(...lines))).toMatchObject({ kind: 'unknown', reason: 'not-supported' });
  });
  it.each([
    [[]],
    [['HTTPEnable : 1', 'FTPPassive : 1']],
    [['HTTPSEnable : 0', 'ProxyAutoConfigEnable : 0']],
    [['ExceptionsList : <array> {', '  0 : HTTPSEnable : 1.example', '}']],
  ])('%j is none for HTTPS', async (lines) => {
    expect(await iosWith(scutil(...lines))).toEqual(known(false));
  });
  it.each([
    ['nothing', 0, ''],
    ['another form', 0, 'No proxy\n'],
    ['a failure', 1, '<dictionary> {\n}\n'],
  ])('%s is not "none"', async (_name, exitCode, stdout) => {
    const commands = { '/usr/sbin/scutil --proxy': { exitCode, stdout, stderr: '' } };
    expect(await iosWith(commands)).toMatchObject({ kind: 'unknown', reason: 'unreadable' });
  });
});

describe('the proxy of Windows', () => {
  const settings = 'Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings';
  const iosWith = async (machine: FakeMachine) =>
    (await look('win32', { ...machine, network: network('connected', silent) })).ios;
  const sid = 'S-1-5-21-1-2-3-1001';
  const service = {
    thisProcess: { sid: 'S-1-5-18', sessionId: 0, elevated: true, remote: false },
    signedInUsers: { result: 0, users: [{ sid, active: true }] },
  };
  it.each([
    [{ [`HKCU\\${settings}`]: { ProxyEnable: 1, ProxyServer: 'proxy.example:8080' } }],
    [{ [`HKCU\\${settings}`]: { ProxyEnable: 0, AutoConfigURL: 'http://proxy.example/x.pac' } }],
    [{ [`HKLM\\${settings}`]: { ProxyEnable: 1 } }],
  ])('%j is one', async (registry) => {
    expect(await iosWith({ registry })).toMatchObject({ kind: 'unknown', reason: 'not-supported' });
  });
  it.each([
    [{}],
    [{ [`HKCU\\${settings}`]: { ProxyEnable: 0, ProxyServer: 'proxy.example:8080', AutoConfigURL: ' ' } }],
    [{ [`HKU\\${sid}\\${settings}`]: { ProxyEnable: 1 } }],
  ])('%j is none of this person', async (registry) => {
    expect(await iosWith({ registry })).toEqual(known(false));
  });
  it('of everybody signed in counts for a service', async () => {
    const hive = { [`HKU\\${sid}\\${settings}`]: { ProxyEnable: 1 } };
    expect(await iosWith({ native: service, registry: hive })).toMatchObject({ reason: 'not-supported' });
    const off = { [`HKU\\${sid}\\${settings}`]: { ProxyEnable: 0 } };
    expect(await iosWith({ native: service, registry: off })).toEqual(known(false));
    const nobody = { ...service, signedInUsers: { result: 0, users: [] } };
    expect(await iosWith({ native: nobody, registry: {} })).toMatchObject({ reason: 'needs-person-session' });
  });
  it('that may not be read is not "none"', async () => {
    const closed = { [`HKCU\\${settings}`]: { problem: 'denied' as const } };
    expect(await iosWith({ registry: closed })).toMatchObject({ kind: 'unknown', reason: 'needs-elevation' });
  });
});
