import { describe, expect, it } from 'vitest';
import { type FakeMachine, fails, fakeReach, neverStops } from '../../../test/doubles/fake-reach.ts';
import { readPeapData } from '../../platform/windows/eap-data.ts';
import { vpnProfilesWin32 } from './vpn-profiles.win32.ts';

const ALL = 'C:\\ProgramData\\Microsoft\\Network\\Connections\\Pbk\\rasphone.pbk';
const OWN = 'C:\\Users\\erin\\AppData\\Roaming\\Microsoft\\Network\\Connections\\Pbk\\rasphone.pbk';

/** Little-endian hex of 32-bit numbers. */
const dwords = (...numbers: number[]) =>
  Buffer.from(Uint32Array.from(numbers).buffer).toString('hex').toUpperCase();
const utf16 = (text: string) => Buffer.from(text, 'utf16le').toString('hex').toUpperCase();
const sizeOf = (hex: string) => hex.length / 2;

/**
 * PEAP settings built as entries that people published have them
 * (https://imab.dk/deploy-your-always-on-vpn-profile-for-windows-11-using-proactive-remediations-in-microsoft-intune): server record
 * with one root certificate and a server name, then the inner method.
 */
function peap(inner: number): string {
  const record = `${dwords(0x31, 1, 20)}${'0A'.repeat(20)}${utf16('nps01.contoso.example\0')}${dwords(1)}`;
  const server = dwords(2, sizeOf(record) + 8) + record;
  const settings = 'AB'.repeat(40);
  const method = dwords(8 + sizeOf(settings), inner) + settings;
  const rest = `${server}${method}0000`;
  const size = sizeOf(rest) + 12;
  return dwords(0x43424431, 25, size, 1, size, 1, 1) + rest;
}
/** Cut as Windows does: at most 128 digits a line. */
const authData = (hex: string) => (hex.match(/.{1,128}/g) ?? []).map((part) => `CustomAuthData=${part}`);

/** An entry in the order Windows writes it; keys without bearing are left out. */
function entry(name: string, settings: Record<string, number>, data: readonly string[] = []): string {
  const { CustomAuthKey, ...others } = settings;
  return [
    `[${name}]`,
    'Encoding=1',
    'PBVersion=8',
    `Type=${others.Type ?? 2}`,
    'LowDateTime=-88120352',
    'PreferredDevice=WAN Miniport (IKEv2)',
    ...Object.entries(others).flatMap(([key, value]) => (key === 'Type' ? [] : [`${key}=${value}`])),
    ...(CustomAuthKey === undefined ? [] : [`CustomAuthKey=${CustomAuthKey}`]),
    ...data,
    'PreSharedKey=CANARY-KEY',
    'NumServers=1',
    'ServerListServerName=canary-server.contoso.example',
    'ApnInfoUsername=canary-user',
    '',
    'NETCOMPONENTS=',
    'ms_msclient=1',
    '',
    'MEDIA=rastapi',
    'Port=VPN2-0',
    'Device=WAN Miniport (IKEv2)',
    '',
    'DEVICE=vpn',
    'PhoneNumber=canary-server.contoso.example',
    '',
    '',
  ].join('\r\n');
}

const process = (sid = 'S-1-12-1-1-2-3-4') => ({
  thisProcess: { elevated: sid === 'S-1-5-18', sid, sessionId: 1, remote: false },
  signedInUsers: { result: 0, users: [{ sid: 'S-1-12-1-1-2-3-4', active: true }] },
});
const observe = (machine: FakeMachine) =>
  vpnProfilesWin32.observe(
    fakeReach({
      otherwise: 'not-found',
      ...machine,
      native: { phonebooks: { allUsers: ALL, person: OWN }, ...process(), ...machine.native },
    }),
    neverStops(),
  );
async function factsOf(machine: FakeMachine) {
  const found = await observe(machine);
  if (found.kind !== 'known') throw new Error(JSON.stringify(found));
  return found.facts;
}
const only = async (text: string) => {
  const { profiles } = await factsOf({ texts: { [OWN]: text } });
  expect(profiles).toHaveLength(1);
  return profiles[0];
};
const known = (value: unknown) => ({ kind: 'known', value });
const unknown = (reason: string) => expect.objectContaining({ kind: 'unknown', reason });

