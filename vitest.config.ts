import { defineConfig } from 'vitest/config';

/**
 * Two projects without any demand on the machine beyond Node. Those that want system packages are in
 * test/lab/vitest.config.ts, so that a bare `vitest run` never starts a virtual machine.
 */
export default defineConfig({
  test: {
    testTimeout: 20_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [
            'src/**/*.test.{ts,tsx}',
            'scripts/**/*.test.ts',
            'test/contract/**/*.test.ts',
            'test/lab/virtual-key/**/*.test.ts',
            'test/lab/security-keys/**/*.test.ts',
            'test/lab/wine/**/*.test.ts',
            'test/bench/**/*.test.ts',
          ],
        },
      },
      {
        extends: true,
        test: {
          name: 'process',
          include: ['test/**/*.test.ts'],
          exclude: ['test/contract/**', 'test/lab/**', 'test/bench/**', 'test/e2e/**', 'test/fixtures/**'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
