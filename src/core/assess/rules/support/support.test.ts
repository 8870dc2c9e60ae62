import { describe, expect, test } from 'vitest';
import { withModels } from '../../../../../test/contract/key-grounds.ts';
import {
  browser,
  browsers,
  device,
  homePc,
  JUDGED_AT,
  known,
  os,
} from '../../../../../test/contract/seen-signals.ts';
import { Policy } from '../../../../contract/policy.ts';
import { readPolicyFiles } from '../../../../platform/policy-files.ts';
import { assess } from '../../assess.ts';
import { judgingFiles } from '../../grounds.ts';
import type { Subject } from '../../rule.ts';

const files = await readPolicyFiles();
const policy = withModels(judgingFiles(files).policy);

/** Rows that warn with this code, and what they say. */
function warned(subject: Subject, code: string, at: Date = JUDGED_AT, grounds = policy) {
  const findings = assess(subject, grounds, at).kinds.flatMap((kind) => kind.findings);
  return findings
    .filter((finding) => finding.code === code)
    .map(({ rule, severity, evidence }) => ({ rule, severity, says: evidence.map(({ says }) => says) }));
}
const running = (id: string, version: string | null) =>
  device(id === 'macos' ? 'darwin' : 'linux', {
    os: known(os(id === 'macos' ? 'darwin' : 'linux', { id, version, prettyName: `${id} ${version}` })),
  });

describe('a system out of support', () => {
  test.each<[string, string]>([
    ['macos', '13.7.8'],
    ['debian', '11'],
    ['ubuntu', '20.04'],
    ['ubuntu', '25.10'],
    ['fedora', '42'],
    ['rhel', '7.9'],
    ['opensuse-leap', '15.6'],
    ['sles', '15.6'],
  ])('%s %s', (id, version) => {
    const [row, ...others] = warned(running(id, version), 'OS_OUT_OF_SUPPORT');
    expect(others).toEqual([]);
    expect(row).toMatchObject({
      rule: id === 'macos' ? 'macplat.os-support' : 'seckey.os-support',
      severity: 'warn',
    });
    expect(row?.says.join(' ')).toMatch(/support ended on 20\d\d-\d\d-\d\d/);
  });

  test.each<[string, string | null]>([
    ['macos', '14.8.9'],
    // Too old for the kind, which says more.
    ['macos', '11.7.11'],
    ['macos', '26.6'],
    // Newer than every listed release: the list is older than it is.
    ['macos', '27.2'],
    ['fedora', '45'],
    ['debian', '12'],
    ['ubuntu', '24.04'],
    ['rhel', '9.6'],
    ['almalinux', '10.1'],
    ['rocky', '8.10'],
    ['sles', '15.7'],
    // Not listed, or without a version: could not tell.
    ['debian', '9'],
    ['ubuntu', '24.0'],
    ['sles', '15'],
    ['arch', null],
    ['constructor', '1'],
  ])('%s %s is not called so', (id, version) => {
    expect(warned(running(id, version), 'OS_OUT_OF_SUPPORT')).toEqual([]);
  });

  test('the last day still counts, the next one does not', () => {
    const fedora43 = running('fedora', '43');
    const day = (text: string) => warned(fedora43, 'OS_OUT_OF_SUPPORT', new Date(text));
    expect(day('2026-12-09T23:59:59Z')).toEqual([]);
    expect(day('2026-12-10T00:00:00Z')).toHaveLength(1);
  });

  test('what cannot be told leaves the verdict as it is', () => {
    const stateOf = (subject: Subject) =>
      assess(subject, policy, JUDGED_AT).kinds.find(({ kind }) => kind === 'hybrid')?.state;
    expect(stateOf(running('arch', null))).toBe('ready');
    expect(stateOf(running('fedora', '42'))).toBe('ready');
  });

  test('a policy without the table warns of nothing', () => {
    const bare = { ...policy, systemSupport: undefined, browserSupport: undefined };
    expect(warned(running('fedora', '42'), 'OS_OUT_OF_SUPPORT', JUDGED_AT, bare)).toEqual([]);
  });
});

