import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { listProcesses } from '../../../test/doubles/hosts/list-processes.ts';

const parentFile = fileURLToPath(new URL('../../../test/doubles/hosts/launch-and-wait.ts', import.meta.url));

function hostsOf(parentPid: number): number[] {
  return listProcesses().flatMap((seen) => (seen.parentPid === parentPid ? [seen.pid] : []));
}
/** A zombie that nobody collects (no init in a container) is dead. */
function isAlive(pid: number): boolean {
  return listProcesses().some((seen) => seen.pid === pid && seen.state !== 'Z');
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
