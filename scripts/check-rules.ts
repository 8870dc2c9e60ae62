import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KillFile } from './check-rules/kill-file.ts';
import { runMutants } from './check-rules/run-mutants.ts';
import { allMutants, renderKills, reportOf, summarise } from './check-rules/summary.ts';
import { reportFileVariable } from './test/vitest-reporter.ts';

/**
 * Changes every row of the truth table in turn and looks whether some test of the judge notices. Exit code 1 where a row can be taken out
 * unnoticed, or where the tests themselves fail. The last line is JSON (docs/testing.md).
 */
const folder = await mkdtemp(join(tmpdir(), 'keyready-check-rules-'));
const began = performance.now();
try {
  const file = join(folder, 'kills.json');
  await writeFile(file, '{}');
  const isClean = await runMutants(file);
  const kills = KillFile.parse(JSON.parse(await readFile(file, 'utf8')));
  const summary = summarise(allMutants(), kills);
  process.stdout.write(`${renderKills(summary, kills)}\n`);
  const reportFile = process.env[reportFileVariable];
  if (reportFile !== undefined) await writeFile(reportFile, JSON.stringify(reportOf(summary, isClean)));
  const tookS = Math.round((performance.now() - began) / 1000);
  process.stdout.write(
    `${JSON.stringify({ check: 'rules', ...summary, rows: summary.rows.length, testsPassed: isClean, tookS })}\n`,
  );
  process.exitCode = isClean && summary.unguarded.length === 0 ? 0 : 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
