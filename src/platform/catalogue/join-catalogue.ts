import { CATALOGUE_SCHEMA_VERSION, type Catalogue, type CatalogueFile } from '../../contract/catalogue.ts';
import { ProblemError } from '../../contract/problem.ts';
import { digestOf } from './catalogue-digest.ts';

/**
 * All files in one, entries by kind and id, with a version that any change of an entry changes. Throws `policy.invalid` where two files have an entry of
 * one id.
 */
export function joinCatalogue(files: readonly { file: string; content: CatalogueFile }[]): Catalogue {
  const homes = new Map<string, string>();
  for (const { file, content } of files) {
    for (const { id } of content.entries) {
      const other = homes.get(id);
      if (other !== undefined)
        throw new ProblemError('policy.invalid', `${file}: the entry ${id} stands in ${other} as well`, {
          where: file,
        });
      homes.set(id, file);
    }
  }
  const entries = files
    .flatMap(({ content }) => content.entries.map((entry) => ({ ...entry, kind: content.kind })))
    .sort((a, b) => (`${a.kind} ${a.id}` < `${b.kind} ${b.id}` ? -1 : 1));
  const newest =
    files
      .map(({ content }) => content.checkedOn)
      .sort()
      .at(-1) ?? '1970-01-01';
  return {
    schemaVersion: CATALOGUE_SCHEMA_VERSION,
    version: `${newest}.${digestOf(entries)}`,
    entries,
  };
}