describe('how one signs in', () => {
  const EAP = { AuthRestrictions: 128 };
  it.each([
    ['MS-CHAPv2', { AuthRestrictions: 512, CustomAuthKey: 0 }, [], 'password', 'AuthRestrictions=512'],
    ['CHAP and MS-CHAPv2', { AuthRestrictions: 544 }, [], 'password', 'AuthRestrictions=544'],
    ['a hand-made VPN', { AuthRestrictions: 552 }, [], 'password', 'AuthRestrictions=552'],
    [
      'EAP-MS-CHAPv2',
      { ...EAP, CustomAuthKey: 26 },
      authData('314442431A00000008000000010000000000000000000000'),
      'password',
      'AuthRestrictions=128, CustomAuthKey=26',
    ],
    ['EAP-TLS', { ...EAP, CustomAuthKey: 13 }, [], 'certificate', 'AuthRestrictions=128, CustomAuthKey=13'],
    [
      'a certificate of Entra ID',
      { ...EAP, CustomAuthKey: 13, DeviceComplianceEnabled: 1 },
      [],
      'entra-certificate',
      'AuthRestrictions=128, CustomAuthKey=13, DeviceComplianceEnabled=1',
    ],
    [
      'PEAP with a certificate',
      { ...EAP, CustomAuthKey: 25 },
      authData(peap(13)),
      'certificate',
      'AuthRestrictions=128, CustomAuthKey=25, inside 13',
    ],
    [
      'PEAP with a password',
      { ...EAP, CustomAuthKey: 25 },
      authData(peap(26)),
      'password',
      'AuthRestrictions=128, CustomAuthKey=25, inside 26',
    ],
    [
      'PEAP with something else',
      { ...EAP, CustomAuthKey: 25 },
      authData(peap(6)),
      'eap-unknown',
      'AuthRestrictions=128, CustomAuthKey=25, inside 6',
    ],
    [
      'PEAP without settings',
      { ...EAP, CustomAuthKey: 25 },
      [],
      'eap-unknown',
      'AuthRestrictions=128, CustomAuthKey=25, inside not told',
    ],
    ['TTLS', { ...EAP, CustomAuthKey: 21 }, [], 'eap-unknown', 'AuthRestrictions=128, CustomAuthKey=21'],
    ['EAP without a method', EAP, [], 'eap-unknown', 'AuthRestrictions=128, CustomAuthKey=not there'],
    [
      'a device tunnel',
      { AuthRestrictions: 2048, DeviceTunnel: 1 },
      [],
      'machine-certificate',
      'DeviceTunnel=1',
    ],
    ['2048 alone', { AuthRestrictions: 2048 }, [], 'unknown', 'AuthRestrictions=2048'],
    [
      'EAP or a password',
      { AuthRestrictions: 640, CustomAuthKey: 13 },
      [],
      'unknown',
      'AuthRestrictions=640',
    ],
    ['nothing', { AuthRestrictions: 0 }, [], 'unknown', 'AuthRestrictions=0'],
    ['a negative number', { AuthRestrictions: -1 }, [], 'unknown', 'AuthRestrictions=-1'],
    ['no word of it', {}, [], 'unknown', 'AuthRestrictions is not there'],
  ] as const)('%s', async (_what, settings, data, signIn, proof) => {
    expect(await only(entry('Contoso', settings, data))).toMatchObject({ signIn, proof });
  });

  it.each([
    [0, 'automatic'],
    [1, 'pptp'],
    [3, 'l2tp'],
    [5, 'sstp'],
    [7, 'ikev2'],
    [14, 'ikev2-first'],
    [8, 'ikev2-first'],
  ])('VpnStrategy %i is %s, whatever device was used last', async (VpnStrategy, protocol) => {
    expect(await only(entry('Contoso', { VpnStrategy }))).toMatchObject({ protocol });
  });

  it('Windows password, remembered password and Always On', async () => {
    const password = { AuthRestrictions: 512, AutoLogon: 1, CacheCredentials: 1, AlwaysOnCapable: 1 };
    const none = { usesWindowsPassword: false, remembersPassword: false, alwaysOn: false };
    expect(await only(entry('a', password))).toMatchObject({
      usesWindowsPassword: true,
      remembersPassword: true,
      alwaysOn: true,
    });
    expect(await only(entry('a', { AuthRestrictions: 512 }))).toMatchObject(none);
    const certificate = { ...password, AuthRestrictions: 128, CustomAuthKey: 13, AlwaysOnCapable: 0 };
    expect(await only(entry('a', certificate))).toMatchObject(none);
    expect(await only(entry('a', { DeviceTunnel: 1 }))).toMatchObject({ alwaysOn: true });
  });
});

describe('settings of PEAP', () => {
  const whole = peap(13);
  it('are whole in pieces', () => expect(readPeapData(whole.match(/.{1,128}/g) ?? [])?.inner).toBe(13));
  it.each([
    ['empty', ''],
    ['of half a byte', whole.slice(1)],
    ['no hex', `${whole.slice(0, -2)}XY`],
    ['without the magic', `00${whole.slice(2)}`],
    ['of another outer method', whole.slice(0, 8) + dwords(13) + whole.slice(16)],
    ['with a size that is not theirs', whole.slice(0, 16) + dwords(5) + whole.slice(24)],
    ['with a server record larger than all', whole.slice(0, 64) + dwords(0xffff_ffff) + whole.slice(72)],
    ['with an empty server record', whole.slice(0, 64) + dwords(0) + whole.slice(72)],
    ['with an inner record beyond the end', whole.replace(dwords(48, 13), dwords(0x7fff_ffff, 13))],
    ['megabytes', '00'.repeat(1_000_000)],
  ])('that are %s tell nothing', (_what, hex) => expect(readPeapData([hex])).toBeNull());
  it('cut anywhere tell nothing', () => {
    for (let end = 0; end < whole.length; end++) expect(readPeapData([whole.slice(0, end)])).toBeNull();
  });
});

