import type { Finding, KindVerdict, PasskeyKind, Severity, VerdictState } from '../../contract/verdict.ts';
import type { EngineCode } from './engine-codes.ts';
import { ageInDays, isStale } from './freshness.ts';
import { findingsOfGaps, type WeighedGap, weightOf } from './gaps.ts';
import type { Grounds } from './grounds.ts';
import { observedAtMs, saw } from './read-signal.ts';
import type { Rule, Subject } from './rule.ts';
import { standingOf, standingOfUnknown } from './standing.ts';
import type { Truth } from './truth.ts';

const severityOrder: readonly Severity[] = [
  'not-applicable',
  'block',
  'unknown',
  'action',
  'warn',
  'ready',
  'info',
];

type Asked = { readonly rule: Rule; readonly truth: Truth };
type State = { readonly state: VerdictState; readonly because: readonly Finding[] };

/**
 * Judges one passkey kind. Every row is asked, every reason is collected. Precedence: blocked, then unknown from a row
 * that could block, then ready after action, then unknown from a row that could only ask for an action, then ready.
 * A kind that no row settled is unknown, never ready.
 */
export function evaluateKind(
  kind: PasskeyKind,
  rules: readonly Rule[],
  subject: Subject,
  policy: Grounds,
  judgedAt: Date,
): KindVerdict {
  const off = new Map(policy.rulesOff.map((entry) => [entry.rule, entry.because]));
  const active = rules.filter((rule) => !off.has(rule.id));
  const asked = active.map((rule) => ({ rule, truth: rule.when(subject, policy, judgedAt) }));

  const ends = asked.find(({ rule, truth }) => rule.effect === 'not-applicable' && truth === 'yes');
  if (ends !== undefined) {
    return {
      kind,
      state: 'not-applicable',
      ...standingOf('not-applicable', [ends], subject, policy, judgedAt),
      ...(ends.rule.coveredBy === undefined ? {} : { coveredBy: ends.rule.coveredBy }),
      findings: [findingOf(ends.rule, subject, policy, judgedAt)],
    };
  }

  const heard = withoutSuppressed(asked);
  const fired = heard.filter(({ rule, truth }) => truth === 'yes' && rule.otherwise === undefined);
  const gaps = heard.flatMap(gapsOfRow);
  const finding = (rule: Rule) => findingOf(rule, subject, policy, judgedAt);
  const { state, because } = stateOf(heard, fired, gaps, finding);
  const gapDecided = state === 'unknown';
  const findings = [
    ...fired.map(({ rule }) => finding(rule)),
    ...because,
    ...findingsOfGaps(subject, gaps, (weight) =>
      weight === 'strong' || (weight === 'weak' && gapDecided) ? 'unknown' : 'info',
    ),
    ...rules.flatMap((rule) => traceOfRuleOff(rule, off.get(rule.id))),
    ...traceOfAge(active, subject, policy, judgedAt),
  ];
  const firedRules = fired.map(({ rule }) => rule);
  const standing =
    state === 'unknown'
      ? standingOfUnknown(firedRules, gaps, subject, policy, judgedAt)
      : standingOf(state, heard, subject, policy, judgedAt);
  return { kind, state, ...standing, findings: findings.toSorted(bySeverity) };
}

function withoutSuppressed(asked: readonly Asked[]): Asked[] {
  const silenced = new Set(
    asked.flatMap(({ rule, truth }) => (truth === 'yes' ? (rule.suppresses ?? []) : [])),
  );
  return asked.filter(({ rule }) => !silenced.has(rule.id));
}

function gapsOfRow({ rule, truth }: Asked): WeighedGap[] {
  if (typeof truth === 'string') return [];
  return truth.unknown.map((gap) => ({ gap, rule, weight: rule.untold ?? weightOf(rule.effect) }));
}

function stateOf(
  heard: readonly Asked[],
  fired: readonly Asked[],
  gaps: readonly WeighedGap[],
  finding: (rule: Rule) => Finding,
): State {
  const has = (effect: Severity) => fired.some(({ rule }) => rule.effect === effect);
  if (has('block')) return { state: 'blocked', because: [] };
  if (has('unknown') || gaps.some(({ weight }) => weight === 'strong')) {
    return { state: 'unknown', because: [] };
  }
  if (has('action')) return { state: 'ready-after-action', because: [] };
  if (gaps.some(({ weight }) => weight === 'weak')) return { state: 'unknown', because: [] };
  if (has('ready')) return { state: 'ready', because: [] };
  const otherwise = heard.filter(({ rule, truth }) => rule.otherwise === true && truth === 'yes');
  const because = otherwise.map(({ rule }) => finding(rule));
  if (otherwise.some(({ rule }) => rule.effect === 'ready')) return { state: 'ready', because };
  return {
    state: 'unknown',
    because: [
      ...because,
      { rule: 'engine', code: 'NO_RULE_DECIDED' satisfies EngineCode, severity: 'unknown', evidence: [] },
    ],
  };
}

function findingOf(rule: Rule, subject: Subject, policy: Grounds, judgedAt: Date): Finding {
  return {
    rule: rule.id,
    code: rule.code,
    severity: rule.effect,
    ...(rule.owner === undefined ? {} : { owner: rule.owner }),
    evidence: rule.evidence(subject, policy, judgedAt),
    ...(rule.confidence === undefined
      ? {}
      : { confidence: rule.confidence.level, doubt: rule.confidence.because }),
  };
}

function traceOfRuleOff(rule: Rule, because: string | undefined): Finding[] {
  if (because === undefined) return [];
  const says = `${rule.id} (${rule.code}) is switched off: ${because}`.slice(0, 300);
  return [
    {
      rule: rule.id,
      code: 'RULE_SWITCHED_OFF' satisfies EngineCode,
      severity: 'info',
      evidence: [{ signal: 'policy', says }],
    },
  ];
}

function traceOfAge(rules: readonly Rule[], subject: Subject, policy: Grounds, judgedAt: Date): Finding[] {
  const signals = [...new Set(rules.flatMap((rule) => rule.needs))];
  const evidence = signals.flatMap((signal) => {
    const atMs = observedAtMs(subject, signal);
    if (atMs === null) return [];
    const says = `seen ${ageInDays(atMs, judgedAt)} days ago`;
    return isStale(atMs, policy, judgedAt) ? [saw(subject, signal, says)] : [];
  });
  if (evidence.length === 0) return [];
  return [{ rule: 'engine', code: 'OBSERVATION_STALE' satisfies EngineCode, severity: 'info', evidence }];
}

function bySeverity(a: Finding, b: Finding): number {
  return severityOrder.indexOf(a.severity) - severityOrder.indexOf(b.severity);
}
