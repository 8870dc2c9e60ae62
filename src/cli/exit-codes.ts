import { groupOfDependency } from '../contract/dependency-group.ts';
import type { PasswordDependencies } from '../contract/password-dependencies.ts';
import type { ProblemCode } from '../contract/problem.ts';
import type { VerdictState } from '../contract/verdict.ts';

/** Exit codes are stable API (docs/cli.md). Those from 64 on follow sysexits.h where it has a word for the case. */
export const exitCodes = {
  ok: 0,
  readyAfterAction: 10,
  blocked: 20,
  unknown: 30,
  usage: 64,
  badData: 65,
  unavailable: 69,
  internal: 70,
  cannotWrite: 73,
  tryLater: 75,
  refused: 77,
  badConfiguration: 78,
  hungUp: 129,
  interrupted: 130,
  terminated: 143,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

export const exitCodeMeanings: Record<keyof typeof exitCodes, string> = {
  ok: '`scan`, `keys`: ready. `apps`: nothing here needs a company password, and nothing was missed. Other commands: done.',
  readyAfterAction:
    '`scan`, `keys`: ready after an action. `apps`: something that is set up likely or possibly needs a password, or its server decides.',
  blocked:
    '`scan`, `keys`: blocked. `apps`: it is proven that something needs a password, shows no passkey prompt or is retired.',
  unknown:
    '`scan`, `keys`: could not tell (or no passkey kind is meant for this device). `apps`: nothing tells: programs are only installed, or not everything could be looked at.',
  usage: 'The command line was not understood: unknown command, option, signal or code.',
  badData:
    'What was given to read cannot be used, e.g. a folder that is no capture, or a tenant file that Graph did not give.',
  unavailable: '`collector`: port, database or data folder cannot be used.',
  internal: 'A defect in Keyready.',
  cannotWrite: 'A folder cannot be written or the disk is full.',
  tryLater: '`upload`, `enroll`: not sent now, nothing lost, try later.',
  refused:
    '`upload`, `enroll`: refused for good or not enrolled. `scan --context device`: without the rights of root or an administrator.',
  badConfiguration: 'A file of the policy folder is missing or wrong.',
  hungUp: 'The terminal was closed.',
  interrupted: 'Ctrl-C.',
  terminated: 'Ended by SIGTERM.',
};

const byState: Record<VerdictState, ExitCode> = {
  ready: exitCodes.ok,
  'ready-after-action': exitCodes.readyAfterAction,
  blocked: exitCodes.blocked,
  unknown: exitCodes.unknown,
  'not-applicable': exitCodes.unknown,
};

export function exitCodeOfVerdict(state: VerdictState): ExitCode {
  return byState[state];
}

/** The worst decides; what could not be read never hides what was found. */
export function exitCodeOfDependencies({
  items,
  gaps,
}: Pick<PasswordDependencies, 'items' | 'gaps'>): ExitCode {
  const open = items.filter((item) => groupOfDependency(item) === 'open');
  const failing = open.filter(({ answer }) =>
    ['needs-password', 'no-passkey-prompt', 'retired'].includes(answer),
  );
  if (failing.some(({ grade }) => grade === 'proven')) return exitCodes.blocked;
  if (failing.length > 0 || open.some(({ answer }) => answer === 'ask-admin'))
    return exitCodes.readyAfterAction;
  const isUntold = items.some((item) => groupOfDependency(item) === 'untold');
  return isUntold || open.length > 0 || gaps.length > 0 ? exitCodes.unknown : exitCodes.ok;
}

/** The first matching prefix decides: special cases stand before the general ones. */
const byProblem: readonly (readonly [prefix: string, code: ExitCode])[] = [
  ['cli.internal', exitCodes.internal],
  ['cli.', exitCodes.usage],
  ['capture.folder-not-empty', exitCodes.cannotWrite],
  ['capture.not-writable', exitCodes.cannotWrite],
  ['capture.', exitCodes.badData],
  ['policy.', exitCodes.badConfiguration],
  ['tenant.', exitCodes.badData],
  ['mds.', exitCodes.badData],
  ['state.corrupt', exitCodes.badData],
  ['state.', exitCodes.cannotWrite],
  ['scan.cancelled', exitCodes.interrupted],
  ['scan.needs-elevation', exitCodes.refused],
  ['scan.not-published', exitCodes.cannotWrite],
  ['scan.', exitCodes.badData],
  ['upload.unreachable', exitCodes.tryLater],
  ['upload.retry-later', exitCodes.tryLater],
  ['upload.bad-answer', exitCodes.tryLater],
  ['upload.', exitCodes.refused],
  ['enroll.', exitCodes.refused],
  ['ingest.', exitCodes.refused],
  ['collector.internal', exitCodes.internal],
  ['collector.data-folder-not-writable', exitCodes.cannotWrite],
  ['collector.disk-full', exitCodes.cannotWrite],
  ['collector.data-folder-corrupt', exitCodes.badData],
  ['collector.', exitCodes.unavailable],
];

export function exitCodeOfProblem(code: ProblemCode): ExitCode {
  return byProblem.find(([prefix]) => code.startsWith(prefix))?.[1] ?? exitCodes.internal;
}
