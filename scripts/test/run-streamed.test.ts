import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runStreamed } from './run-streamed.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keyready-streamed-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const options = () => ({ cwd: folder, timeLimitMs: 20_000, stop: new AbortController().signal });

/** A shell that starts a grandchild, notes its id, and waits. */
const lingering = 'sleep 60 & echo $! > grandchild; wait';

/** Empty while the shell has only opened the note: an id of nothing would be looked for as /proc//stat. */
async function grandchildId(): Promise<string> {
  return (await readFile(join(folder, 'grandchild'), 'utf8').catch(() => '')).trim();
}

async function grandchildIsGone(): Promise<boolean> {
  const id = await grandchildId();
  expect(id).toMatch(/^\d+$/);
  for (let attempt = 0; attempt < 50; attempt += 1) {
    // A zombie that waits for its new parent has ended.
    const status = await readFile(`/proc/${id}/stat`, 'utf8').catch(() => ') Z');
    if (status.includes(') Z')) return true;
    await delay(20);
  }
  return false;
}

describe('runStreamed', () => {
  it('gives the exit code', async () => {
    expect(await runStreamed('sh', ['-c', 'exit 3'], options())).toEqual({ kind: 'ended', exitCode: 3 });
  });

  it('tells a crash from an exit code, and a program that is not there from both', async () => {
    expect(await runStreamed('sh', ['-c', 'kill -SEGV $$'], options())).toEqual({
      kind: 'killed',
      signal: 'SIGSEGV',
    });
    expect(await runStreamed(join(folder, 'nothing'), [], options())).toMatchObject({ kind: 'not-started' });
  });

  it('ends a program that takes too long, with everything it started', async () => {
    const result = await runStreamed('sh', ['-c', lingering], { ...options(), timeLimitMs: 300 });
    expect(result).toEqual({ kind: 'timed-out', timeLimitMs: 300 });
    expect(await grandchildIsGone()).toBe(true);
  });

  it('ends the program when asked to stop', async () => {
    const stop = new AbortController();
    const running = runStreamed('sh', ['-c', lingering], { ...options(), stop: stop.signal });
    while ((await grandchildId()) === '') await delay(10);
    stop.abort();
    expect(await running).toEqual({ kind: 'killed', signal: 'SIGTERM' });
    expect(await grandchildIsGone()).toBe(true);
  });
});
