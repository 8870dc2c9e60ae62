import { describe, expect, it } from 'vitest';
import { type FakeMachine, fails, fakeReach, neverStops } from '../../../test/doubles/fake-reach.ts';
import { assemble } from '../../../test/doubles/linux-machines/parts.ts';
import {
  macPerson,
  macRoot,
  noVpns,
  SCUTIL,
  vpns,
} from '../../../test/doubles/mac-machines/identity-parts.ts';
import { parseScutilList } from './parse-scutil-list.ts';
import { vpnProfilesDarwin } from './vpn-profiles.darwin.ts';

const SETTINGS = '/Library/Preferences/SystemConfiguration/preferences.plist';
const id = (number: number) => `00000000-0000-4000-8000-00000000000${number}`;

const observe = (...parts: FakeMachine[]) =>
  vpnProfilesDarwin.observe(fakeReach(assemble(macPerson(), noVpns(), ...parts)), neverStops());
async function factsOf(...parts: FakeMachine[]) {
  const found = await observe(...parts);
  if (found.kind !== 'known') throw new Error(JSON.stringify(found));
  expect(JSON.stringify(found)).not.toMatch(/canary/i);
  return found.facts;
}
const known = (value: unknown) => ({ kind: 'known', value });
const unknown = (reason: string) => expect.objectContaining({ kind: 'unknown', reason });
const scutil = (stdout: string, exitCode = 0) => ({
  commands: { [SCUTIL]: { exitCode, stdout, stderr: '' } },
});

/** The form is that of scutil(8) as public programs parse it; ids are invented. */
const row = {
  l2tp: `* (Disconnected)   ${id(1)} PPP --> L2TP       "Head office"                   [PPP:L2TP]`,
  program: `* (Connected)      ${id(2)} VPN (com.wireguard.macos) "Lab tunnel"              [VPN:com.wireguard.macos]`,
  ipsec: `  (Disconnected)   ${id(3)} IPSec              "Old Cisco"                      [IPSec]`,
  modem: `* (Disconnected)   ${id(4)} PPP --> Modem (usbmodem0001) "Serial board"         [PPP:Modem]`,
  bluetooth: `* (Disconnected)   ${id(5)} PPP --> Bluetooth  "Phone"                          [PPP:Bluetooth]`,
  unbracketed: `* (Connected)      ${id(6)} VPN (com.paloaltonetworks.GlobalProtect.client) "Work"`,
};

describe('rows of scutil', () => {
  const parse = (...rows: string[]) =>
    parseScutilList(
      ['Available network connection services in the current set (*=enabled):', ...rows].join('\r\n'),
    );
  it('tell kind, program and name by the last brackets', () => {
    expect(parse(...Object.values(row))).toEqual([
      { id: id(1), name: 'Head office', kind: 'l2tp', program: null },
      { id: id(2), name: 'Lab tunnel', kind: 'program', program: 'com.wireguard.macos' },
      { id: id(3), name: 'Old Cisco', kind: 'ipsec', program: null },
      { id: id(4), name: 'Serial board', kind: 'no-vpn', program: null },
      { id: id(5), name: 'Phone', kind: 'no-vpn', program: null },
      { id: id(6), name: 'Work', kind: 'program', program: 'com.paloaltonetworks.GlobalProtect.client' },
    ]);
  });
  it.each([
    [
      'quotes and brackets in a name',
      `* (Connected) ${id(1)} IPSec "a "b" [PPP:Modem]" [PPP:L2TP]`,
      { name: 'a "b" [PPP:Modem]', kind: 'l2tp' },
    ],
    ['no id', '  (Invalid)   PPP --> PPTP "Old" [PPP:PPTP]', { id: null, name: 'Old', kind: 'pptp' }],
    ['no name', `* (Disconnected) ${id(1)} IPSec [IPSec]`, { name: '', kind: 'ipsec' }],
    ['a new kind', `* (Disconnected) ${id(1)} IKEv2 "New" [IKEv2]`, { kind: 'unknown' }],
    [
      'a program that is none',
      `* (Disconnected) ${id(1)} VPN "New" [VPN:../../x y]`,
      { kind: 'unknown', program: null },
    ],
    ['no row at all', 'No services', { kind: 'unknown' }],
    ['an inherited name', `* (Disconnected) ${id(1)} constructor "x" [constructor]`, { kind: 'unknown' }],
  ])('%s', (_what, line, expected) => expect(parse(line)?.[0]).toMatchObject(expected));
  it('no first line: no list', () => {
    expect(parseScutilList(row.l2tp)).toBeNull();
    expect(parseScutilList('')).toBeNull();
    expect(parse()).toEqual([]);
  });
});

