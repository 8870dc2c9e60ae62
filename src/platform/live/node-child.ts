import { type ChildProcess, type ForkOptions, fork } from 'node:child_process';
import { type ChildChannel, type ChildExit, type LaunchHost, neverStarted } from '../child-channel.ts';
import { compileCacheDir } from './compile-cache.ts';
import { endingWithParent } from './orphan-guard.ts';

/** How long messages already on the way may follow a child's exit, milliseconds. */
const DRAIN_LIMIT_MS = 500;

/** Launches probe hosts as Node processes from `entryFile`, an absolute path to a module. */
export function nodeHostLauncher(entryFile: string): LaunchHost {
  const cacheDir = compileCacheDir(entryFile);
  return () => {
    const options: ForkOptions = {
      // A group of its own: Ctrl-C at the terminal reaches the parent only, which then ends the host.
      detached: process.platform !== 'win32',
      // The parent's own flags (inspector, test runner) are not the host's. A host is short-lived and keeps little: V8's young space
      // of 16 MB would be most of its memory.
      ...endingWithParent(process.execPath, ['--max-semi-space-size=1']),
      env: cacheDir === null ? process.env : { ...process.env, NODE_COMPILE_CACHE: cacheDir },
      serialization: 'json',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      windowsHide: true,
    };
    try {
      return channelTo(fork(entryFile, [], options));
    } catch (error) {
      // Most failures to start come as an event; out of memory and the like are thrown.
      return neverStarted(error instanceof Error ? error.message : String(error));
    }
  };
}

function channelTo(child: ChildProcess): ChildChannel {
  let exit: ChildExit | null = null;
  let tellExit: (exit: ChildExit) => void = () => {};
  const ended = new Promise<ChildExit>((resolve) => {
    tellExit = resolve;
  });

  // `exit` may come before the last messages were read; `disconnect` comes after them.
  child.once('exit', (exitCode, signalName) => {
    exit = { exitCode, signalName };
    if (!child.connected) tellExit(exit);
    else setTimeout(tellExit, DRAIN_LIMIT_MS, exit).unref();
  });
  child.once('disconnect', () => {
    if (exit !== null) tellExit(exit);
  });
  child.on('error', (error) => {
    // Without a pid it never started; otherwise a message or kill failed and `exit` tells the rest.
    if (child.pid === undefined) tellExit({ exitCode: null, signalName: null, problem: error.message });
  });

  return {
    send(message) {
      if (child.connected) child.send(message as object, () => {});
    },
    onMessage(listen) {
      child.on('message', listen);
    },
    onExit(listen) {
      void ended.then(listen);
    },
    kill() {
      child.kill('SIGKILL');
      // Should the kernel hold it, this process must still be able to end.
      child.unref();
    },
  };
}
