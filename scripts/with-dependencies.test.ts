import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, copyFile, mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const script = fileURLToPath(new URL('with-dependencies.sh', import.meta.url));
let project: string;
let tools: string;

/** A project with the real script, and a folder of stand-in programs in front of the real ones. */
beforeEach(async () => {
  const root = await mkdtemp(join(tmpdir(), 'keyready-with dependencies-'));
  project = join(root, 'project');
  tools = join(root, 'tools');
  await mkdir(join(project, 'scripts'), { recursive: true });
  await mkdir(tools);
  await copyFile(script, join(project, 'scripts/with-dependencies.sh'));
  await writeFile(join(project, 'package-lock.json'), '{}');
});
afterEach(() => rm(join(project, '..'), { recursive: true, force: true }));

async function standIn(path: string, body: string): Promise<void> {
  await writeFile(path, `#!/bin/sh\n${body}\n`);
  await chmod(path, 0o755);
}

/** npm that notes what it was asked and installs what a real one would leave behind. */
const installingNpm = `echo "npm $*" >> asked; mkdir -p node_modules/.bin; echo {} > node_modules/.package-lock.json`;

async function useInstalledPackages(): Promise<void> {
  await mkdir(join(project, 'node_modules/.bin'), { recursive: true });
  await writeFile(join(project, 'node_modules/.package-lock.json'), '{}');
  await utimes(join(project, 'package-lock.json'), 1_000_000, 1_000_000);
}

function run(args: string[], cwd = tools): Promise<{ exitCode: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(
      'sh',
      [join(project, 'scripts/with-dependencies.sh'), ...args],
      { cwd, env: { PATH: `${tools}:${process.env.PATH}` } },
      (error, stdout, stderr) =>
        resolve({ exitCode: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
    );
  });
}

describe('with-dependencies.sh', () => {
  it('installs missing packages, says so on stderr only, then runs the command in the project', async () => {
    await standIn(join(tools, 'npm'), installingNpm);
    const result = await run(['sh', '-c', 'pwd; cat asked']);
    expect(result.stdout).toMatch(/\/project\nnpm ci .*--include=dev --include=optional\n$/);
    expect(result.stderr).toContain('installing packages');
  });

  it('does not install what is up to date, and does again when the lock file is newer', async () => {
    await useInstalledPackages();
    await standIn(join(tools, 'npm'), installingNpm);
    expect((await run(['sh', '-c', 'test -e asked'])).exitCode).toBe(1);
    const future = Date.now() / 1000 + 100;
    await utimes(join(project, 'package-lock.json'), future, future);
    expect((await run(['sh', '-c', 'test -e asked'])).exitCode).toBe(0);
  });

  it('shows why npm failed and does not run the command', async () => {
    await standIn(join(tools, 'npm'), 'echo "npm error ENOSPC" >&2; exit 1');
    const result = await run(['echo', 'ran']);
    expect(result).toMatchObject({ exitCode: 69, stdout: '' });
    expect(result.stderr).toMatch(/ENOSPC[\s\S]*could not be installed/);
  });

  it('prefers the Node of the packages to an older one of the system', async () => {
    await useInstalledPackages();
    await standIn(join(tools, 'node'), 'echo v20.20.2; exit 1');
    await symlink(process.execPath, join(project, 'node_modules/.bin/node'));
    const result = await run(['node', '-p', 'process.version']);
    expect(result).toMatchObject({ exitCode: 0, stdout: `${process.version}\n` });
  });

  it('says in one line which Node it needs when there is only an old one', async () => {
    await useInstalledPackages();
    await standIn(join(tools, 'node'), '[ "$1" = --version ] && echo v20.20.2 && exit; exit 1');
    const result = await run(['echo', 'ran']);
    expect(result).toMatchObject({ exitCode: 69, stdout: '' });
    expect(result.stderr).toMatch(/^keyready: Node 22\.18 or newer is needed; found v20\.20\.2.*\n$/);
  });

  it('passes arguments, exit code and standard output through untouched', async () => {
    await useInstalledPackages();
    const result = await run(['sh', '-c', 'printf "<%s>" "$@"; exit 20', 'sh', 'a b', '', '*']);
    expect(result).toEqual({ exitCode: 20, stdout: '<a b><><*>', stderr: '' });
  });

  it('becomes the command, so that a signal reaches it', async () => {
    await useInstalledPackages();
    const child = spawn(
      'sh',
      [
        join(project, 'scripts/with-dependencies.sh'),
        'sh',
        '-c',
        'trap "echo told; exit 7" TERM; echo up; while :; do sleep 0.05; done',
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const output = text(child.stdout);
    await once(child.stdout, 'readable');
    child.kill('SIGTERM');
    await once(child, 'close');
    expect(child.exitCode).toBe(7);
    expect(await output).toBe('up\ntold\n');
  });

  it('explains itself without a command', async () => {
    const result = await run([]);
    expect(result.exitCode).toBe(64);
    expect(result.stderr).toContain('usage:');
  });
});
