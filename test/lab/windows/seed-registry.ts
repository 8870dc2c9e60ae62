import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runOrThrow } from '../processes/run-program.ts';
import type { WineMachine } from './wine-machine.ts';

/** What a value of a .reg file may be; other types as `hex(n):` with their bytes. */
export type SeedValue = string | number | { hex: number; bytes: Buffer };

/** Keys with values, by path from a root (`HKLM\…`, `HKCU\…`, `HKU\…`); the name `` is the default value. */
export type Seed = Record<string, Record<string, SeedValue>>;

const roots: Record<string, string> = {
  HKLM: 'HKEY_LOCAL_MACHINE',
  HKCU: 'HKEY_CURRENT_USER',
  HKU: 'HKEY_USERS',
};

/**
 * Puts keys into a machine's registry, by Wine's own `reg import`. The file is UTF-16 with a mark, which keeps every character.
 * The side for 32-bit programs lies below `SOFTWARE\Wow6432Node`.
 */
export async function seedRegistry(machine: WineMachine, seed: Seed): Promise<void> {
  const text = ['Windows Registry Editor Version 5.00', ''];
  for (const [path, values] of Object.entries(seed)) {
    const [root = '', ...below] = path.split('\\');
    text.push(`[${[roots[root], ...below].join('\\')}]`);
    for (const [name, value] of Object.entries(values)) text.push(`${nameOf(name)}=${spelled(value)}`);
    text.push('');
  }
  const file = join(machine.driveC, 'seed.reg');
  await writeFile(file, Buffer.from(`\ufeff${text.join('\r\n')}\r\n`, 'utf16le'));
  const { exitCode, stdout, stderr } = await machine.run('reg', ['import', String.raw`C:\seed.reg`]);
  if (exitCode !== 0) throw new Error(`reg import ended with ${exitCode}: ${stdout}${stderr}`);
  await runOrThrow('rm', [file]);
}

const escaped = (text: string) => text.replaceAll('\\', '\\\\').replaceAll('"', '\\"');
const nameOf = (name: string) => (name === '' ? '@' : `"${escaped(name)}"`);

function spelled(value: SeedValue): string {
  if (typeof value === 'string') return `"${escaped(value)}"`;
  if (typeof value === 'number') return `dword:${value.toString(16).padStart(8, '0')}`;
  const bytes = [...value.bytes].map((byte) => byte.toString(16).padStart(2, '0'));
  return `hex(${value.hex.toString(16)}):${bytes.join(',')}`;
}
