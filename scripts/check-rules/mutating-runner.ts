import { readFileSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { type RunnerTask, type RunnerTestCase, type RunnerTestFile, TestRunner } from 'vitest';
import { KillFile, killsVariable } from './kill-file.ts';
import { apply, listen, mutantsOf, nameOf, tablesInUse } from './mutate.ts';

/**
 * Vitest runner that runs each test once as it is and then once for each mutant that no test noticed yet. A test that fails then has noticed it.
 * The function of the test itself runs again, with the assertions it has; nothing of the product or of the test knows of this.
 */
export default class MutatingRunner extends TestRunner {
  private readonly file = process.env[killsVariable] ?? '';
  private readonly kills = KillFile.parse(JSON.parse(readFileSync(this.file, 'utf8')));

  async runTask(test: RunnerTestCase): Promise<void> {
    const run = TestRunner.getTestFn(test);
    const tables = tablesInUse();
    const stopListening = listen(tables);
    let spoke: ReadonlySet<string>;
    try {
      await run();
    } finally {
      spoke = stopListening();
    }
    for (const mutant of mutantsOf(tables)) {
      const name = nameOf(mutant);
      if (this.kills[name] !== undefined || !spoke.has(mutant.row)) continue;
      const undo = apply(mutant, tables);
      try {
        await run();
      } catch {
        this.kills[name] = `${relative(this.config.root, test.file.filepath)} › ${fullName(test)}`;
      } finally {
        undo();
      }
    }
  }

  override onAfterRunFiles(files: RunnerTestFile[]): void {
    super.onAfterRunFiles(files);
    writeFileSync(this.file, JSON.stringify(this.kills));
  }
}

function fullName(test: RunnerTask): string {
  return test.suite === undefined ? test.name : `${fullName(test.suite)} › ${test.name}`;
}
