import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runVitest } from './run-vitest.ts';

const installedPackages = fileURLToPath(new URL('../../node_modules', import.meta.url));
let project: string;

/** A project of its own, run by the real vitest, whose report is then read. */
beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), 'keyready-vitest-'));
  await symlink(installedPackages, join(project, 'node_modules'));
  await writeFile(join(project, 'vitest.config.mjs'), 'export default { test: { maxWorkers: 1 } };');
});
afterEach(() => rm(project, { recursive: true, force: true }));

async function runWith(files: Record<string, string>) {
  for (const [name, body] of Object.entries(files))
    await writeFile(join(project, name), `import { beforeAll, describe, it } from 'vitest';\n${body}`);
  return runVitest(['--config', 'vitest.config.mjs'], {
    cwd: project,
    timeLimitMs: 60_000,
    stop: new AbortController().signal,
    reportDir: project,
    output: 'hidden',
    env: { PATH: `${join(installedPackages, '.bin')}:${process.env.PATH}` },
  });
}

describe('runVitest', () => {
  it('reports passed, failed and skipped tests, with the note as reason', async () => {
    const report = await runWith({
      'mixed.test.js': `
        it('works', () => {});
        it('breaks', () => { throw new Error('no'); });
        it('wants hardware', ({ skip }) => skip('no reader here'));
        describe.skipIf(true)('packing (SKIPPED: gcc is missing)', () => { it('packs', () => {}); });
        it.todo('comes later');`,
    });
    expect(report.problems).toEqual([]);
    expect(report.tests).toEqual([
      { name: 'mixed.test.js › works', outcome: 'passed' },
      { name: 'mixed.test.js › breaks', outcome: 'failed' },
      { name: 'mixed.test.js › wants hardware', outcome: 'skipped', reason: 'no reader here' },
      {
        name: 'mixed.test.js › packing (SKIPPED: gcc is missing) > packs',
        outcome: 'skipped',
        reason: 'gcc is missing',
      },
      { name: 'mixed.test.js › comes later', outcome: 'skipped', reason: 'still to be written' },
    ]);
  });

  it('does not let a file that fails to load pass for an empty one', async () => {
    const report = await runWith({ 'broken.test.js': `throw new Error('cannot load');` });
    expect(report.problems).toEqual(['broken.test.js: cannot load']);
  });

  it('reports a failing hook although its tests only count as skipped', async () => {
    const report = await runWith({
      'hook.test.js': `describe('lab', () => { beforeAll(() => { throw new Error('no boot'); }); it('asks', () => {}); });`,
    });
    expect(report.problems).toEqual(['hook.test.js: no boot']);
  });

  it('reports an error outside every test', async () => {
    const report = await runWith({
      'stray.test.js': `it('works', () => { setTimeout(() => { throw new Error('stray'); }, 1); return new Promise((r) => setTimeout(r, 50)); });`,
    });
    expect(report.problems).toEqual(['unhandled error: stray']);
  });

  it('fails when there is no report at all', async () => {
    await writeFile(join(project, 'vitest.config.mjs'), 'this is no configuration');
    const report = await runWith({});
    expect(report.problems).toEqual(['vitest ended with exit code 1 and left no report']);
  });
});
