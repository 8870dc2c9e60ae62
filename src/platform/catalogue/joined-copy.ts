import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Catalogue } from '../../contract/catalogue.ts';
import { isWhole } from './catalogue-digest.ts';

/** Below the package, where tools of development keep what they can make again. */
const PLACE = 'node_modules/.cache/keyready-catalogue';

/**
 * The joined catalogue of a folder, kept from one run from source to the next: to read its YAML takes longer than all the rest of a scan. A copy is of exactly
 * these texts, or it is not used; that none can be kept costs only time. Built programs have no use for it.
 */
export async function withJoinedCopy(
  packageFolder: string,
  texts: readonly string[],
  read: () => Promise<Catalogue>,
): Promise<Catalogue> {
  const name = createHash('sha256').update(JSON.stringify(texts)).digest('hex').slice(0, 32);
  const file = join(packageFolder, PLACE, `${name}.json`);
  const kept = await readFile(file, 'utf8').then(asCatalogue, () => null);
  if (kept !== null) return kept;
  const catalogue = await read();
  await keep(file, JSON.stringify(catalogue)).catch(() => undefined);
  return catalogue;
}

function asCatalogue(text: string): Catalogue | null {
  try {
    const catalogue = JSON.parse(text) as Catalogue;
    return isWhole(catalogue) ? catalogue : null;
  } catch {
    return null;
  }
}

/** Whole or not at all: several runs may write it side by side. */
async function keep(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const unfinished = `${file}.${process.pid}`;
  await writeFile(unfinished, text);
  await rename(unfinished, file);
}
