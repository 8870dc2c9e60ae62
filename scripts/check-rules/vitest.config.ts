import { defineConfig } from 'vitest/config';
import { judgeTests } from './judge-tests.ts';

/** The judge's own test files, one after the other, each in a process of its own and with the runner that changes the table. */
export default defineConfig({
  test: {
    include: await judgeTests(),
    runner: new URL('mutating-runner.ts', import.meta.url).pathname,
    setupFiles: [new URL('rule-tables.ts', import.meta.url).pathname],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});
