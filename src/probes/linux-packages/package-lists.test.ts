import { describe, expect, it } from 'vitest';
import { type FakeMachine, fails, fakeReach } from '../../../test/doubles/fake-reach.ts';
import { parseDpkgStatus } from './parse-dpkg-status.ts';
import { parseRpmList } from './parse-rpm-list.ts';
import { readDpkg } from './read-dpkg.ts';
import { findRpmDatabase, readRpm, readRpmVersions } from './read-rpm.ts';

const status = `Package: bash
Essential: yes
Status: install ok installed
Version: 5.2.15-2+b8
Description: shell
 Package: not-a-field, part of the description
 .
 Status: install ok installed

Package: gone
Status: deinstall ok config-files
Version: 1.0

Package: half
Status: install reinstreq half-installed
Version: 2.0

Package: held
Status: hold ok installed
Version: 3.0
`;

describe('dpkg status', () => {
  it('counts installed packages only and picks the wanted versions', () => {
    const read = parseDpkgStatus(status, new Set(['bash', 'gone', 'missing']));
    expect(read).toEqual({ count: 2, versions: new Map([['bash', '5.2.15-2+b8']]) });
  });
  it('knows an empty database from one that is none', () => {
    expect(parseDpkgStatus('', new Set())).toEqual({ count: 0, versions: new Map() });
    expect(parseDpkgStatus('\0\0 garbage', new Set())).toBe('unreadable');
  });
  it('copes with a cut and with thousands of packages', () => {
    expect(parseDpkgStatus(status.slice(0, 60), new Set())).toMatchObject({ count: 1 });
    const many = 'Package: a\nStatus: install ok installed\nVersion: 1\n\n'.repeat(5000);
    expect(parseDpkgStatus(many, new Set())).toMatchObject({ count: 5000 });
  });
  it('passes failures on', async () => {
    const reach = fakeReach({ texts: { '/var/lib/dpkg/status': fails('denied') } });
    expect(await readDpkg(reach, new Set())).toMatchObject({ ok: false, problem: 'denied' });
    const garbage = fakeReach({ texts: { '/var/lib/dpkg/status': 'x' } });
    expect(await readDpkg(garbage, new Set())).toMatchObject({ ok: false, problem: 'unreadable' });
  });
});

const FORMAT = '%{NAME}\\t%{VERSION}-%{RELEASE}\\n';
const withRpm = (commands: FakeMachine['commands']): FakeMachine => ({
  otherwise: 'not-found',
  kinds: { '/var/lib/rpm': 'folder' },
  commands: commands ?? {},
});
const result = (exitCode: number, stdout: string) => ({ exitCode, stdout, stderr: '' });

describe('rpm', () => {
  it('counts packages, not keys or messages', () => {
    const text =
      'gpg-pubkey\t1-2\nbash\t5.2-1.fc43\npackage x is not installed\n\0\t\0\nlibfido2\t1.16.0-3.fc43\r\n';
    expect(parseRpmList(text, new Set(['libfido2']))).toEqual({
      count: 2,
      versions: new Map([['libfido2', '1.16.0-3.fc43']]),
    });
  });
  it('starts no program where there is no database', async () => {
    const calls: string[] = [];
    const reach = fakeReach({ otherwise: 'not-found', onCall: (call) => calls.push(call) });
    expect(await readRpm(reach, new Set())).toMatchObject({ ok: false, problem: 'not-found' });
    expect(calls.some((call) => call.startsWith('run'))).toBe(false);
  });
  it('does not take a missing program for an unused database', async () => {
    expect(await readRpm(fakeReach(withRpm({})), new Set())).toMatchObject({ problem: 'not-supported' });
  });
  it('does not take a failed listing for an empty one', async () => {
    const reach = fakeReach(withRpm({ [`/usr/bin/rpm -qa --qf ${FORMAT}`]: result(1, '') }));
    expect(await readRpm(reach, new Set())).toMatchObject({ ok: false, problem: 'refused' });
  });
  it('asks for a few by name and holds misses against what rpm says', async () => {
    const call = `/usr/bin/rpm -q --qf ${FORMAT} a b`;
    const some = fakeReach(withRpm({ [call]: result(1, 'a\t1-1\npackage b is not installed\n') }));
    expect(await readRpmVersions(some, ['a', 'b'])).toEqual({ ok: true, value: new Map([['a', '1-1']]) });
    const broken = fakeReach(withRpm({ [call]: result(1, 'error: cannot open Packages database\n') }));
    expect(await readRpmVersions(broken, ['a', 'b'])).toMatchObject({ ok: false, problem: 'unreadable' });
  });
  it('a closed database is there', async () => {
    const reach = fakeReach({ kinds: { '/usr/lib/sysimage/rpm': fails('denied') } });
    expect(await findRpmDatabase(reach)).toMatchObject({ problem: 'denied' });
  });
});
