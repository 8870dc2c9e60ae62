import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, expect, test } from 'playwright/test';

const root = join(import.meta.dirname, '../../..');
const distDir = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(root, 'node_modules/electron/dist');
const found = existsSync(distDir);
const whyNot = `Electron's own runtime is not here (${distDir}): run npx install-electron, or set ELECTRON_OVERRIDE_DIST_PATH`;

if (!found) process.stderr.write(`\nSKIPPED window in real Electron: ${whyNot}\n`);

/** What only Electron itself can show. Runs by itself where its runtime is. */
test.describe('the window in real Electron', () => {
  test.skip(!found, whyNot);

  test('opens, scans this machine, keeps its page caged, and ends with its window', async () => {
    const app = await _electron.launch({
      args: [root, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
      cwd: root,
      env: {
        ...process.env,
        KEYREADY_STATE_DIR: mkdtempSync(join(tmpdir(), 'keyready-electron-')),
      } as Record<string, string>,
    });
    const page = await app.firstWindow();
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    expect(page.url()).toBe('app://keyready/');
    await expect(page.getByRole('button', { name: 'Check again' })).toBeVisible();
    await expect(page.locator('[data-answer]')).toBeVisible();
    const reachable = await page.evaluate(() => ({
      require: typeof (globalThis as { require?: unknown }).require,
      process: typeof (globalThis as { process?: unknown }).process,
      bridge: Object.keys(window.keyready).sort(),
    }));
    expect(reachable).toEqual({
      require: 'undefined',
      process: 'undefined',
      bridge: ['app', 'remedy', 'scan', 'upload'],
    });
    await page.evaluate(() => window.location.assign('https://example.org/'));
    await page.waitForTimeout(500);
    expect(page.url()).toBe('app://keyready/');
    expect(complaints).toEqual([]);
    const ended = app.waitForEvent('close');
    await page.close();
    await ended;
  });
});
