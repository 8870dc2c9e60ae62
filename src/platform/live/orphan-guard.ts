import { Worker } from 'node:worker_threads';

const CHECK_EVERY_MS = 500;

/**
 * Ends this process when its parent is gone, even while the main thread spins in an endless loop and cannot hear the
 * line close. A thread of its own looks; it asks nothing of the main thread. Not needed in an Electron utility process,
 * which ends with its browser process.
 */
export function guardAgainstOrphanhood(): void {
  if (process.send === undefined) return;
  const watch = `
    const parent = process.ppid;
    const gone = () => {
      if (process.ppid !== parent) return true;
      try { process.kill(parent, 0); return false; } catch (error) { return error.code === 'ESRCH'; }
    };
    setInterval(() => { if (gone()) process.kill(process.pid, 'SIGKILL'); }, ${CHECK_EVERY_MS});
  `;
  new Worker(watch, { eval: true, execArgv: [], env: {} }).unref();
}
