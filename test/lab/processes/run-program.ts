import { execFile } from 'node:child_process';

export type ProgramResult = { exitCode: number; stdout: string; stderr: string };

/**
 * Runs a program to its end, whatever its exit code. Standard folders of administration are searched too, since an
 * ordinary user's PATH lacks them on Debian.
 * @throws Error when it cannot be started or is not done within `timeLimitMs`.
 */
export function runProgram(
  file: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv; timeLimitMs?: number } = {},
): Promise<ProgramResult> {
  const { cwd, env = process.env, timeLimitMs = 30_000 } = options;
  const PATH = `${env.PATH ?? ''}:/usr/sbin:/sbin:/usr/libexec`;
  return new Promise((resolve, reject) => {
    execFile(
      file,
      [...args],
      {
        ...(cwd === undefined ? {} : { cwd }),
        env: { ...env, PATH },
        timeout: timeLimitMs,
        killSignal: 'SIGKILL',
        maxBuffer: 64 * 1024 * 1024,
      },
      (error, stdout, stderr) => {
        if (error === null) resolve({ exitCode: 0, stdout, stderr });
        else if (typeof error.code === 'number') resolve({ exitCode: error.code, stdout, stderr });
        else if (error.killed) reject(new Error(`${file} not done after ${timeLimitMs} ms: ${stderr}`));
        else reject(error);
      },
    );
  });
}

/** As `runProgram`, for programs whose failure means the lab is broken. */
export async function runOrThrow(
  file: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv; timeLimitMs?: number } = {},
): Promise<string> {
  const result = await runProgram(file, args, options);
  if (result.exitCode !== 0)
    throw new Error(
      `${file} ${args.join(' ')} ended with ${result.exitCode}: ${result.stderr}${result.stdout}`,
    );
  return result.stdout;
}
