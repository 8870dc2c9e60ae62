import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Catalogue, CatalogueFile } from '../../contract/catalogue.ts';
import { ProblemError } from '../../contract/problem.ts';
import { packagedPolicyFolder } from '../packaged-policy-folder.ts';
import { readPolicyFile } from '../policy-file.ts';
import { joinCatalogue } from './join-catalogue.ts';
import { withJoinedCopy } from './joined-copy.ts';

/** The catalogue that came with the package, from its files. Throws as `readCatalogueFolder` does. */
export async function catalogueOfSource(): Promise<Catalogue> {
  const folder = join(await packagedPolicyFolder(), 'catalogue');
  const names = await namesIn(folder);
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  return withJoinedCopy(dirname(dirname(folder)), [...names, ...texts], () => readCatalogueFolder(folder));
}

/** All files of a folder. Throws `policy.unreadable`, `policy.invalid` naming file, line and field. */
export async function readCatalogueFolder(folder: string): Promise<Catalogue> {
  const files = await namesIn(folder);
  if (files.length === 0)
    throw new ProblemError('policy.unreadable', `${folder} has no catalogue files (*.yaml)`, {
      where: folder,
    });
  return joinCatalogue(await Promise.all(files.map((name) => readCatalogueFile(join(folder, name)))));
}

async function namesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((cause: unknown) => {
    throw new ProblemError('policy.unreadable', `Cannot read the folder ${folder}`, { where: folder, cause });
  });
  return names.filter((name) => name.endsWith('.yaml')).sort();
}

/** One file, with its name. Throws as `readCatalogueFolder` does. */
export async function readCatalogueFile(file: string): Promise<{ file: string; content: CatalogueFile }> {
  return { file, content: await readPolicyFile(file, CatalogueFile) };
}

/** A file or a folder of somebody's own, in place of the package's. Throws as `readCatalogueFolder` does. */
export async function readCatalogueFrom(path: string): Promise<Catalogue> {
  const found = await stat(path).catch(() => null);
  return found?.isDirectory() === true
    ? readCatalogueFolder(path)
    : joinCatalogue([await readCatalogueFile(path)]);
}
