import { glob, readFile } from 'node:fs/promises';

/**
 * The test files that judge something: those that import `assess` or the evaluation themselves, or replay machines to be judged. Tests that compare documents with the table
 * are not among them, since `npm run docs` would make them agree with any table. Nor are properties: they hold of any table, and take long.
 */
export async function judgeTests(): Promise<string[]> {
  const found: string[] = [];
  for await (const path of glob(['src/core/**/*.test.ts', 'test/contract/**/*.test.ts'])) {
    if (path.endsWith('.property.test.ts')) continue;
    const text = await readFile(path, 'utf8');
    if (/from '[./a-z-]*\/(assess|replayed-machines)\.ts'/.test(text)) found.push(path);
  }
  return found.sort();
}
