import { readPolicyFiles } from '../../src/platform/policy-files.ts';
import { renderCatalogue } from './render-catalogue.ts';
import { renderCli } from './render-cli.ts';
import { renderDataWeCollect } from './render-data-we-collect.ts';
import { renderProblems } from './render-problems.ts';
import { renderRules } from './render-rules.ts';
import { renderSignals } from './render-signals.ts';

/** All generated documents as path (from the repository's top) to text. */
export async function renderDocs(): Promise<Record<string, string>> {
  const { catalogue, policy, problems, remediation } = await readPolicyFiles();
  return {
    'docs/cli.md': renderCli(),
    'docs/signals.md': renderSignals(),
    'docs/data-we-collect.md': renderDataWeCollect(),
    'docs/rules.md': renderRules(remediation),
    'docs/problems.md': renderProblems(problems),
    'docs/catalogue.md': renderCatalogue(catalogue, policy),
  };
}
