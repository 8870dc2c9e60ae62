import { execFileSync } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { watchKeyNodes } from './watch-key-nodes.ts';

let devDir: string;
let rings: number;
let unwatch: () => void;
beforeEach(async () => {
  devDir = await mkdtemp(join(tmpdir(), 'keyready-dev-'));
  rings = 0;
  unwatch = () => {};
});
afterEach(async () => {
  unwatch();
  await rm(devDir, { recursive: true, force: true });
});

const node = (name: string) => join(devDir, name);
async function watching(): Promise<void> {
  unwatch = watchKeyNodes(() => {
    rings += 1;
  }, devDir);
  await sleep(100);
  expect(rings).toBe(0);
}
async function rung(times: number, withinMs = 1000): Promise<void> {
  const endsAtMs = performance.now() + withinMs;
  while (rings < times && performance.now() < endsAtMs) await sleep(5);
  expect(rings).toBe(times);
}

describe.skipIf(process.platform !== 'linux')('watching hidraw nodes', () => {
  it('tells of a node that comes, gets other rights, and goes', async () => {
    await watching();
    await writeFile(node('hidraw7'), '');
    await rung(1, 300);
    await chmod(node('hidraw7'), 0o600);
    await rung(2, 300);
    await rm(node('hidraw7'));
    await rung(3, 300);
  });

  it('does not care about other devices', async () => {
    await watching();
    await writeFile(node('ttyUSB0'), '');
    await writeFile(node('null'), '');
    await sleep(200);
    expect(rings).toBe(0);
  });

  it('takes a write to a node for no change, so that its own looks do not keep it busy', async ({ skip }) => {
    try {
      // A character device like a hidraw node: the one behind /dev/null.
      execFileSync('/usr/bin/mknod', [node('hidraw3'), 'c', '1', '3'], { stdio: 'pipe' });
      await writeFile(node('hidraw3'), 'x');
    } catch {
      skip('this account may not make device nodes here');
    }
    await watching();
    for (let write = 0; write < 20; write += 1) {
      await writeFile(node('hidraw3'), 'x');
      await sleep(10);
    }
    await sleep(100);
    expect(rings).toBe(0);
    await rm(node('hidraw3'));
    await rung(1, 300);
  });

  it('is silent once it is ended', async () => {
    await watching();
    await writeFile(node('hidraw1'), '');
    unwatch();
    await sleep(200);
    expect(rings).toBe(0);
  });

  it('looks from time to time where no events can be had', async () => {
    await rm(devDir, { recursive: true });
    unwatch = watchKeyNodes(() => {
      rings += 1;
    }, devDir);
    await sleep(50);
    execFileSync('/usr/bin/mkdir', [devDir]);
    await writeFile(node('hidraw0'), '');
    await rung(1, 1500);
  });
});
