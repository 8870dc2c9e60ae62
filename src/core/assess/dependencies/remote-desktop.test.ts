import { describe, expect, it } from 'vitest';
import { readPolicyFiles } from '../../../platform/policy-files.ts';
import { judgeRemoteDesktop, type RemoteDesktopHere, systemOf } from './remote-desktop.ts';
import { connectionMatrix, remoteDesktopMatrix } from './remote-desktop-matrix.ts';

type Os = NonNullable<Parameters<typeof systemOf>[0]>;

const client = (kernel: string): Os => ({ platform: 'win32', kernel, installation: 'client' });
const server = (kernel: string): Os => ({ platform: 'win32', kernel, installation: 'server' });
const windows11 = client('26100.4061');
const mac: Os = { platform: 'darwin', kernel: '24D70' };
const linux: Os = { platform: 'linux', kernel: '6.12.0' };

const { catalogue } = await readPolicyFiles();

describe('systemOf', () => {
  it.each<[string, Os | null, string]>([
    ['Windows 11 24H2', windows11, 'windows-client'],
    ['Windows 11 21H2 with the update', client('22000.1098'), 'windows-client'],
    ['Windows 11 21H2 without', client('22000.1097'), 'windows-client-not-updated'],
    ['Windows 11 21H2, revision not told', client('22000'), 'windows-client-updates-unknown'],
    ['Windows 10 22H2, which came with it', client('19045.2130'), 'windows-client'],
    ['Windows 10 21H2 with the update', client('19044.2130'), 'windows-client'],
    ['Windows 10 20H2 without', client('19042.2006'), 'windows-client-not-updated'],
    ['Windows 10 2004', client('19041.1415'), 'windows-client-old'],
    ['Windows 10 1507', client('10240'), 'windows-client-old'],
    ['Server 2025', server('26100.1742'), 'server-2022'],
    ['Server 2022 with the update', server('20348.1129'), 'server-2022'],
    ['Server 2022 without', server('20348.1006'), 'server-2022-not-updated'],
    ['Server 2022, revision not told', server('20348'), 'server-2022-updates-unknown'],
    ['Server 20H2, which no source names', server('19042.2130'), 'server-between'],
    ['Server 2019', server('17763.6893'), 'server-old'],
    ['Server 2016', server('14393.7606'), 'server-old'],
    ['edition not told', { ...windows11, installation: null }, 'windows-unknown'],
    ['a report of an older agent', { platform: 'win32', kernel: '26100.4061' }, 'windows-unknown'],
    ['a build that is no number', client('insider'), 'windows-unknown'],
    ['macOS', mac, 'macos'],
    ['Linux', linux, 'linux'],
    ['not known', null, 'unknown'],
  ])('%s', (_name, os, system) => {
    expect(systemOf(os)).toBe(system);
  });
});

/** Start, inside. Said here again, cell by cell, so that a slip in the matrix is seen. */
const cells: Record<string, [system: Os | null, start: string, inside: string][]> = {
  mstsc: [
    [windows11, 'yes', 'yes'],
    [client('19044.1'), 'no', 'no'],
    [client('19044'), 'perhaps', 'perhaps'],
    [client('17763.1'), 'no', 'no'],
    [server('26100.1'), 'yes', 'yes'],
    [server('20348.1'), 'no', 'no'],
    [server('20348'), 'perhaps', 'perhaps'],
    [server('19042.9999'), 'cannot-tell', 'cannot-tell'],
    [server('17763.1'), 'no', 'no'],
    [{ platform: 'win32', kernel: '26100.1' }, 'cannot-tell', 'cannot-tell'],
    [mac, 'cannot-tell', 'cannot-tell'],
    [linux, 'cannot-tell', 'cannot-tell'],
    [null, 'cannot-tell', 'cannot-tell'],
  ],
  'windows-app': [
    [windows11, 'yes', 'yes'],
    [client('19044.1'), 'yes', 'no'],
    [client('19044'), 'yes', 'perhaps'],
    [client('17763.1'), 'yes', 'no'],
    [server('26100.1'), 'perhaps', 'perhaps'],
    [server('20348.1'), 'perhaps', 'perhaps'],
    [server('20348'), 'perhaps', 'perhaps'],
    [server('19042.9999'), 'perhaps', 'perhaps'],
    [server('17763.1'), 'perhaps', 'perhaps'],
    [{ platform: 'win32', kernel: '26100.1' }, 'cannot-tell', 'cannot-tell'],
    [mac, 'yes', 'no'],
    [linux, 'perhaps', 'perhaps'],
    [null, 'cannot-tell', 'cannot-tell'],
  ],
};
/** The same on every system. */
const anywhere: Record<string, [start: string, inside: string]> = {
  'rd-client-msi': ['cannot-tell', 'cannot-tell'],
  'rd-client-store': ['cannot-tell', 'cannot-tell'],
  mremoteng: ['no', 'no'],
  rdcman: ['cannot-tell', 'no'],
  'royal-ts': ['cannot-tell', 'cannot-tell'],
  'devolutions-rdm': ['cannot-tell', 'cannot-tell'],
  remmina: ['perhaps', 'cannot-tell'],
  'freerdp-rdesktop': ['perhaps', 'cannot-tell'],
};
const systems = (cells.mstsc ?? []).map(([os]) => os);
const rows = [
  ...Object.entries(cells).flatMap(([entry, of]) => of.map((cell) => [entry, ...cell] as const)),
  ...Object.entries(anywhere).flatMap(([entry, [start, inside]]) =>
    systems.map((os) => [entry, os, start, inside] as const),
  ),
];