describe('a browser out of support', () => {
  const withBrowsers = (...list: Parameters<typeof browser>[]) =>
    device('linux', { browsers: known(browsers(...list.map((one) => browser(...one)))) });
  test.each<[string, string]>([
    ['chrome', '151.0.7900.200'],
    ['edge', '142.0.3595.65'],
    ['firefox', '159.0.1'],
    ['firefox', '140.14.0'],
    ['firefox', '15.3'],
    ['safari', '18.6'],
  ])('%s %s, in both kinds that need one', (family, version) => {
    const rows = warned(withBrowsers([family, version]), 'BROWSER_OUT_OF_SUPPORT');
    expect(rows.map(({ rule }) => rule)).toEqual(['seckey.browser-support', 'hybrid.browser-support']);
    expect(rows[0]?.says).toEqual([`${family} ${version} gets no fixes any more`]);
  });

  test.each<[string, string | null]>([
    ['chrome', '152.0.1'],
    ['edge', '158.0'],
    ['firefox', '160.0'],
    ['firefox', '161.0b3'],
    ['firefox', '153.5.0esr'],
    ['firefox', '115.40.0esr'],
    ['safari', '27.2'],
    ['chromium', '90.0'],
    ['brave', '1.2'],
    ['chrome', null],
  ])('%s %s is not called so', (family, version) => {
    expect(warned(withBrowsers([family, version]), 'BROWSER_OUT_OF_SUPPORT')).toEqual([]);
  });

  test('an old one beside a new one is named, and only it', () => {
    const rows = warned(withBrowsers(['edge', '157.0'], ['firefox', '128.1']), 'BROWSER_OUT_OF_SUPPORT');
    expect(rows[0]?.says).toEqual(['firefox 128.1 gets no fixes any more']);
  });

  test('an old line counts until its last day', () => {
    const on = (day: string) => {
      const seen = known(browsers(browser('firefox', '115.40.0')), `${day}T11:00:00.000Z`);
      return warned(
        device('linux', { browsers: seen }),
        'BROWSER_OUT_OF_SUPPORT',
        new Date(`${day}T12:00:00Z`),
      );
    };
    expect(on('2027-03-31')).toEqual([]);
    expect(on('2027-04-01')).toHaveLength(2);
  });

  test('counts on Windows as well', () => {
    const pc = homePc({ browsers: known(browsers(browser('edge', '142.0.3595.65'))) });
    expect(warned(pc, 'BROWSER_OUT_OF_SUPPORT')).toHaveLength(2);
  });
});

describe('the tables', () => {
  const sourced = { source: 'https://example.com/lifecycle', asOf: '2026-11-27' };
  const system = (change: object) => ({
    systemSupport: [
      { id: 'arch', releases: [{ version: '1', name: 'Arch 1', until: null, ...change }], ...sourced },
    ],
  });
  const faultsOf = (change: object) =>
    Policy.safeParse({ ...files.policy, ...change }).error?.issues.map(({ path }) => path.join('.'));

  test('are accepted as packaged, each id once', () => {
    expect(faultsOf(system({}))).toBeUndefined();
    for (const ids of [
      files.policy.systemSupport?.map(({ id }) => id) ?? [],
      files.policy.browserSupport?.map(({ family }) => family) ?? [],
    ]) {
      expect(ids.length).toBeGreaterThan(3);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });
  test.each<[string, object, string]>([
    ['a day that is none', system({ until: '2026-02-30' }), 'systemSupport.0.releases.0.until'],
    ['a day left out', system({ until: undefined }), 'systemSupport.0.releases.0.until'],
    ['a version in words', system({ version: 'trixie' }), 'systemSupport.0.releases.0.version'],
    ['an unknown key', system({ note: 'x' }), 'systemSupport.0.releases.0'],
    [
      'a browser without its day',
      { browserSupport: [{ family: 'edge', oldest: '1', source: sourced.source }] },
      'browserSupport.0.asOf',
    ],
    [
      'a browser with a word for a version',
      { browserSupport: [{ family: 'edge', oldest: 'new', ...sourced }] },
      'browserSupport.0.oldest',
    ],
    ['a network setting of another name', { network: { measureTunnels: true } }, 'network'],
    ['a network setting in words', { network: { measureTunnelHosts: 'no' } }, 'network.measureTunnelHosts'],
  ])('%s is refused at its place', (_name, change, place) => {
    expect(faultsOf(change)?.[0]?.startsWith(place)).toBe(true);
  });
});
