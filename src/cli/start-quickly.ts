import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import envPaths from 'env-paths';

/**
 * Keeps compiled code between runs, for this process and the probe hosts it starts. In a folder of this account only: the default
 * below the shared temporary folder would let another account put code there for root to run.
 */
export function startQuickly(env: NodeJS.ProcessEnv): void {
  // A command ends before its garbage is worth keeping room for: without this V8 grows its young space by some 20 MB.
  setFlagsFromString('--semi-space-growth-factor=1');
  if (env.NODE_COMPILE_CACHE !== undefined) return;
  const root = process.geteuid?.() === 0;
  const folder =
    root && process.platform === 'linux'
      ? '/var/cache/keyready/compiled'
      : join(envPaths('keyready', { suffix: '' }).cache, 'compiled');
  // Where the folder cannot be made, Node goes on without.
  enableCompileCache(folder);
  env.NODE_COMPILE_CACHE = folder;
}
