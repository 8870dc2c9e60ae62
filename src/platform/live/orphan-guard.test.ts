import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const parentFile = fileURLToPath(new URL('../../../test/doubles/hosts/launch-and-wait.ts', import.meta.url));

function hostsOf(parentPid: number): number[] {
  const listed = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
  const pairs = listed.map((line) => line.trim().split(/\s+/).map(Number));
  return pairs.filter(([, ppid]) => ppid === parentPid).map(([pid]) => pid ?? 0);
}
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A zombie that nobody collects (no init in a container) is dead.
    return !/^\d+ \(.*\) Z/.test(execFileSync('cat', [`/proc/${pid}/stat`], { encoding: 'utf8' }));
  } catch {
    return false;
  }
}

describe('a probe host whose parent is killed', () => {
  it.each([
    ['waiting-host', 'waits'],
    ['spinning-host', 'spins in an endless loop'],
  ])('does not stay behind when it %s', async (host) => {
    const parent = spawn(process.execPath, [parentFile, host], { stdio: ['ignore', 'pipe', 'ignore'] });
    await once(parent.stdout, 'data');
    const hosts = hostsOf(parent.pid ?? -1);
    expect(hosts).toHaveLength(1);
    // Let a spinning probe begin to spin: its host can hear nothing from then on.
    await new Promise((resolve) => setTimeout(resolve, 300));
    parent.kill('SIGKILL');
    await once(parent, 'exit');
    await expect.poll(() => hosts.filter(isAlive), { timeout: 5000 }).toEqual([]);
  });
});
