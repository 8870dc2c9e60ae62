import { describe, expect, it } from 'vitest';
import { type FakeMachine, fails, fakeReach, neverStops } from '../../../test/doubles/fake-reach.ts';
import { assemble } from '../../../test/doubles/linux-machines/parts.ts';
import { joinStateLinux } from './join-state.linux.ts';
import { namesHimmelblau } from './read-broker-traces.ts';

const packages = (...names: string[]): FakeMachine => ({
  texts: {
    '/var/lib/dpkg/status': ['bash', ...names]
      .map((name) => `Package: ${name}\nStatus: install ok installed\nVersion: 2.0.1\n\n`)
      .join(''),
  },
});
const bus = (owned: string[]): FakeMachine => ({ dbusNames: { session: { owned, startable: [] } } });
const base: FakeMachine = { otherwise: 'not-found', about: {}, ...bus([]) };
const observe = (...parts: FakeMachine[]) =>
  joinStateLinux.observe(fakeReach(assemble(base, ...parts)), neverStops());
const registration = { kinds: { '/home/person/.config/intune/registration.toml': 'file' } } as FakeMachine;
const himmelblau: FakeMachine = {
  kinds: { '/etc/himmelblau/himmelblau.conf': 'file' },
  texts: { '/etc/nsswitch.conf': 'passwd: files himmelblau systemd\n' },
};
const broker = (id: string, configured: object, version: string | null = '2.0.1') => ({
  facts: { state: { kind: 'unknown', reason: 'not-supported' }, brokers: [{ id, version, configured }] },
});

describe('join state', () => {
  it('is none where package lists, bus and files show no broker', async () => {
    const none = {
      facts: { state: { kind: 'known', value: 'none' }, tenantId: { kind: 'not-applicable' }, brokers: [] },
    };
    expect(await observe(packages())).toMatchObject(none);
    // A device scan has no person's bus.
    expect(await observe(packages(), { dbusNames: { session: fails('service-missing') } })).toMatchObject(
      none,
    );
  });
  it.each([
    ['no package database', {}, 'not-supported'],
    ['a closed one', { texts: { '/var/lib/dpkg/status': fails('denied') } }, 'needs-elevation'],
    ['a bus that refuses', { ...packages(), dbusNames: { session: fails('denied') } }, 'needs-elevation'],
    [
      'nsswitch closed',
      assemble(packages(), { texts: { '/etc/nsswitch.conf': fails('denied') } }),
      'needs-elevation',
    ],
    ['an rpm database without rpm', { kinds: { '/var/lib/rpm': 'folder' } }, 'not-supported'],
  ])('%s: could not tell', async (_name, machine, reason) => {
    expect(await observe(machine as FakeMachine)).toMatchObject({ kind: 'unknown', reason });
  });
  it("never calls a device joined because Microsoft's broker is installed", async () => {
    expect(await observe(packages('microsoft-identity-broker'))).toMatchObject(
      broker('microsoft-identity-broker', { kind: 'unknown' }),
    );
  });
  it('sees Intune enrolled by the presence of a file, and reads nothing of it', async () => {
    const calls: string[] = [];
    const found = await observe(packages('intune-portal'), registration, {
      onCall: (call) => calls.push(call),
    });
    expect(found).toMatchObject(broker('intune-portal', { kind: 'known', value: true }));
    expect(calls.filter((call) => call.startsWith('read')).sort()).toEqual([
      'read /etc/nsswitch.conf',
      'read /var/lib/dpkg/status',
    ]);
    expect(await observe(packages('intune-portal'))).toMatchObject(broker('intune-portal', { value: false }));
    expect(await observe(packages('intune-portal'), { about: { uid: 0, homeDir: '/root' } })).toMatchObject(
      broker('intune-portal', { kind: 'unknown', reason: 'not-supported' }),
    );
  });
  it('follows XDG_CONFIG_HOME', async () => {
    const moved = {
      about: { env: { XDG_CONFIG_HOME: '/cfg' } },
      kinds: { '/cfg/intune/registration.toml': 'file' },
    } as FakeMachine;
    expect(await observe(packages('intune-portal'), moved)).toMatchObject(
      broker('intune-portal', { value: true }),
    );
  });
  it('sees Himmelblau with and without its package', async () => {
    expect(await observe(packages('himmelblau'), himmelblau)).toMatchObject(
      broker('himmelblau', { value: true }),
    );
    expect(await observe(himmelblau)).toMatchObject(broker('himmelblau', { value: true }, null));
    expect(await observe(packages('himmelblau'))).toMatchObject(broker('himmelblau', { value: false }));
    const unused = { texts: { '/etc/nsswitch.conf': 'passwd: files\n' } };
    expect(await observe(packages(), himmelblau, unused)).toMatchObject(
      broker('himmelblau', { kind: 'unknown' }, null),
    );
  });
  it('keeps a broker known only by its name on the bus', async () => {
    expect(await observe(packages(), bus(['com.microsoft.identity.broker1']))).toMatchObject(
      broker('com.microsoft.identity.broker1', { kind: 'unknown' }, null),
    );
  });
  it("sees Ubuntu's authd snap", async () => {
    expect(await observe(packages(), { kinds: { '/snap/authd-msentraid': 'folder' } })).toMatchObject(
      broker('authd', { kind: 'unknown' }, null),
    );
  });
  it.each([
    ['passwd: files himmelblau', true],
    ['group:\t himmelblau [NOTFOUND=return] files', true],
    ['# passwd: files himmelblau', false],
    ['passwd: files # himmelblau', false],
    ['hosts: himmelblau', false],
    ['passwd: files nothimmelblau', false],
  ])('nsswitch %j: %s', (text, answer) => {
    expect(namesHimmelblau(text)).toBe(answer);
  });
});
