import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Suites behind real system packages. `npm test -- lab-vm lab-desktop` looks for those first. */
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    // One machine or bus at a time: an emulated one needs both cores.
    fileParallelism: false,
    projects: [
      {
        extends: true,
        test: {
          name: 'lab-vm',
          include: ['test/lab/vm.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 1_300_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'lab-keys',
          include: ['test/lab/keys.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 1_300_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'lab-wine',
          include: ['test/lab/wine.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 1_300_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'lab-windows',
          include: ['test/lab/windows/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 600_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'lab-apps',
          include: ['test/lab/apps/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 240_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'lab-desktop',
          include: ['test/lab/desktop-services/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
