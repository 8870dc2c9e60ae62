import type { UtilityProcess, utilityProcess } from 'electron';
import {
  type ChildChannel,
  type ChildExit,
  type LaunchHost,
  neverStarted,
} from '../platform/child-channel.ts';
import { systemCode } from '../platform/system-code.ts';

/** What this file uses of Electron, so that a test can stand in for it with checked types. */
export type ForkUtility = (
  ...args: Parameters<typeof utilityProcess.fork>
) => Pick<UtilityProcess, 'pid' | 'postMessage' | 'kill' | 'on' | 'once'>;

/**
 * Launches probe hosts as Electron utility processes: a crash in a probe's native code ends that process and not the
 * window. fork() is not available, because the runAsNode fuse is off.
 *
 * @param hostFile The bundled host entry, an absolute path.
 * @param killAtOnce Ends a process by id without asking it, as process.kill(pid, 'SIGKILL') does.
 */
export function utilityHostLauncher(
  fork: ForkUtility,
  hostFile: string,
  killAtOnce: (pid: number) => void,
): LaunchHost {
  return () => {
    try {
      return channelTo(fork(hostFile, [], { serviceName: 'Keyready probes', stdio: 'ignore' }), killAtOnce);
    } catch (error) {
      return neverStarted(error instanceof Error ? error.message : String(error));
    }
  };
}

function channelTo(child: ReturnType<ForkUtility>, killAtOnce: (pid: number) => void): ChildChannel {
  const ended = new Promise<ChildExit>((resolve) => {
    child.once('exit', (exitCode) => resolve({ exitCode, signalName: null }));
  });
  // A fatal error in V8 is told here and followed by `exit`; unheard, the event would be thrown in this process.
  child.on('error', () => {});
  // kill() alone sends a signal that hung native code may never act on.
  function end(): void {
    if (child.pid !== undefined) killAtOnce(child.pid);
    child.kill();
  }
  return {
    send: (message) => child.postMessage(message),
    onMessage: (listen) => void child.on('message', listen),
    onExit: (listen) => void ended.then(listen),
    kill() {
      if (child.pid !== undefined) end();
      else child.once('spawn', end);
    },
  };
}

/** Ends a process at once. One that has gone already is fine. */
export function killProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (systemCode(error) !== 'ESRCH') throw error;
  }
}
