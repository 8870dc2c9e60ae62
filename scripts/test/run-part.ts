import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PartReport, type RunnerReport, skippedPart } from './part-report.ts';
import type { Part } from './parts.ts';

export type PartSurroundings = {
  projectRoot: string;
  missingPackages: ReadonlySet<string>;
  /** On a CI machine that may install, a part that cannot run is a failure. */
  mustRun: boolean;
  stop: AbortSignal;
};

/** Runs one part, or says why it cannot. Never throws: whatever goes wrong becomes a problem of the part. */
export async function runPart(part: Part, around: PartSurroundings): Promise<PartReport> {
  const impossible = part.impossible?.() ?? null;
  if (impossible !== null) return skippedPart(part.id, impossible);
  const cannot = await reasonNotToRun(part, around);
  if (cannot !== null)
    return around.mustRun
      ? { part: part.id, tookMs: 0, tests: [], problems: [`could not run: ${cannot}`] }
      : skippedPart(part.id, cannot);
  const startedAt = performance.now();
  const report = await runSafely(part, around);
  const problems =
    report.tests.length === 0 && report.problems.length === 0 ? ['ran no test'] : report.problems;
  return { part: part.id, tookMs: performance.now() - startedAt, tests: report.tests, problems };
}

async function reasonNotToRun(part: Part, around: PartSurroundings): Promise<string | null> {
  const missing = part.needs.filter((name) => around.missingPackages.has(name));
  if (missing.length > 0) return `Debian packages missing: ${missing.join(' ')}`;
  try {
    await part.prepare?.();
    return null;
  } catch (error) {
    return messageOf(error);
  }
}

async function runSafely(part: Part, around: PartSurroundings): Promise<RunnerReport> {
  const reportDir = await mkdtemp(join(tmpdir(), 'keyready-test-'));
  try {
    return await part.run({
      cwd: around.projectRoot,
      timeLimitMs: part.timeLimitMs,
      stop: around.stop,
      reportDir,
    });
  } catch (error) {
    return { tests: [], problems: [messageOf(error)] };
  } finally {
    await rm(reportDir, { recursive: true, force: true });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
