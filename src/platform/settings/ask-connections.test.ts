import { describe, expect, it } from 'vitest';
import { type FakeMachine, fails, fakeReach } from '../../../test/doubles/fake-reach.ts';
import { recordingReach } from '../record/recording-reach.ts';
import { exchangeRedactor } from '../record/redact-exchange.ts';
import type { SettingsQuestion } from './answer-questions.ts';
import { connectionTree, isToldByService } from './connection-tree.ts';
import { parseIni } from './parse-ini.ts';

const NM = 'org.freedesktop.NetworkManager';
const list = `${NM} /org/freedesktop/NetworkManager/Settings ${NM}.Settings.ListConnections`;
const pathOf = (number: number) => `/org/freedesktop/NetworkManager/Settings/${number}`;
const get = (number: number) => `${NM} ${pathOf(number)} ${NM}.Settings.Connection.GetSettings`;

/** As GetSettings answers, variants unwrapped: https://networkmanager.dev/docs/api/latest/nm-settings-dbus.html */
const office = {
  connection: {
    id: 'canary-office',
    uuid: '53cbc0d5-8c83-4611-be4f-80dc8dbd0c4e',
    type: 'vpn',
    permissions: ['user:canary-anna:'],
  },
  vpn: {
    data: { 'connection-type': 'password', remote: 'vpn.canary.example', username: 'canary-anna' },
    'service-type': `${NM}.openvpn`,
    'user-name': 'canary-anna',
    // Never sent; were it so, it must not be looked at.
    secrets: { password: 'canary-secret' },
  },
  ipv4: { method: 'auto', 'address-data': [], dns: [16843009], 'route-metric': '-1' },
};
const certificate = {
  connection: { id: 'canary-lab', type: 'vpn' },
  vpn: { data: { 'connection-type': 'tls' }, 'service-type': `${NM}.openvpn` },
};
const wifi = {
  connection: { id: 'canary-home', type: '802-11-wireless' },
  '802-11-wireless': { ssid: '63616e617279' },
};

const signIn: SettingsQuestion = {
  id: 'nm-openvpn/sign-in',
  only: { 'vpn/service-type': { is: [`${NM}.openvpn`] } },
  cases: [
    { id: 'password', when: { 'vpn/connection-type': { is: ['password', 'password-tls'] } } },
    { id: 'certificate', when: { 'vpn/connection-type': { is: ['tls'] } } },
  ],
};
const saved: SettingsQuestion = {
  id: 'nm-openvpn/saved',
  cases: [{ id: 'saved', when: { 'vpn-secrets/password': { present: true } } }],
};

function machine(connections: object[], more: FakeMachine = {}): FakeMachine {
  const calls = connections.map((settings, at) => [get(at + 1), 'ok' in settings ? settings : [settings]]);
  return {
    dbusNames: { system: { owned: [NM], startable: [] } },
    dbusCalls: { [list]: [connections.map((_, at) => pathOf(at + 1))], ...Object.fromEntries(calls) },
    ...more,
  };
}
const ask = (of: FakeMachine) => fakeReach(of).dbus.askConnections([signIn]);

