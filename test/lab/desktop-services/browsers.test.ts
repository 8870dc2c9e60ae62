import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Signals } from '../../../src/contract/signals.ts';
import { runOrThrow, runProgram } from '../processes/run-program.ts';
import { scanHere } from '../product/scan-here.ts';

/** Debian's packages of browsers, with the family each is to be found as. */
const packages = { chromium: 'chromium', 'firefox-esr': 'firefox' } as const;

let signals: Signals;
/** Every program that was started during the scan, by the kernel's word; null where it may not be asked. */
let started: string[] | null = null;
beforeAll(async () => {
  const work = await mkdtemp(join(tmpdir(), 'keyready-strace-'));
  try {
    const log = join(work, 'started');
    const tracer = ['strace', '-f', '-qq', '-e', 'trace=execve,execveat', '-o', log];
    const mayTrace = (await runProgram('strace', [...tracer.slice(1), 'true'])).exitCode === 0;
    signals = await scanHere(['browsers', 'passkey-providers'], {
      env: process.env,
      as: 'test-runner',
      under: mayTrace ? tracer : [],
    });
    if (mayTrace) started = programsIn(await readFile(log, 'utf8'));
  } finally {
    await rm(work, { recursive: true, force: true });
  }
});

/** Paths of `execve("/usr/bin/node", …) = 0` lines; what was tried and not found counts too. */
function programsIn(log: string): string[] {
  return [...log.matchAll(/execve(?:at)?\((?:\w+, )?"([^"]+)"/g)].map((match) => match[1] ?? '');
}

/** Version as the maker writes it: without Debian's epoch, revision and the word of the extended release. */
async function versionByDpkg(name: string): Promise<string> {
  const version = await runOrThrow('dpkg-query', ['-W', '-f', `\${Version}`, name], { env: process.env });
  return version
    .replace(/^\d+:/, '')
    .replace(/-[^-]*$/, '')
    .replace(/esr$/, '');
}

describe('browsers of Debian', () => {
  it.each(Object.entries(packages))('%s is found with the version that dpkg knows', async (name, family) => {
    const version = await versionByDpkg(name);
    expect(version).toMatch(/^\d+(\.\d+)+$/);
    const found = signals.browsers?.kind === 'known' ? signals.browsers.facts.browsers : [];
    expect(found.filter((one) => one.family === family)).toMatchObject([
      { packaging: 'system', version: { kind: 'known', value: version } },
    ]);
  });

  it('are told apart: Firefox is the extended release', () => {
    const found = signals.browsers?.kind === 'known' ? signals.browsers.facts.browsers : [];
    expect(found.find(({ family }) => family === 'firefox')?.channel).toBe('esr');
  });

  it('were not started, and nothing else was but Node and what has it end with its parent', ({ skip }) => {
    if (started === null) return skip('strace may not watch programs here');
    // The lab must not believe itself: the program that was watched is in the list.
    expect(started.length).toBeGreaterThan(0);
    const names = new Set(started.map((path) => basename(path)));
    expect([...names].filter((name) => name !== 'setpriv')).toEqual(['node']);
  });
});
