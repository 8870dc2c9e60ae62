import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export type Ran = { exitCode: number | null; signalName: string | null; stdout: string; stderr: string };

export const projectRoot = fileURLToPath(new URL('../../../', import.meta.url));

/**
 * Starts an entry of src/cli of this project, or of a copy of it, as its own process. `collected` settles when it has ended.
 * `launcher` stands before the command: a program that starts it as another account.
 */
export function startProgram(
  entry: 'keyready.ts' | 'main-job.ts' | 'demo.ts',
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  folder: string = projectRoot,
  launcher: readonly string[] = [],
): { child: ChildProcess; collected: Promise<Ran>; stdoutHas(pattern: RegExp): Promise<string> } {
  const { NO_COLOR: _no, FORCE_COLOR: _force, DATABASE_URL: _database, ...inherited } = process.env;
  const [program = process.execPath, ...before] = [...launcher, process.execPath];
  const child = spawn(program, [...before, `src/cli/${entry}`, ...args], {
    cwd: folder,
    env: { ...inherited, LANG: 'C.UTF-8', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  const listeners = new Set<() => void>();
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    for (const listen of listeners) listen();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const collected = new Promise<Ran>((resolve) => {
    child.once('close', (exitCode, signalName) => resolve({ exitCode, signalName, stdout, stderr }));
  });
  const stdoutHas = (pattern: RegExp) =>
    new Promise<string>((resolve, reject) => {
      const look = () => {
        const found = pattern.exec(stdout)?.[0];
        if (found !== undefined) resolve(found);
      };
      listeners.add(look);
      look();
      void collected.then(() => reject(new Error(`ended without ${pattern}: ${stdout}\n${stderr}`)));
    });
  return { child, collected, stdoutHas };
}

/** Runs `keyready …` to its end. */
export function runKeyready(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  folder?: string,
  launcher?: readonly string[],
): Promise<Ran> {
  return startProgram('keyready.ts', args, env, folder, launcher).collected;
}
