import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Catalogue } from '../../contract/catalogue.ts';
import { ProblemError } from '../../contract/problem.ts';
import { isWhole } from './catalogue-digest.ts';

/** What the build makes of policy/catalogue, beside the built code (electron.vite.config.ts). */
const BUILT = 'catalogue.json';

/**
 * The catalogue that came with the package: as the build joined it where this is built code, else from its files. Probe hosts read it, so neither the reader
 * of YAML nor the schema is loaded for the first. Throws `policy.*`.
 */
export async function packagedCatalogue(): Promise<Catalogue> {
  const built = await readFile(join(import.meta.dirname, BUILT), 'utf8').catch(() => null);
  if (built === null) return (await import('./read-catalogue.ts')).catalogueOfSource();
  // Checked by its schema when it was built; here, that it is still what was built.
  const catalogue = JSON.parse(built) as Catalogue;
  if (isWhole(catalogue)) return catalogue;
  throw new ProblemError('policy.invalid', `${BUILT} of this package is damaged`, { where: BUILT });
}
