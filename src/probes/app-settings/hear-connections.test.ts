import { describe, expect, it } from 'vitest';
import { type FakeMachine, fails, fakeReach, neverStops } from '../../../test/doubles/fake-reach.ts';
import { Catalogue } from '../../contract/catalogue.ts';
import { askSettings } from './ask-settings.ts';

const NM = 'org.freedesktop.NetworkManager';
const settings = `${NM} /org/freedesktop/NetworkManager/Settings`;
const etc = '/etc/NetworkManager/system-connections';
const run = '/run/NetworkManager/system-connections';

const worth = { shows: 'password', strength: 'proof', basis: 'source', says: 'a password' };
const question = {
  reads: 'ini',
  shown: 'the connection',
  places: { linux: [`${etc}/*.nmconnection`, `${run}/*.nmconnection`] },
};
const catalogue = Catalogue.parse({
  schemaVersion: 1,
  version: '2026-11-22.00000000',
  entries: [
    {
      id: 'nm-openvpn',
      kind: 'vpn',
      name: 'NetworkManager OpenVPN plug-in',
      vendor: 'GNOME',
      withoutProgram: true,
      signIn: { class: 'server-decides' },
      tests: [
        {
          ...question,
          id: 'sign-in',
          cases: [{ id: 'password', when: { 'vpn/connection-type': { is: ['password'] } }, ...worth }],
        },
        {
          ...question,
          id: 'saved',
          cases: [{ id: 'saved', when: { 'vpn-secrets/password': { present: true } }, ...worth }],
        },
      ],
      remediation: 'Use a certificate instead.',
      sources: [],
      confidence: 'high',
    },
  ],
});
const file = '[vpn]\nconnection-type=password\n[vpn-secrets]\npassword=canary\n';
const connection = { vpn: { 'service-type': `${NM}.openvpn`, data: { 'connection-type': 'password' } } };
const service: FakeMachine = {
  dbusNames: { system: { owned: [NM], startable: [] } },
  dbusCalls: {
    [`${settings} ${NM}.Settings.ListConnections`]: [
      [1, 2].map((at) => `/org/freedesktop/NetworkManager/Settings/${at}`),
    ],
    [`${settings}/1 ${NM}.Settings.Connection.GetSettings`]: [connection],
    [`${settings}/2 ${NM}.Settings.Connection.GetSettings`]: [connection],
  },
};
const closed = { [`${etc}/office.nmconnection`]: fails('denied', 'EACCES') };

async function observe(machine: FakeMachine) {
  const calls: string[] = [];
  const reach = fakeReach({
    catalogue,
    about: {},
    folders: { '/home': [] },
    otherwise: 'not-found',
    onCall: (call) => calls.push(call),
    ...machine,
  });
  const found = await askSettings(reach, 'linux', 'machine', neverStops());
  if (found.kind !== 'known') throw new Error(found.kind);
  return { ...found.facts, calls };
}

describe('key files of NetworkManager', () => {
  it('are enough where they may be read: the service is not asked', async () => {
    const { found, unread, calls } = await observe({
      ...service,
      texts: { [`${etc}/office.nmconnection`]: file },
    });
    expect(found).toMatchObject([
      { test: 'saved', case: 'saved', count: 1 },
      { test: 'sign-in', case: 'password', count: 1 },
    ]);
    expect(unread).toEqual([]);
    expect(calls).not.toContain('askConnections');
  });

  it('that only root may read are told by the service, once for all folders; their secrets stay unread', async () => {
    const { found, unread, calls } = await observe({
      ...service,
      texts: { ...closed, [`${run}/office.nmconnection`]: fails('denied', 'EACCES') },
    });
    expect(found).toEqual([
      {
        entry: 'nm-openvpn',
        test: 'sign-in',
        case: 'password',
        count: 2,
        proof: ['connection-type=password'],
      },
    ]);
    expect(unread).toMatchObject([{ test: 'saved', reason: 'needs-elevation', count: 2 }]);
    expect(calls.filter((call) => call === 'askConnections')).toHaveLength(1);
  });

  it('of which one folder may be read are counted once', async () => {
    const { found } = await observe({
      ...service,
      texts: { ...closed, [`${run}/office.nmconnection`]: file },
    });
    expect(found).toMatchObject([
      { test: 'saved', case: 'saved', count: 1 },
      { test: 'sign-in', case: 'password', count: 2 },
    ]);
  });

  it('in a folder that may not be listed are told by the service', async () => {
    const { found, unread } = await observe({
      ...service,
      folders: { '/home': [], [etc]: fails('denied') },
    });
    expect(found).toMatchObject([{ test: 'sign-in', count: 2 }]);
    expect(unread).toMatchObject([{ test: 'saved', reason: 'needs-elevation', count: 1 }]);
  });

  it('of another account are told as such', async () => {
    const { found, unread } = await observe({
      texts: closed,
      ...service,
      dbusCalls: {
        ...service.dbusCalls,
        [`${settings}/2 ${NM}.Settings.Connection.GetSettings`]: fails('denied', 'x.PermissionDenied'),
      },
    });
    expect(found).toMatchObject([{ test: 'sign-in', count: 1 }]);
    expect(unread).toMatchObject([
      { test: 'saved' },
      { test: 'sign-in', reason: 'needs-elevation', count: 1 },
    ]);
  });

  it.each([
    ['does not run', { dbusNames: { system: { owned: [], startable: [NM] } } }, 'service-missing'],
    [
      'hangs',
      { ...service, dbusCalls: { [`${settings} ${NM}.Settings.ListConnections`]: fails('timed-out') } },
      'timed-out',
    ],
  ])('stay unread, with both reasons, where the service %s', async (_what, machine, reason) => {
    const { found, unread } = await observe({ texts: closed, ...machine });
    expect(found).toEqual([]);
    const why = `and NetworkManager did not tell instead (${reason})`;
    expect(unread).toEqual(
      ['saved', 'sign-in'].map((test) => ({
        entry: 'nm-openvpn',
        test,
        count: 1,
        reason: 'needs-elevation',
        detail: why,
      })),
    );
  });

  it('that are not there ask nobody', async () => {
    const { found, unread, calls } = await observe(service);
    expect([found, unread]).toEqual([[], []]);
    expect(calls).not.toContain('askConnections');
  });
});
