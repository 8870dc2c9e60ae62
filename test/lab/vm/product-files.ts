import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

export const projectRoot = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '');

const PackageLock = z.looseObject({
  packages: z.record(
    z.string(),
    z.looseObject({
      dev: z.boolean().optional(),
      optional: z.boolean().optional(),
      devOptional: z.boolean().optional(),
    }),
  ),
});

/** What Node can load. Leaves out typings, maps, sources in C, and the WebAssembly database of the collector. */
const loadable = /\.(js|cjs|mjs|json|node)$/;
/** node-hid ships binaries for every system; this one is the lab's. */
const foreignPrebuild = /\/prebuilds\/(?!HID_hidraw-linux-x64\/|HID-linux-x64\/)/;

/**
 * Files of the product as it runs from source, relative to the project: its TypeScript, its policy, and every package
 * that package-lock.json names as needed at run time.
 */
export async function listProductFiles(): Promise<string[]> {
  const sources = await listFiles(
    'src',
    (path) => /\.tsx?$|\.json$/.test(path) && !/\.test\.tsx?$/.test(path),
  );
  const policy = await listFiles('policy', () => true);
  const packages = await Promise.all((await runtimePackages()).map(listPackageFiles));
  return ['package.json', ...sources, ...policy, ...packages.flat()];
}

async function runtimePackages(): Promise<string[]> {
  const lock = PackageLock.parse(JSON.parse(await readFile(join(projectRoot, 'package-lock.json'), 'utf8')));
  return Object.entries(lock.packages)
    .filter(([path, entry]) => path !== '' && !entry.dev && !entry.optional && !entry.devOptional)
    .map(([path]) => path);
}

function listPackageFiles(path: string): Promise<string[]> {
  return listFiles(path, (file) => loadable.test(file) && !foreignPrebuild.test(file));
}

/** Files below a folder of the project, relative to it; packages nested in a package are listed by the lock file on their own. */
export async function listFiles(folder: string, isWanted: (path: string) => boolean): Promise<string[]> {
  const entries = await readdir(join(projectRoot, folder), { withFileTypes: true });
  const found = await Promise.all(
    entries.map((entry) => {
      const path = relative(projectRoot, join(projectRoot, folder, entry.name));
      if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : listFiles(path, isWanted);
      return entry.isFile() && isWanted(path) ? [path] : [];
    }),
  );
  return found.flat().sort();
}
