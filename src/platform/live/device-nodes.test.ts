import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { liveDeviceNodes } from './device-nodes.ts';

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'keyready-device-'));
});
afterAll(() => rmSync(dir, { recursive: true }));

describe('liveDeviceNodes', () => {
  it('writes once and reads once', async () => {
    expect(await liveDeviceNodes().exchange('/dev/zero', '8001', 4)).toEqual({ ok: true, value: '00000000' });
    expect(await liveDeviceNodes().exchange('/dev/null', '8001', 4)).toEqual({ ok: true, value: '' });
  });

  it('says what stands in the way', async () => {
    writeFileSync(join(dir, 'file'), '');
    const nodes = liveDeviceNodes();
    expect(await nodes.exchange('/dev/no-such-tpm', '8001', 4)).toMatchObject({ problem: 'not-found' });
    expect(await nodes.exchange(join(dir, 'file'), '8001', 4)).toMatchObject({ problem: 'refused' });
    expect(await nodes.exchange('/dev/zero', '8', 4)).toMatchObject({ problem: 'refused' });
    expect(await nodes.exchange('/dev/full', '8001', 4)).toMatchObject({
      problem: 'unreadable',
      detail: 'ENOSPC',
    });
  });

  it('comes back in time from a device that never answers, and the process goes on', async () => {
    // The far end of this terminal takes what is written and never types anything.
    const terminal = spawn('/usr/bin/script', ['-qc', 'tty; sleep 30', '/dev/null'], { stdio: 'pipe' });
    try {
      const [named] = (await once(terminal.stdout, 'data')) as [Buffer];
      let turns = 0;
      const ticking = setInterval(() => turns++, 10);
      const told = await liveDeviceNodes(300).exchange(named.toString().trim(), '8001', 4);
      clearInterval(ticking);
      expect(told).toEqual({ ok: false, problem: 'timed-out', detail: 'after 300 ms' });
      expect(turns).toBeGreaterThan(5);
    } finally {
      // Ends the terminal, which ends the read that still waits.
      terminal.kill('SIGKILL');
    }
  });
});
