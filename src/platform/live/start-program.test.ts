import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { startProgram } from './start-program.ts';

it('starts a program with its arguments as they are, and no shell in between', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'keyready-start-'));
  const file = join(dir, 'seen');
  const write = 'require("fs").writeFileSync(process.argv[1], process.argv[2])';
  await startProgram(process.execPath, ['-e', write, file, '$HOME; true']);
  await vi.waitFor(async () => expect(await readFile(file, 'utf8')).toBe('$HOME; true'), 10_000);
  await rm(dir, { recursive: true });
});

it('rejects when there is no such program', async () => {
  await expect(startProgram('/nonexistent/settings', [])).rejects.toThrow('ENOENT');
});
