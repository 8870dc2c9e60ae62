import { join } from 'node:path';
import { defineConfig } from 'playwright/test';

const results = join(import.meta.dirname, '../../test-results');
const runsAsRoot = process.getuid?.() === 0;

/**
 * Window and fleet view in the system's Chromium; no browser is downloaded. Needs `npm run build` before.
 * KEYREADY_CHROMIUM names another browser. Chromium's sandbox refuses to run as root, so only root goes without.
 */
export default defineConfig({
  outputDir: join(results, 'playwright'),
  reporter: [['list'], ['json', { outputFile: join(results, 'playwright.json') }]],
  // A test that passes only on a second try is not to be trusted.
  retries: 0,
  forbidOnly: true,
  workers: 2,
  // Generous: small shared machines start an embedded database slowly.
  timeout: 90_000,
  expect: { timeout: 10_000 },
  use: {
    locale: 'en-US',
    timezoneId: 'UTC',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.KEYREADY_CHROMIUM ?? '/usr/bin/chromium',
      args: [
        ...(runsAsRoot ? ['--no-sandbox'] : []),
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-default-apps',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
  projects: [
    { name: 'fleet', testDir: 'fleet', use: { viewport: { width: 1280, height: 800 } } },
    { name: 'window', testDir: 'window', use: { viewport: { width: 800, height: 600 } } },
  ],
});