describe('a phone book', () => {
  it('may hold several entries, of which only VPNs count; nothing else of them is told', async () => {
    const text = [
      entry('Größe 例', { AuthRestrictions: 512 }),
      entry('Modem', { Type: 1, AuthRestrictions: 512 }),
      entry('DSL', { Type: 5 }),
      entry('Second [old]', { AuthRestrictions: 128, CustomAuthKey: 13 }),
    ].join('');
    const facts = await factsOf({ texts: { [ALL]: `\uFEFF${text}`, [OWN]: text.replaceAll('\r\n', '\n') } });
    expect(facts.profiles.map(({ name, scope, signIn }) => [name, scope, signIn])).toEqual([
      ['Größe 例', 'all-users', 'password'],
      ['Second [old]', 'all-users', 'certificate'],
      ['Größe 例', 'person', 'password'],
      ['Second [old]', 'person', 'certificate'],
    ]);
    expect(facts.sources).toEqual([
      { source: 'rasphone.pbk (all-users)', count: known(2) },
      { source: 'rasphone.pbk (person)', count: known(2) },
    ]);
    expect(JSON.stringify(facts)).not.toMatch(/canary|erin/i);
  });
  it('of another code page keeps its settings; a sign of a name that is not told does not matter', async () => {
    // What the port makes of bytes that are no UTF-8.
    const text = entry('B\uFFFDro [\uFFFD]', { AuthRestrictions: 128, CustomAuthKey: 26 });
    expect(await only(text)).toMatchObject({ signIn: 'password' });
    expect(await only(`\uFEFF${text}`)).toMatchObject({ signIn: 'password' });
  });

  it('that is not there has no profile', async () => {
    expect(await factsOf({})).toEqual({
      profiles: [],
      sources: [
        { source: 'rasphone.pbk (all-users)', count: known(0) },
        { source: 'rasphone.pbk (person)', count: known(0) },
      ],
    });
  });
  it('with a key twice is not guessed at', async () => {
    const text = entry('a', { AuthRestrictions: 512 });
    const twice = (value: number) =>
      text.replace('AuthRestrictions=512', `AuthRestrictions=512\r\nAuthRestrictions=${value}`);
    expect(await only(twice(128))).toMatchObject({ signIn: 'unknown' });
    expect(await only(twice(512))).toMatchObject({ signIn: 'password' });
  });
  it.each([
    ['closed', fails('denied', OWN), 'needs-elevation'],
    ['too large', fails('too-large'), 'unreadable'],
    ['UTF-16', '\uFFFD\uFFFD[\0a\0]\0', 'unreadable'],
  ])('of the person that is %s hides only itself', async (_what, text, reason) => {
    const facts = await factsOf({ texts: { [ALL]: entry('a', {}), [OWN]: text } });
    expect(facts).toMatchObject({
      profiles: [{ name: 'a' }],
      sources: [{ count: known(1) }, { count: unknown(reason) }],
    });
    expect(JSON.stringify(facts)).not.toContain('erin');
  });
  it('of the one who is signed in is not that of the service', async () => {
    const texts = { [OWN]: entry('of the service', {}) };
    expect(await factsOf({ texts, native: process('S-1-5-18') })).toMatchObject({
      profiles: [],
      sources: [{ count: known(0) }, { count: unknown('needs-person-session') }],
    });
  });
  it('without end stays small', async () => {
    const many = entry(
      'x'.repeat(5000),
      { AuthRestrictions: 128, CustomAuthKey: 25 },
      authData('0'.repeat(9999)),
    );
    const facts = await factsOf({ texts: { [OWN]: many.repeat(60) } });
    expect(facts.sources[1]?.count).toEqual(known(60));
    expect(JSON.stringify(facts).length).toBeLessThan(20_000);
    const countless = await factsOf({ texts: { [OWN]: '[a]\nType=2\n'.repeat(5000) } });
    expect(countless).toMatchObject({ profiles: [], sources: [{}, { count: unknown('unreadable') }] });
    expect(
      await only(`[a]\nType=2\n${'CustomAuthData=00\n'.repeat(50_000)}AuthRestrictions=512`),
    ).toMatchObject({
      signIn: 'password',
    });
  });
  it('neither of which could be read: could not tell', async () => {
    expect(await observe({ texts: { [ALL]: fails('denied'), [OWN]: fails('denied') } })).toMatchObject({
      kind: 'unknown',
      reason: 'needs-elevation',
    });
    expect(await observe({ native: { phonebooks: { allUsers: null, person: null } } })).toMatchObject({
      reason: 'not-supported',
    });
    expect(await observe({ native: { phonebooks: {} } })).toMatchObject({ reason: 'unreadable' });
  });
});
