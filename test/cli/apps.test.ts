import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppsOutput } from '../../src/contract/cli.ts';
import { runKeyready } from './doubles/run-keyready.ts';

const entries = `schemaVersion: 1
kind: stored-credential
checkedOn: 2026-11-22
entries:
  - id: own-entry
    name: An entry of one's own
    vendor: Somebody
    withoutProgram: true
    signIn: { class: password-only }
    tests:
      - id: release
        reads: pairs
        shown: a file that every Linux has
        places: { linux: [/etc/os-release, /usr/lib/os-release] }
        cases:
          - id: named
            when: { ID: { present: true } }
            shows: password
            strength: proof
            basis: source
            source: https://www.freedesktop.org/software/systemd/man/latest/os-release.html
            says: stands for a password in this test
    remediation: Nothing, it is a test.
    sources: []
    confidence: low
`;

let dir: string;
let env: NodeJS.ProcessEnv;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'keyready-apps-'));
  env = { KEYREADY_STATE_DIR: join(dir, 'state') };
  await writeFile(join(dir, 'own.yaml'), entries);
});
afterAll(() => rm(dir, { recursive: true, force: true }));

describe('keyready apps on this machine', () => {
  it("asks and judges by somebody's own entries and by no others", async () => {
    const ran = await runKeyready(['apps', '--catalogue', join(dir, 'own.yaml'), '--json'], env);
    expect(ran.stderr).toBe('');
    const { dependencies, explained } = AppsOutput.parse(JSON.parse(ran.stdout));
    expect(dependencies.items).toMatchObject([
      { entry: 'own-entry', answer: 'needs-password', grade: 'proven', presence: 'configured' },
    ]);
    expect(explained[0]?.evidence[0]).toMatch(
      /^[12] places?: ID is set in a file that every Linux has \(stands for a password in this test\)$/,
    );
    expect(ran.exitCode).toBe(20);
  });

  it('says all about that entry, and knows none of the others then', async () => {
    const own = ['--catalogue', join(dir, 'own.yaml')];
    const [why, other] = await Promise.all([
      runKeyready(['apps', ...own, '--why', 'own-entry'], env),
      runKeyready(['apps', ...own, '--why', 'thunderbird'], env),
    ]);
    expect(why.stdout).toContain("An entry of one's own  Somebody");
    expect(why.exitCode).toBe(20);
    expect(other.exitCode).toBe(64);
    expect(other.stderr).toContain('there is no entry "thunderbird" in the catalogue');
  });

  it('names file, line and field of a slip', async () => {
    const file = join(dir, 'slip.yaml');
    await writeFile(file, entries.replace('reads: pairs', 'reads: poems'));
    const ran = await runKeyready(['apps', '--catalogue', file], env);
    expect(ran.exitCode).toBe(78);
    expect(ran.stdout).toBe('');
    expect(ran.stderr).toMatch(/slip\.yaml:12:\d+: entries\.0\.tests\.0\.reads: /);
  });

  it('a replay of a capture from before there was a catalogue could not look, and says so', async () => {
    const ran = await runKeyready(
      ['apps', '--replay', 'test/fixtures/captures/linux/denied-everything'],
      env,
    );
    expect(ran.exitCode).toBe(30);
    expect(ran.stdout).toMatch(/There may be more: .*\(/);
  });
});
