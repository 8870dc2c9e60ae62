// `npm test`: everything this repository can prove about itself on this machine. docs/testing.md says what needs what.
import { fileURLToPath } from 'node:url';
import type { PartReport } from './test/part-report.ts';
import { type Part, parts, selectParts } from './test/parts.ts';
import { runPart } from './test/run-part.ts';
import { renderSummary, tallyAll } from './test/summary.ts';
import { preparePackages, systemPackages } from './test/system-packages.ts';

const projectRoot = fileURLToPath(new URL('..', import.meta.url));
const usageError = 64;

const say = (line: string) => process.stdout.write(`${line}\n`);

function usage(): string {
  const lines = parts.map((part) => `  ${part.id.padEnd(12)} ${part.about}`);
  return [
    'usage: npm test [-- PART...]',
    '',
    'Parts, in the order they run (all when none is named):',
    ...lines,
  ].join('\n');
}

function chooseParts(words: readonly string[]): readonly Part[] | null {
  try {
    return selectParts(words);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    process.stderr.write(`${error.message}\n\n${usage()}\n`);
    return null;
  }
}

async function runAll(chosen: readonly Part[]): Promise<number> {
  const interrupted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => interrupted.abort(signal));
  const mustRun = process.env.CI === 'true' && systemPackages.isRoot;
  // Nothing is installed for a part that cannot run here in any case.
  const possible = chosen.filter((part) => (part.impossible?.() ?? null) === null);
  const packages = preparePackages(possible, systemPackages, say);
  if (packages.message !== null) say(packages.message);

  const reports: PartReport[] = [];
  for (const part of chosen) {
    if (interrupted.signal.aborted) break;
    say(`\n── ${part.id}: ${part.about}`);
    const report = await runPart(part, {
      projectRoot,
      missingPackages: packages.missing,
      mustRun,
      stop: interrupted.signal,
    });
    reports.push(report);
  }
  if (interrupted.signal.aborted)
    reports.push({ part: 'all', tookMs: 0, tests: [], problems: ['interrupted before all parts had run'] });
  process.stdout.write(renderSummary(reports));
  return tallyAll(reports).failed > 0 ? 1 : 0;
}

const words = process.argv.slice(2);
if (words.includes('--help')) say(usage());
else {
  const chosen = chooseParts(words);
  process.exitCode = chosen === null ? usageError : await runAll(chosen);
}