const service = (type: string, subType: string | undefined, more: Record<string, unknown>) => ({
  Interface: { Type: type, ...(subType === undefined ? {} : { SubType: subType }) },
  UserDefinedName: 'Head office',
  ...more,
});
const ppp = (settings: Record<string, unknown>) =>
  service('PPP', 'L2TP', {
    PPP: { CommRemoteAddress: 'canary.example.test', AuthPassword: 'CANARY-PASSWORD', ...settings },
    IPSec: { AuthenticationMethod: 'SharedSecret', SharedSecret: 'CANARY-SECRET' },
  });
const ipsec = (settings: Record<string, unknown>) =>
  service('IPSec', undefined, {
    IPSec: {
      RemoteAddress: 'canary.example.test',
      SharedSecret: 'CANARY',
      XAuthPassword: 'CANARY',
      ...settings,
    },
  });

describe('how one signs in', () => {
  const person = { AuthName: 'canary' };
  it.each([
    [
      'L2TP, password kept',
      ppp({ ...person, AuthPasswordEncryption: 'Keychain' }),
      'password',
      'AuthName is set, AuthPasswordEncryption=Keychain',
      true,
    ],
    [
      'L2TP, password asked for',
      ppp({ ...person, AuthPasswordEncryption: 'Prompt' }),
      'password',
      'AuthName is set, AuthPasswordEncryption=Prompt',
      false,
    ],
    ['L2TP, no word of the password', ppp(person), 'password', 'AuthName is set', false],
    [
      'L2TP with EAP',
      ppp({ ...person, AuthEAPPlugins: ['EAP-TLS'] }),
      'eap-unknown',
      'AuthEAPPlugins is set',
      false,
    ],
    ['L2TP with a token card', ppp({ ...person, TokenCard: 1 }), 'unknown', 'TokenCard is set', false],
    [
      'L2TP with a token',
      ppp({ ...person, AuthPasswordEncryption: 'Token' }),
      'unknown',
      'AuthPasswordEncryption=Token',
      false,
    ],
    ['L2TP without a name', ppp({ AuthName: '' }), 'unknown', 'AuthName is not set', false],
    [
      'XAuth, password kept',
      ipsec({ XAuthEnabled: 1, XAuthName: 'canary', XAuthPasswordEncryption: 'Keychain' }),
      'password',
      'XAuthEnabled=1, XAuthName is set',
      true,
    ],
    [
      'XAuth with a certificate too',
      ipsec({ XAuthEnabled: true, XAuthName: 'canary', AuthenticationMethod: 'Certificate' }),
      'password',
      'XAuthEnabled=1, XAuthName is set',
      false,
    ],
    [
      'XAuth without a name',
      ipsec({ XAuthEnabled: 1, AuthenticationMethod: 'SharedSecret' }),
      'unknown',
      'XAuthEnabled=1, XAuthName is not set',
      false,
    ],
    [
      'a certificate alone',
      ipsec({ AuthenticationMethod: 'Certificate', XAuthEnabled: 0 }),
      'certificate',
      'AuthenticationMethod=Certificate, no XAuth',
      false,
    ],
    [
      'a certificate, XAuth in words',
      ipsec({ AuthenticationMethod: 'Certificate', XAuthEnabled: 'canary' }),
      'unknown',
      'AuthenticationMethod=Certificate',
      false,
    ],
    [
      'a shared secret alone',
      ipsec({ AuthenticationMethod: 'SharedSecret' }),
      'unknown',
      'AuthenticationMethod=SharedSecret',
      false,
    ],
    [
      'values of another form',
      ipsec({ AuthenticationMethod: 'canary <x>' }),
      'unknown',
      'AuthenticationMethod=not told',
      false,
    ],
  ] as const)('%s', async (_what, settings, signIn, proof, remembersPassword) => {
    const { profiles } = await factsOf(vpns([], { [id(1).toLowerCase()]: settings }));
    expect(profiles).toEqual([
      {
        name: 'Head office',
        scope: 'all-users',
        protocol: settings.Interface.Type === 'IPSec' ? 'ipsec' : 'l2tp',
        signIn,
        proof,
        usesWindowsPassword: false,
        remembersPassword,
        alwaysOn: false,
      },
    ]);
  });
});

