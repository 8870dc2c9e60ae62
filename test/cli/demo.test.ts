import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { DevicesPage, FleetSummary } from '../../src/contract/http.ts';
import { signIn } from './doubles/fleet-session.ts';
import { startProgram } from './doubles/run-keyready.ts';

describe('npm run demo', () => {
  it('shows every sample device of all three systems, marked as sample, and leaves nothing behind', async () => {
    const before = await demoFolders();
    const program = startProgram('demo.ts', [], {});
    const link = await program.stdoutHas(/http:\/\/127\.0\.0\.1:\d+\/sign-in#token=\S+/);
    const ask = await signIn(link);
    const summary = FleetSummary.parse(await ask('/v1/fleet/summary'));
    const page = DevicesPage.parse(await ask('/v1/fleet/devices?limit=500'));
    const files = (await readdir('test/fixtures/devices')).filter((name) => name.endsWith('.json'));
    expect(summary).toMatchObject({ devices: files.length, sampleData: true });
    expect(page.devices).toHaveLength(files.length);
    expect(page.devices.every((row) => row.sample && row.name.startsWith('SAMPLE-'))).toBe(true);
    expect(new Set(page.devices.map((row) => row.platform))).toEqual(new Set(['win32', 'darwin', 'linux']));
    // Times were moved to now: most are fresh, the stale one is not, and none is from the future.
    expect(summary.fresh).toBeGreaterThan(files.length / 2);
    expect(summary.fresh).toBeLessThan(files.length);
    for (const row of page.devices) expect(Date.parse(row.lastSeen)).toBeLessThanOrEqual(Date.now());

    program.child.kill('SIGINT');
    const ran = await program.collected;
    expect(ran.exitCode, ran.stderr).toBe(0);
    expect(ran.stdout).toMatch(/^SAMPLE DATA: /);
    expect(await demoFolders()).toEqual(before);
  }, 180_000);
});

async function demoFolders(): Promise<string[]> {
  return (await readdir(tmpdir())).filter(
    (name) => name.startsWith('keyready-demo-') && existsSync(`${tmpdir()}/${name}`),
  );
}
