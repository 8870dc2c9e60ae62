import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { ChildExit } from '../platform/child-channel.ts';
import { type ForkUtility, killProcess, utilityHostLauncher } from './utility-child.ts';

type Child = ReturnType<ForkUtility>;

/** A utility process as electron.d.ts describes it, its events raised by the test. */
function fakeChild(pid: number | undefined) {
  const events = new EventEmitter();
  const posted: unknown[] = [];
  let asked = 0;
  const child = {
    pid,
    postMessage: (message: unknown) => void posted.push(message),
    kill: () => {
      asked += 1;
      return true;
    },
    on: (name: string, listen: (...args: unknown[]) => void) => events.on(name, listen),
    once: (name: string, listen: (...args: unknown[]) => void) => events.once(name, listen),
  } as unknown as Child;
  return { child, events, posted, asked: () => asked };
}

describe('utilityHostLauncher', () => {
  it('starts the host file and carries messages both ways', async () => {
    const { child, events, posted } = fakeChild(41);
    const forked: unknown[] = [];
    const channel = utilityHostLauncher(
      (...args) => {
        forked.push(args);
        return child;
      },
      '/app/out/main/probe-host.js',
      () => {},
    )();
    expect(forked).toEqual([
      ['/app/out/main/probe-host.js', [], { serviceName: 'Keyready probes', stdio: 'ignore' }],
    ]);
    const heard: unknown[] = [];
    channel.onMessage((message) => heard.push(message));
    channel.send({ kind: 'observe' });
    events.emit('message', { kind: 'observed' });
    expect(posted).toEqual([{ kind: 'observe' }]);
    expect(heard).toEqual([{ kind: 'observed' }]);
  });
  it('tells the end once, also to who listens late, and survives a fatal error event', async () => {
    const { child, events } = fakeChild(41);
    const channel = utilityHostLauncher(
      () => child,
      '/host.js',
      () => {},
    )();
    events.emit('error', 'FatalError', 'v8', 'report');
    events.emit('exit', 139);
    const exit = await new Promise<ChildExit>((resolve) => channel.onExit(resolve));
    expect(exit).toEqual({ exitCode: 139, signalName: null });
  });
  it('ends the child at once, also one that is still starting', () => {
    const killed: number[] = [];
    const running = fakeChild(41);
    utilityHostLauncher(
      () => running.child,
      '/host.js',
      (pid) => killed.push(pid),
    )().kill();
    expect(killed).toEqual([41]);
    const starting = fakeChild(undefined);
    const channel = utilityHostLauncher(
      () => starting.child,
      '/host.js',
      (pid) => killed.push(pid),
    )();
    channel.kill();
    expect(killed).toEqual([41]);
    (starting.child as { pid: number }).pid = 42;
    starting.events.emit('spawn');
    expect(killed).toEqual([41, 42]);
    expect(starting.asked()).toBe(1);
  });
  it('tells an exit when the child could not be started', async () => {
    const channel = utilityHostLauncher(
      () => {
        throw new Error('no such file');
      },
      '/host.js',
      () => {},
    )();
    channel.send('dropped');
    channel.kill();
    expect(await new Promise<ChildExit>((resolve) => channel.onExit(resolve))).toEqual({
      exitCode: null,
      signalName: null,
      problem: 'no such file',
    });
  });
});

describe('killProcess', () => {
  it('takes a process that has gone for ended', () => {
    // Above the kernel's highest process id (proc_sys_kernel(5), pid_max).
    expect(() => killProcess(2 ** 30)).not.toThrow();
  });
});
