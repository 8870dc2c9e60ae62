import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Kernel } from './kernel.ts';

/**
 * Module files in the order to load them, each after what it needs, relative to the kernel's root.
 * Format of modules.dep: https://man7.org/linux/man-pages/man5/modules.dep.5.html
 */
export async function modulesInLoadOrder(kernel: Kernel, names: readonly string[]): Promise<string[]> {
  const folder = join('lib/modules', kernel.release);
  const text = await readFile(join(kernel.root, folder, 'modules.dep'), 'utf8');
  const needsOf = new Map<string, { file: string; needs: string[] }>();
  for (const line of text.split('\n')) {
    const [file, needs] = line.split(':');
    if (file && needs !== undefined)
      needsOf.set(moduleName(file), { file, needs: needs.split(' ').filter((need) => need !== '') });
  }
  const ordered = new Set<string>();
  const visit = (name: string) => {
    const module = needsOf.get(name);
    if (!module) throw new Error(`kernel ${kernel.release} has no module ${name}`);
    for (const need of module.needs) visit(moduleName(need));
    ordered.add(join(folder, module.file));
  };
  for (const name of names) visit(moduleName(name));
  return [...ordered];
}

function moduleName(file: string): string {
  return basename(file)
    .replace(/\.ko(\.\w+)?$/, '')
    .replaceAll('-', '_');
}
