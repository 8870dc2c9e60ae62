import type { ExplainOutput } from '../../contract/cli.ts';
import type { PlatformName } from '../../contract/platform-name.ts';
import { PlatformName as platformNames } from '../../contract/platform-name.ts';
import { ProblemError } from '../../contract/problem.ts';
import { type PolicyFiles, readPolicyFiles } from '../../platform/policy-files.ts';
import type { RunCommand } from '../command.ts';
import { didYouMean } from '../did-you-mean.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson } from '../io.ts';
import { renderExplanation } from '../render/explanation.ts';
import { styleFor } from '../render/style.ts';

export type ExplainCommandOptions = { code: string; platform?: string; json?: boolean };

/** Says what a reason or problem code means. Reads policy files only. */
export const runExplainCommand: RunCommand<ExplainCommandOptions> = async ({ io }, options) => {
  const here = platformNames.catch('linux').parse(io.platform);
  const platform = options.platform === undefined ? here : readPlatform(options.platform);
  const what = explainCode(options.code, platform, await readPolicyFiles());
  if (options.json) printJson(io, what);
  else io.stdout.write(renderExplanation(what, styleFor(io)));
  return exitCodes.ok;
};

/** Looks a code up, whatever its case. Throws `cli.unknown-code`. */
export function explainCode(code: string, platform: PlatformName, files: PolicyFiles): ExplainOutput {
  const { reasons } = files.remediation;
  const { problems } = files.problems;
  const reasonCode = code.toUpperCase();
  const reason = Object.hasOwn(reasons, reasonCode) ? reasons[reasonCode] : undefined;
  if (reason)
    return {
      kind: 'reason',
      code: reasonCode,
      title: reason.title,
      plain: reason.plain,
      detail: reason.detail ?? null,
      action: reason.action ?? null,
      owner: reason.owner ?? null,
      minutes: reason.minutes ?? null,
      steps: reason.steps?.[platform] ?? reason.steps?.any ?? [],
      link: reason.link?.[platform] ?? reason.link?.any ?? null,
      source: reason.source ?? null,
    };
  const problemCode = code.toLowerCase();
  const problem = Object.hasOwn(problems, problemCode) ? problems[problemCode] : undefined;
  if (problem) return { kind: 'problem', code: problemCode, ...problem };
  const known = [...Object.keys(reasons), ...Object.keys(problems)];
  throw new ProblemError('cli.unknown-code', `there is no code "${code}"${didYouMean(code, known)}`);
}

function readPlatform(text: string): PlatformName {
  const platform = platformNames.safeParse(text);
  if (platform.success) return platform.data;
  throw new ProblemError('cli.usage', `--platform must be one of ${platformNames.options.join(', ')}`);
}
