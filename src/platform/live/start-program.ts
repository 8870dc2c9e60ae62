import { spawn } from 'node:child_process';

/**
 * Starts a program of the desktop for the person and leaves it to them: no shell, absolute path, nothing read, not
 * ended with us. Resolves once it runs; rejects when it could not be started.
 */
export function startProgram(file: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { detached: true, shell: false, stdio: 'ignore' });
    child.once('error', reject);
    child.once('spawn', () => {
      child.unref();
      resolve();
    });
  });
}
