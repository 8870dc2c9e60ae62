import type { ProblemError } from '../contract/problem.ts';
import { type JudgingFiles, judgingFiles } from '../core/assess/grounds.ts';
import { keptMetadataIn } from '../mds/kept-metadata.ts';
import { readCatalogueFrom } from '../platform/catalogue/read-catalogue.ts';
import { readPolicyFiles } from '../platform/policy-files.ts';
import { readTenantFile } from '../platform/tenant-file.ts';

/**
 * Everything this device is judged by: the policy folder (default: the package's own), what was imported of the metadata service into the state
 * folder, the company's settings if a file with them is given, and a catalogue (file or folder) in place of the folder's own if one is given. `trouble` says why imported metadata cannot be used.
 * Throws `policy.*`, `tenant.*`.
 */
export async function readGrounds(from: {
  policyDir: string | undefined;
  stateDir: string;
  tenantFile: string | undefined;
  catalogue?: string | undefined;
}): Promise<JudgingFiles & { trouble: readonly ProblemError[] }> {
  const [files, tenant, { metadata, problem }, catalogue] = await Promise.all([
    readPolicyFiles(from.policyDir),
    from.tenantFile === undefined ? null : readTenantFile(from.tenantFile),
    keptMetadataIn(from.stateDir).read(),
    from.catalogue === undefined ? null : readCatalogueFrom(from.catalogue),
  ]);
  const used = catalogue === null ? files : { ...files, catalogue };
  return { ...judgingFiles(used, { tenant, metadata }), trouble: problem === null ? [] : [problem] };
}
