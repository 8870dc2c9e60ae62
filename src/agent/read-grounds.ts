import type { ProblemError } from '../contract/problem.ts';
import { type JudgingFiles, judgingFiles } from '../core/assess/grounds.ts';
import { keptMetadataIn } from '../mds/kept-metadata.ts';
import { readPolicyFiles } from '../platform/policy-files.ts';
import { readTenantFile } from '../platform/tenant-file.ts';

/**
 * Everything this device is judged by: the policy folder (default: the package's own), what was imported of the metadata service into the state
 * folder, and the company's settings if a file with them is given. `trouble` says why imported metadata cannot be used.
 * Throws `policy.*`, `tenant.*`.
 */
export async function readGrounds(from: {
  policyDir: string | undefined;
  stateDir: string;
  tenantFile: string | undefined;
}): Promise<JudgingFiles & { trouble: readonly ProblemError[] }> {
  const [files, tenant, { metadata, problem }] = await Promise.all([
    readPolicyFiles(from.policyDir),
    from.tenantFile === undefined ? null : readTenantFile(from.tenantFile),
    keptMetadataIn(from.stateDir).read(),
  ]);
  return { ...judgingFiles(files, { tenant, metadata }), trouble: problem === null ? [] : [problem] };
}