describe('askConnections', () => {
  it('tells the kinds of sign-in apart, and passes over what is no such VPN', async () => {
    expect(await ask(machine([office, wifi, certificate, certificate]))).toEqual({
      ok: true,
      value: {
        files: 4,
        answers: [
          {
            id: 'nm-openvpn/sign-in',
            cases: [
              { case: 'password', count: 1, proof: ['connection-type=password'] },
              { case: 'certificate', count: 2, proof: ['connection-type=tls'] },
            ],
          },
        ],
        unread: [],
        changedLately: false,
      },
    });
  });

  it('counts what is another account’s, and leaves out what was deleted meanwhile', async () => {
    const answer = await ask(
      machine([
        office,
        fails('denied', `${NM}.Settings.Connection.PermissionDenied`),
        fails('refused', 'org.freedesktop.DBus.Error.UnknownMethod'),
        ['not settings'],
      ]),
    );
    expect(answer).toMatchObject({
      value: {
        files: 1,
        unread: [
          { problem: 'denied', count: 1 },
          { problem: 'malformed', count: 1 },
        ],
      },
    });
  });

  it('does not start the service, and asks it nothing where it does not run', async () => {
    const calls: string[] = [];
    const answer = await ask({
      dbusNames: { system: { owned: [], startable: [NM] } },
      onCall: (call) => calls.push(call),
    });
    expect(answer).toEqual({ ok: false, problem: 'service-missing' });
    expect(calls).toEqual(['askConnections', 'names system']);
  });

  it.each([
    ['there is no bus', { dbusNames: { system: fails('service-missing') } }, 'service-missing'],
    ['the list is refused', machine([], { dbusCalls: { [list]: fails('denied', 'x') } }), 'denied'],
    ['it hangs', machine([], { dbusCalls: { [list]: fails('timed-out', 'x') } }), 'timed-out'],
    ['the list is none', machine([], { dbusCalls: { [list]: ['/etc'] } }), 'malformed'],
    ['it leads elsewhere', machine([], { dbusCalls: { [list]: [['/org/bluez']] } }), 'malformed'],
    ['it is endless', machine([], { dbusCalls: { [list]: [Array(501).fill(pathOf(1))] } }), 'too-large'],
  ])('says why when %s', async (_what, of, problem) => {
    expect(await ask(of)).toEqual({ ok: false, problem });
  });

  it('asks no further once it fell silent', async () => {
    const calls: string[] = [];
    const silent = Array.from({ length: 300 }, () => fails('timed-out'));
    const answer = await ask(machine(silent, { onCall: (call) => calls.push(call) }));
    expect(answer).toMatchObject({ value: { files: 0, unread: [{ problem: 'timed-out', count: 300 }] } });
    expect(calls.filter((call) => call.includes('GetSettings')).length).toBeLessThan(20);
  });

  it('lets no name, address, account or secret into the answer or a recording', async () => {
    const names = { users: [], hosts: [], homes: [] };
    const { reach, exchanges } = recordingReach(
      fakeReach(machine([office, certificate, wifi])),
      exchangeRedactor(names),
    );
    const answer = await reach.dbus.askConnections([signIn, saved]);
    expect(answer).toMatchObject({ ok: true, value: { files: 3 } });
    expect(JSON.stringify(answer)).not.toMatch(/canary|53cbc0d5/);
    expect(exchanges()).toMatchObject([{ port: 'dbus', call: 'askConnections', args: [] }]);
    expect(JSON.stringify(exchanges())).not.toMatch(/canary|53cbc0d5/);
  });
});

describe('connectionTree', () => {
  it('is the tree of the key file, but for secrets', () => {
    const file = `[connection]
id=canary-office
type=vpn
[vpn]
connection-type=password
service-type=${NM}.openvpn
`;
    const { connection, vpn } = office;
    const told = {
      connection: { id: connection.id, type: connection.type },
      vpn: { data: { 'connection-type': 'password' }, 'service-type': vpn['service-type'] },
    };
    expect(connectionTree(told)).toEqual(parseIni(file));
    expect(JSON.stringify(connectionTree(office))).not.toContain('canary-secret');
  });

  it.each([null, 'text', [], { vpn: 'text' }, { vpn: ['x'] }])('is null for %j', (settings) => {
    expect(connectionTree(settings)).toBeNull();
  });

  it('takes plug-in settings of any form without harm', () => {
    const tree = connectionTree({ vpn: { data: 'text', deep: { a: 1 }, on: true, list: ['a', 'b'] } });
    expect(tree?.children[0]?.children).toEqual([
      { name: 'on', value: 'true', children: [] },
      { name: 'list', value: 'a;b;', children: [] },
    ]);
  });
});

describe('isToldByService', () => {
  it.each([
    ['how a VPN signs in', signIn, true],
    ['whether a secret is saved', saved, false],
    ['anything anywhere', { ...signIn, only: { '**/type': { is: ['x'] } } }, false],
    ['parts of a file', { ...signIn, each: 'vpn' }, false],
    ['a secret that is not there', { ...signIn, only: [{ 'wifi-security/psk': { present: false } }] }, false],
    ['how a secret is kept', { ...signIn, only: { 'vpn/password-flags': { is: ['0'] } } }, true],
  ] satisfies [string, SettingsQuestion, boolean][])('%s', (_what, question, told) => {
    expect(isToldByService(question)).toBe(told);
  });
});
