import type { Catalogue } from '../../contract/catalogue.ts';
import type {
  Action,
  ExplainedFinding,
  ExplainedKind,
  ExplainedRecovery,
  ExplainedVerdict,
} from '../../contract/explained.ts';
import type { PlatformName } from '../../contract/platform-name.ts';
import type { RemediationBook } from '../../contract/policy.ts';
import type { KindVerdict, Recovery, Severity, Verdict, VerdictState } from '../../contract/verdict.ts';
import { explainDependencies } from './explain-dependencies.ts';
import { explainFinding } from './explain-finding.ts';
import { headlineOf } from './headline.ts';
import { planActions, stepsLeft } from './plan-actions.ts';
import { coveredWord, kindTitles, wordOfState } from './state-words.ts';

/** Which finding speaks for a state on a card. */
const speaker: Readonly<Record<VerdictState, Severity>> = {
  ready: 'ready',
  'ready-after-action': 'action',
  blocked: 'block',
  unknown: 'unknown',
  'not-applicable': 'not-applicable',
};

/**
 * Puts a verdict into words and ordered actions for one system. Codes without words stay visible as codes. `distributions`: what
 * `distributionsOf` gives, for steps that differ between distributions of Linux. `catalogue`: for words about programs that may need a password;
 * without it they are left out.
 */
export function explain(
  verdict: Verdict,
  platform: PlatformName,
  book: RemediationBook,
  distributions: readonly string[] = [],
  catalogue?: Catalogue,
): ExplainedVerdict {
  const actions = planActions(verdict, { platform, distributions }, book);
  const kinds = verdict.kinds.map((kind) => explainKind(kind, actions, book));
  const steps = shortestWay(verdict.kinds);
  const { passwordDependencies } = verdict;
  const unknownReason = kinds.find(({ state }) => state === 'unknown')?.findings.find(isUnknown);
  return {
    state: verdict.state,
    stateWord: wordOfState(verdict.state, steps),
    ...headlineOf(verdict, steps, firstStep(actions, verdict.kinds, steps), unknownReason),
    kinds,
    overall: verdict.overall.map((finding) => explainFinding(finding, book)),
    ...(verdict.recovery === undefined ? {} : { recovery: explainRecovery(verdict.recovery, book) }),
    ...(passwordDependencies === undefined || catalogue === undefined
      ? {}
      : explainDependencies(passwordDependencies, catalogue)),
    actions,
    policyVersion: verdict.policyVersion,
    judgedAt: verdict.judgedAt,
  };
}

function explainKind(kind: KindVerdict, actions: readonly Action[], book: RemediationBook): ExplainedKind {
  const findings = kind.findings.map((finding) => explainFinding(finding, book));
  return {
    kind: kind.kind,
    title: kindTitles[kind.kind],
    state: kind.state,
    stateWord: kind.coveredBy === undefined ? wordOfState(kind.state, stepsLeft(kind)) : coveredWord,
    reason: reasonOf(kind.state, findings, actions),
    findings,
    ...standingOf(kind),
  };
}

/** What takes from the state's weight: doubts about its rules, and age where it is old. */
function standingOf({
  confidence,
  doubts = [],
  freshness,
  coveredBy,
}: KindVerdict): Pick<ExplainedKind, 'lessSure' | 'seenAt' | 'coveredBy'> {
  const isDoubted = confidence !== undefined && confidence !== 'high' && doubts.length > 0;
  return {
    ...(isDoubted ? { lessSure: doubts.join('; ') } : {}),
    ...(freshness?.stale === true ? { seenAt: freshness.oldestAt } : {}),
    ...(coveredBy === undefined ? {} : { coveredBy: kindTitles[coveredBy] }),
  };
}

/** The line is the first finding's: it says what is left, the others why. None while nothing is ready: then the first step comes first. */
function explainRecovery({ state, ways, because }: Recovery, book: RemediationBook): ExplainedRecovery {
  const findings = because.map((finding) => explainFinding(finding, book));
  const told = findings.map(({ title, plain }) => `${title}. ${plain}`);
  return { state, line: ways.length === 0 ? '' : (told[0] ?? ''), findings };
}

/** The one reason on a card: what to do if something is to be done, else what was found. */
function reasonOf(
  state: VerdictState,
  findings: readonly ExplainedFinding[],
  actions: readonly Action[],
): string {
  const speaking = findings.filter(({ severity }) => severity === speaker[state]);
  if (state === 'ready-after-action') {
    const first = actions.find(({ code }) => speaking.some((finding) => finding.code === code));
    if (first !== undefined) return first.title;
  }
  return speaking[0]?.title ?? wordOfState(state, speaking.length);
}

function isUnknown({ severity }: ExplainedFinding): boolean {
  return severity === 'unknown';
}

function nearest(kinds: readonly KindVerdict[]): KindVerdict[] {
  return kinds.filter(({ state }) => state === 'ready-after-action');
}
/** Steps left on the shortest way to ready. */
function shortestWay(kinds: readonly KindVerdict[]): number {
  return Math.min(...nearest(kinds).map(stepsLeft));
}

/** The first action of the way that the headline counts. */
function firstStep(
  actions: readonly Action[],
  kinds: readonly KindVerdict[],
  steps: number,
): Action | undefined {
  const shortest = new Set(
    nearest(kinds)
      .filter((kind) => stepsLeft(kind) === steps)
      .map(({ kind }) => kind),
  );
  return actions.find((action) => action.kinds.some((kind) => shortest.has(kind)));
}