describe('VPNs of a Mac', () => {
  const settings = {
    [id(1)]: ppp({ AuthName: 'canary' }),
    [id(4)]: service('PPP', 'PPPSerial', {}),
    [id(7)]: service('PPP', 'PPPoE', { PPP: { AuthName: 'canary' } }),
    [id(8)]: service('PPP', 'PPTP', { PPP: { AuthName: 'canary' }, UserDefinedName: 'Other set' }),
  };
  it('by settings and list, each once; of programs it is unknown how one signs in', async () => {
    const facts = await factsOf(vpns([row.l2tp, row.program, row.modem, row.bluetooth], settings));
    expect(
      facts.profiles.map(({ name, protocol, signIn, proof }) => [name, protocol, signIn, proof]),
    ).toEqual([
      ['Head office', 'l2tp', 'password', 'AuthName is set'],
      ['Other set', 'pptp', 'password', 'AuthName is set'],
      ['Lab tunnel', null, 'unknown', 'decided by com.wireguard.macos'],
    ]);
    expect(facts.sources).toEqual([
      { source: 'scutil', count: known(2) },
      { source: 'preferences.plist', count: known(2) },
      { source: 'com.apple.networkextension.plist', count: unknown('not-supported') },
    ]);
  });
  it('none, for a person and for root', async () => {
    for (const who of [macPerson(), macRoot()])
      expect(await factsOf(who)).toMatchObject({
        profiles: [],
        sources: [{ count: known(0) }, { count: known(0) }, {}],
      });
  });
  it.each([
    ['denied', fails('denied'), 'needs-elevation'],
    ['missing', fails('not-found'), 'unreadable'],
    ['no property list', fails('malformed'), 'malformed'],
  ])('settings that are %s leave what they would have told unknown', async (_what, document, reason) => {
    const facts = await factsOf(vpns([row.l2tp, row.ipsec]), { documents: { [SETTINGS]: document } });
    expect(facts.profiles.map(({ protocol, signIn }) => [protocol, signIn])).toEqual([
      ['l2tp', 'unknown'],
      ['ipsec', 'unknown'],
    ]);
    expect(facts.sources).toMatchObject([{ count: known(2) }, { count: unknown(reason) }, {}]);
  });
  it.each([
    ['without its first line', scutil(row.l2tp), 'unreadable'],
    ['that failed', scutil('', 1), 'unreadable'],
    ['that took too long', { commands: { [SCUTIL]: fails('timed-out') } }, 'timed-out'],
  ])('a list %s hides only itself', async (_what, part, reason) => {
    const facts = await factsOf(vpns([], settings), part);
    expect(facts.profiles).toHaveLength(2);
    expect(facts.sources).toMatchObject([{ count: unknown(reason) }, { count: known(2) }, {}]);
    expect(await observe(part, { documents: { [SETTINGS]: fails('denied') } })).toMatchObject({
      kind: 'unknown',
      reason,
    });
  });
  it('a row of a new kind makes the count unknown, not smaller', async () => {
    const facts = await factsOf(vpns([row.program, `* (Disconnected) ${id(9)} IKEv2 "New" [IKEv2]`]));
    expect(facts).toMatchObject({
      profiles: [{ name: 'Lab tunnel' }],
      sources: [{ count: unknown('unreadable') }, {}, {}],
    });
  });
  it('without end stay small', async () => {
    const many = Array.from({ length: 5000 }, (_, at) =>
      row.program.replace('Lab', `${'x'.repeat(900)}${at}`),
    );
    const facts = await factsOf(vpns(many));
    expect(facts.profiles).toHaveLength(40);
    expect(facts.sources[0]?.count).toMatchObject({ kind: 'known' });
    expect(JSON.stringify(facts).length).toBeLessThan(20_000);
  });
});
