import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withSenderLock } from './sender-lock.ts';

let stateDir: string;
beforeEach(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'keyready-lock-'));
});
afterEach(() => rm(stateDir, { recursive: true, force: true }));

const holder = new URL('../../test/cli/doubles/hold-sender-lock.ts', import.meta.url).pathname;
async function startHolder() {
  const child = spawn(process.execPath, [holder, stateDir], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return child;
}

describe('sender lock', () => {
  it('lets one in at a time', async () => {
    let inside = 0;
    let most = 0;
    const work = () =>
      withSenderLock(stateDir, async () => {
        inside += 1;
        most = Math.max(most, inside);
        await new Promise((resolve) => setTimeout(resolve, 50));
        inside -= 1;
      });
    await Promise.all([work(), work(), work()]);
    expect(most).toBe(1);
    expect(await readdir(stateDir)).toEqual([]);
  });

  it('is given back when the work fails', async () => {
    await expect(withSenderLock(stateDir, () => Promise.reject(new Error('broken')))).rejects.toThrow(
      'broken',
    );
    expect(await withSenderLock(stateDir, async () => 'in')).toBe('in');
  });

  it('says "later" while another process sends', async () => {
    const child = await startHolder();
    try {
      await expect(withSenderLock(stateDir, async () => 'in')).rejects.toMatchObject({
        code: 'upload.retry-later',
      });
    } finally {
      child.kill('SIGKILL');
      await once(child, 'close');
    }
  });

  it('passes on from a holder that was killed', async () => {
    const child = await startHolder();
    child.kill('SIGKILL');
    await once(child, 'close');
    expect(await withSenderLock(stateDir, async () => 'in')).toBe('in');
  });

  it('says that its folder cannot be made', async () => {
    await writeFile(join(stateDir, 'file'), '');
    await expect(withSenderLock(join(stateDir, 'file', 'below'), async () => 'in')).rejects.toMatchObject({
      code: 'state.not-writable',
    });
  });
});
