import type { ExplainOutput } from '../../contract/cli.ts';
import type { HelloErrorBook } from '../../contract/hello-errors.ts';
import type { PlatformName } from '../../contract/platform-name.ts';
import { PlatformName as platformNames } from '../../contract/platform-name.ts';
import { ProblemError } from '../../contract/problem.ts';
import { windowsErrorCode } from '../../core/explain/windows-error-code.ts';
import { type PolicyFiles, readHelloErrors, readPolicyFiles } from '../../platform/policy-files.ts';
import type { RunCommand } from '../command.ts';
import { didYouMean } from '../did-you-mean.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson } from '../io.ts';
import { renderExplanation } from '../render/explanation.ts';
import { styleFor } from '../render/style.ts';

export type ExplainCommandOptions = { code: string; platform?: string; json?: boolean };

/** Says what a reason, problem or Windows error code means. Reads policy files only. */
export const runExplainCommand: RunCommand<ExplainCommandOptions> = async ({ io }, options) => {
  const here = platformNames.catch('linux').parse(io.platform);
  const platform = options.platform === undefined ? here : readPlatform(options.platform);
  const [files, errors] = await Promise.all([readPolicyFiles(), readHelloErrors()]);
  const what = explainCode(options.code, platform, files, errors);
  if (options.json) printJson(io, what);
  else io.stdout.write(renderExplanation(what, styleFor(io)));
  return exitCodes.ok;
};

/** Looks a code up, whatever its case. Throws `cli.unknown-code`. */
function explainCode(
  code: string,
  platform: PlatformName,
  files: PolicyFiles,
  book: HelloErrorBook,
): ExplainOutput {
  const errorCode = windowsErrorCode(code);
  if (errorCode !== null) return explainWindowsError(errorCode, book);
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
  const known = [...Object.keys(reasons), ...Object.keys(problems), ...Object.keys(book.errors)];
  throw new ProblemError('cli.unknown-code', `there is no code "${code}"${didYouMean(code, known)}`);
}

/** Looks a Windows error code up. Throws `cli.unknown-code`: a neighbouring number means something else, so none is offered. */
function explainWindowsError(code: string, book: HelloErrorBook): ExplainOutput {
  const error = Object.hasOwn(book.errors, code) ? book.errors[code] : undefined;
  if (error === undefined) {
    const elsewhere = 'Microsoft lists some at https://aka.ms/PINErrors';
    throw new ProblemError(
      'cli.unknown-code',
      `there is no explanation for the Windows error ${code} yet; ${elsewhere}`,
    );
  }
  return {
    kind: 'windows-error',
    code,
    name: error.name ?? null,
    title: error.title,
    means: error.means,
    todo: error.todo ?? book.firstSteps,
    owner: error.owner,
    sure: error.sure,
    sources: error.from.flatMap((id) => book.sources[id]?.url ?? []),
  };
}

function readPlatform(text: string): PlatformName {
  const platform = platformNames.safeParse(text);
  if (platform.success) return platform.data;
  throw new ProblemError('cli.usage', `--platform must be one of ${platformNames.options.join(', ')}`);
}
