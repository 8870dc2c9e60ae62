import type { TenantPolicy } from '../contract/tenant.ts';
import { type JudgingFiles, judgingFiles } from '../core/assess/grounds.ts';
import { describeProblem } from '../core/explain/describe-problem.ts';
import { keptMetadataIn } from '../mds/kept-metadata.ts';
import { readPolicyFiles } from '../platform/policy-files.ts';
import type { CliIo } from './io.ts';
import { renderWarning } from './render/problem.ts';
import { styleFor } from './render/style.ts';

/**
 * What a collector judges by from its start to its end: the package's policy, and what was imported of the metadata service into
 * this state folder. Metadata that cannot be used is said and left out. Throws `policy.*`.
 */
export async function readJudgingFiles(
  io: CliIo,
  stateDir: string,
  tenant: TenantPolicy | null = null,
): Promise<JudgingFiles> {
  const [files, { metadata, problem }] = await Promise.all([
    readPolicyFiles(),
    keptMetadataIn(stateDir).read(),
  ]);
  if (problem !== null)
    io.stderr.write(renderWarning(describeProblem(problem, files.problems), styleFor(io, io.stderr)));
  return judgingFiles(files, { metadata, tenant });
}
