import { ProblemError } from '../../contract/problem.ts';
import { packagedCatalogue } from '../catalogue/packaged-catalogue.ts';
import type { CatalogueSource, Outcome } from '../reach.ts';
import { failure, success } from './outcomes.ts';

/** The catalogue as probes get it, read once. `from`: a file or folder in place of the package's. `wholeList`: as in HostRequest. */
export function catalogueSource(from?: string, wholeList = false): CatalogueSource {
  let reading: ReturnType<CatalogueSource['read']> | undefined;
  return {
    wholeList,
    read() {
      reading ??= readIt(from);
      return reading;
    },
  };
}

async function readIt(
  from: string | undefined,
): Promise<Outcome<Awaited<ReturnType<typeof packagedCatalogue>>>> {
  try {
    if (from === undefined) return success(await packagedCatalogue());
    const { readCatalogueFrom } = await import('../catalogue/read-catalogue.ts');
    return success(await readCatalogueFrom(from));
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return failure('unreadable', error.message);
  }
}
