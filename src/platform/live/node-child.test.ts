import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { listProcesses } from '../../../test/doubles/hosts/list-processes.ts';
import type { ChildChannel, ChildExit } from '../child-channel.ts';
import { nodeHostLauncher } from './node-child.ts';

const hostFile = (name: string) =>
  fileURLToPath(new URL(`../../../test/doubles/hosts/${name}.ts`, import.meta.url));
const exitOf = (line: ChildChannel) => new Promise<ChildExit>((resolve) => line.onExit(resolve));

describe('nodeHostLauncher', () => {
  it('carries messages both ways and tells the end once', async () => {
    const line = nodeHostLauncher(hostFile('babbling-host'))();
    const heard = new Promise((resolve) => line.onMessage(resolve));
    line.send({ hello: true });
    expect(await heard).toEqual({ kind: 'gossip' });
    const listen = vi.fn();
    line.onExit(listen);
    line.kill();
    line.kill();
    expect(await exitOf(line)).toEqual({ exitCode: null, signalName: 'SIGKILL' });
    line.send({ too: 'late' });
    expect(listen).toHaveBeenCalledTimes(1);
    expect(listProcesses().filter((seen) => seen.parentPid === process.pid)).toEqual([]);
  });

  it('tells how a host ended', async () => {
    expect(await exitOf(nodeHostLauncher(hostFile('unlaunchable-host'))())).toEqual({
      exitCode: 3,
      signalName: null,
    });
    expect((await exitOf(nodeHostLauncher('/no/such/file.ts')())).exitCode).toBe(1);
  });

  it('says so when no process can be started', async () => {
    const runtime = process.execPath;
    try {
      process.execPath = '/no/such/node';
      expect(await exitOf(nodeHostLauncher(hostFile('steady-host'))())).toMatchObject({
        exitCode: null,
        signalName: null,
        problem: expect.stringContaining('ENOENT'),
      });
    } finally {
      process.execPath = runtime;
    }
  });
});
