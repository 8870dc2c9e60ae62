import { writeFile } from 'node:fs/promises';
import { relative } from 'node:path';
import type { Reporter, TestCase, TestModule } from 'vitest/node';
import type { RunnerReport, TestOutcome } from './part-report.ts';

/** Where the report goes. Vitest's own JSON reporter drops the note of a skipped test, which is the reason we want to show. */
export const reportFileVariable = 'KEYREADY_TEST_REPORT';

/** Vitest reporter that writes a `RunnerReport`. */
export default class PartReporter implements Reporter {
  async onTestRunEnd(
    modules: readonly TestModule[],
    unhandledErrors: readonly { message: string }[],
  ): Promise<void> {
    const file = process.env[reportFileVariable];
    if (!file) throw new Error(`${reportFileVariable} is not set`);
    const report: RunnerReport = {
      tests: modules.flatMap((module) => [...module.children.allTests()].map(outcomeOf)),
      problems: [
        ...modules.flatMap(problemsOf),
        ...unhandledErrors.map((error) => `unhandled error: ${firstLine(error.message)}`),
      ],
    };
    await writeFile(file, JSON.stringify(report));
  }
}

function outcomeOf(test: TestCase): TestOutcome {
  const name = `${fileOf(test.module)} › ${test.fullName}`;
  const result = test.result();
  if (result.state === 'passed') return { name, outcome: 'passed' };
  if (result.state !== 'skipped') return { name, outcome: 'failed' };
  const reason = result.note ?? reasonInName(test);
  return reason === undefined ? { name, outcome: 'skipped' } : { name, outcome: 'skipped', reason };
}

/** `describe.skipIf` takes no note, so its reason stands in the name: `a packed folder (SKIPPED: gcc is missing)`. */
function reasonInName(test: TestCase): string | undefined {
  if (test.options.mode === 'todo') return 'still to be written';
  return /\bskipped\b[^:]*: *([^)>]+)/i.exec(test.fullName)?.[1]?.trim();
}

/** A file that fails without a failing test: it did not load, or a hook threw and its tests count as skipped. */
function problemsOf(module: TestModule): string[] {
  const file = fileOf(module);
  const errors = [module, ...module.children.allSuites()].flatMap((suite) => suite.errors());
  const problems = errors.map((error) => `${file}: ${firstLine(error.message)}`);
  const hasFailedTest = [...module.children.allTests()].some((test) => test.result().state === 'failed');
  const isUnexplained = !module.ok() && problems.length === 0 && !hasFailedTest;
  return isUnexplained ? [`${file}: failed without saying why`] : problems;
}

function fileOf(module: TestModule): string {
  return relative(module.project.vitest.config.root, module.moduleId);
}

function firstLine(message: string): string {
  return message.split('\n', 1)[0] ?? '';
}
