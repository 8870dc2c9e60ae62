import { accessSync, constants } from 'node:fs';
import { Worker } from 'node:worker_threads';

const CHECK_EVERY_MS = 500;
/** Of util-linux, which every large distribution installs at its base. https://man7.org/linux/man-pages/man1/setpriv.1.html */
const SETPRIV = '/usr/bin/setpriv';
/** Node's own word for a title; only tells a host that the kernel ends it. */
const GUARDED = '--title=keyready-host';

/**
 * How to start a Node process that the kernel ends with its parent (PR_SET_PDEATHSIG), where that can be had: setpriv asks for it and then becomes
 * Node. Elsewhere Node as it is, which then guards itself. https://man7.org/linux/man-pages/man2/PR_SET_PDEATHSIG.2const.html
 */
export function endingWithParent(
  node: string,
  flags: readonly string[],
): { execPath: string; execArgv: string[] } {
  if (process.platform !== 'linux' || !mayRun(SETPRIV) || !mayRun(node))
    return { execPath: node, execArgv: [...flags] };
  return { execPath: SETPRIV, execArgv: ['--pdeathsig', 'KILL', '--', node, GUARDED, ...flags] };
}

/**
 * Ends this process when its parent is gone, even while the main thread spins in an endless loop and cannot hear the
 * line close. Where the kernel does that already, nothing more is needed; else a thread of its own looks, which costs 10 MB and asks nothing of the
 * main thread. Resolves when the guard stands: a thread that has not begun to run could not do so any more once the main thread spins.
 * Not needed in an Electron utility process, which ends with its browser process.
 */
export async function guardAgainstOrphanhood(): Promise<void> {
  if (process.send === undefined || process.execArgv.includes(GUARDED)) return;
  const watch = `
    const parent = process.ppid;
    const gone = () => {
      if (process.ppid !== parent) return true;
      try { process.kill(parent, 0); return false; } catch (error) { return error.code === 'ESRCH'; }
    };
    setInterval(() => { if (gone()) process.kill(process.pid, 'SIGKILL'); }, ${CHECK_EVERY_MS});
  `;
  const guard = new Worker(watch, { eval: true, execArgv: [], env: {} });
  await new Promise<void>((resolve) => {
    guard.once('online', resolve);
    guard.once('error', () => resolve());
  });
  guard.unref();
}

function mayRun(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