describe('judgeRemoteDesktop', () => {
  it.each(rows.map((row) => [row[0], systemOf(row[1]), ...row] as const))(
    '%s on %s',
    (_entry, _system, entry, os, start, inside) => {
      const [ability] = judgeRemoteDesktop(os, [{ entry, found: [] }]);
      expect(ability).toMatchObject({ entry, start: { can: start }, inside: { can: inside } });
      expect(ability?.target.is).toBe('cannot-be-told');
      expect(ability?.connections).toEqual([]);
    },
  );

  it('has a row of this table for every client and every system', () => {
    expect([...Object.keys(cells), ...Object.keys(anywhere)].sort()).toEqual(
      Object.keys(remoteDesktopMatrix).sort(),
    );
    const named = new Set(systems.map((os) => systemOf(os)));
    expect(Object.keys(remoteDesktopMatrix.mstsc ?? {}).filter((one) => !named.has(one as never))).toEqual(
      [],
    );
  });

  it.each<[string, Os, string, string | undefined, string | undefined]>([
    ['target/entra', windows11, 'mstsc', 'yes', undefined],
    ['target/entra', server('17763.1'), 'mstsc', 'no', undefined],
    ['target/entra', client('19044'), 'mstsc', 'perhaps', undefined],
    ['target/password-only', windows11, 'mstsc', 'no', undefined],
    ['target/no-entra', windows11, 'mstsc', 'no', undefined],
    ['gateway/password', windows11, 'mstsc', 'no', undefined],
    ['gateway/chosen-later', windows11, 'mstsc', 'cannot-tell', undefined],
    ['gateway/chosen-later', server('17763.1'), 'mstsc', 'no', undefined],
    ['inside/redirected', windows11, 'mstsc', undefined, 'yes'],
    ['inside/redirected', server('19042'), 'mstsc', undefined, 'cannot-tell'],
    ['inside/not-redirected', windows11, 'mstsc', undefined, 'no'],
  ])('a connection with %s', (id, os, entry, start, inside) => {
    const [test = '', of = ''] = id.split('/');
    const [ability] = judgeRemoteDesktop(os, [{ entry, found: [{ test, case: of, count: 3 }] }]);
    expect(ability?.connections).toHaveLength(1);
    expect(ability?.connections[0]).toMatchObject({ id, count: 3 });
    expect(ability?.connections[0]?.start?.can).toBe(start);
    expect(ability?.connections[0]?.inside?.can).toBe(inside);
  });

  it('says why: the worse of client and setting', () => {
    const here: RemoteDesktopHere[] = [
      { entry: 'mstsc', found: [{ test: 'target', case: 'entra', count: 1 }] },
    ];
    expect(judgeRemoteDesktop(server('14393'), here)[0]?.connections[0]?.start?.because).toContain('2019');
    expect(judgeRemoteDesktop(windows11, here)[0]?.connections[0]?.start?.because).toContain('Entra');
  });

  it('leaves out other protocols, settings that say nothing about it, and names of the language itself', () => {
    const others = ['citrix-workspace', 'vnc-family', 'toString', '__proto__'];
    expect(
      judgeRemoteDesktop(
        windows11,
        others.map((entry) => ({ entry, found: [] })),
      ),
    ).toEqual([]);
    const [mstsc] = judgeRemoteDesktop(windows11, [
      {
        entry: 'mstsc',
        found: [
          { test: 'saved-password', case: 'saved', count: 2 },
          { test: 'target', case: null, count: 1 },
          { test: 'gateway', case: 'cookie-or-smart-card', count: 1 },
        ],
      },
    ]);
    expect(mstsc?.connections).toEqual([]);
  });

  it('knows clients and cases as the catalogue calls them', () => {
    const remote = catalogue.entries.filter(({ kind }) => kind === 'remote-desktop');
    const ids = remote.map(({ id }) => id);
    expect(Object.keys(remoteDesktopMatrix).filter((entry) => !ids.includes(entry))).toEqual([]);
    const cases = remote.flatMap(({ id, tests = [] }) =>
      tests.flatMap((test) => test.cases.map((one) => `${id}/${test.id}/${one.id}`)),
    );
    expect(Object.keys(connectionMatrix).filter((one) => !cases.includes(one))).toEqual([]);
  });
});
