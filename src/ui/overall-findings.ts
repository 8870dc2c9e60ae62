import type { ExplainedFinding, ExplainedVerdict } from '../contract/explained.ts';

/** Row of all findings that dependencies come to (src/core/assess/dependencies/dependency-findings.ts). */
const DEPENDENCIES = 'overall.apps';

/** Findings about the device as a whole, without those that the list of what still needs a password tells one by one. */
export function overallFindings({
  overall,
  dependencies,
}: Pick<ExplainedVerdict, 'overall' | 'dependencies'>): ExplainedFinding[] {
  return dependencies === undefined ? overall : overall.filter(({ rule }) => rule !== DEPENDENCIES);
}
