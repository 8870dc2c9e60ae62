import type { Catalogue } from '../../contract/catalogue.ts';
import { nameMatcher } from '../../core/catalogue/name-matcher.ts';
import type { Match } from './catalogued.ts';
import type { MsixPackage } from './read-msix.ts';
import type { InstalledProgram } from './read-uninstall-keys.ts';

type Rule = {
  entry: string;
  isName: (name: string) => boolean;
  /** Null: the name alone is unmistakable. */
  isPublisher: ((publisher: string) => boolean) | null;
};

export type MatchedProgram = { program: InstalledProgram; entry: string; by: Match['by'] };

/** Programs of the list that the catalogue knows, by name and, where the entry says one, publisher: both have to fit. */
export function matchPrograms(catalogue: Catalogue, programs: readonly InstalledProgram[]): MatchedProgram[] {
  const rules = rulesOf(catalogue);
  return programs.flatMap((program) =>
    rules
      .filter(({ isName, isPublisher }) => {
        if (!isName(program.name)) return false;
        return isPublisher === null || (program.publisher !== null && isPublisher(program.publisher));
      })
      .map(({ entry, isPublisher }) => ({
        program,
        entry,
        by: isPublisher === null ? 'name' : 'name-and-publisher',
      })),
  );
}

function rulesOf(catalogue: Catalogue): Rule[] {
  return catalogue.entries.flatMap(({ id, detect }) =>
    (detect?.win32?.programs ?? []).map(({ name, publisher }) => ({
      entry: id,
      isName: nameMatcher(name),
      isPublisher: publisher === undefined ? null : nameMatcher(publisher),
    })),
  );
}

/** Packages that the catalogue knows, by their family name, which cannot be translated. `Name_*` where no source gives the publisher's hash. */
export function matchPackages(catalogue: Catalogue, packages: readonly MsixPackage[]): Match[] {
  return catalogue.entries.flatMap(({ id, detect }) =>
    (detect?.win32?.families ?? []).flatMap((wanted): Match[] => {
      const lower = wanted.toLowerCase();
      return packages
        .filter(({ family, name }) => family === lower || `${name.toLowerCase()}_*` === lower)
        .map(({ version }) => ({ entry: id, source: 'msix', version, by: 'family' }));
    }),
  );
}
