import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { listProcesses } from '../../../test/doubles/hosts/list-processes.ts';
import { endingWithParent } from './orphan-guard.ts';

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
    ['waiting-host', 'waits', 'guarded by the kernel'],
    ['waiting-host', 'waits', 'plain'],
    ['spinning-host', 'spins in an endless loop', 'guarded by the kernel'],
    ['spinning-host', 'spins in an endless loop', 'plain'],
  ])('%s does not stay behind when it %s, %s', async (host, _, how) => {
    const parent = spawn(process.execPath, [parentFile, host, how], { stdio: ['ignore', 'pipe', 'ignore'] });
    await once(parent.stdout, 'data');
    const hosts = hostsOf(parent.pid ?? -1);
    expect(hosts).toHaveLength(1);
    // Let a spinning probe begin to spin: its host can hear nothing from then on.
    await new Promise((resolve) => setTimeout(resolve, 300));
    parent.kill('SIGKILL');
    await once(parent, 'exit');
    await expect.poll(() => hosts.filter(isAlive), { timeout: 15_000 }).toEqual([]);
  });
});

describe('how a host is started', () => {
  it.runIf(process.platform === 'linux')('has the kernel end it with its parent, and says so', () => {
    const how = endingWithParent(process.execPath, ['--flag']);
    expect(how).toEqual({
      execPath: '/usr/bin/setpriv',
      execArgv: ['--pdeathsig', 'KILL', '--', process.execPath, '--title=keyready-host', '--flag'],
    });
  });

  it('is Node as it is where that cannot be', () => {
    expect(endingWithParent('/no/such/node', ['--flag'])).toEqual({
      execPath: '/no/such/node',
      execArgv: ['--flag'],
    });
  });
});
