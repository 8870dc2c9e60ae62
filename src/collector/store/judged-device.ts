import type { DeviceReport } from '../../contract/report.ts';
import { type Finding, passkeyKinds, type Verdict, type VerdictState } from '../../contract/verdict.ts';
import { assess } from '../../core/assess/assess.ts';
import { stopsWithoutPassword } from '../../core/assess/dependencies/dependency-findings.ts';
import type { JudgingFiles } from '../../core/assess/grounds.ts';

/** Order of states in lists: what needs somebody comes first. */
const stateRanks: Record<VerdictState, number> = {
  blocked: 0,
  unknown: 1,
  'ready-after-action': 2,
  ready: 3,
  'not-applicable': 4,
};
/** Severities that stand in a device's way, most severe first. Of warnings, those that say a sign-in fails once passwords are gone. */
const standsInTheWay = ['block', 'unknown', 'action', 'warn'] as const;

export type ReasonRow = { kind: string; code: string; severity: string; owner: string | null };

/** What the store keeps of a verdict: whole, and taken apart for lists and counts. */
export type JudgedDevice = {
  verdict: Verdict;
  columns: {
    verdict: string;
    policy_version: string;
    judged_at: Date;
    state: string;
    state_rank: number;
    kind_states: string;
    reasons: string;
  };
  reasonRows: ReasonRow[];
};

/** Judges a merged report and takes the verdict apart. */
export function judgeDevice(report: DeviceReport, { policy }: JudgingFiles, now: Date): JudgedDevice {
  const verdict = assess({ platform: report.device.platform, signals: report.signals }, policy, now);
  const findings = [
    ...verdict.kinds.flatMap(({ kind, findings }) =>
      findings.map((finding) => ({ kind: kind as string, finding })),
    ),
    ...verdict.overall.map((finding) => ({ kind: '', finding })),
  ].filter(({ finding }) => severityRank(finding) >= 0);
  const bySeverity = findings.toSorted((a, b) => severityRank(a.finding) - severityRank(b.finding));
  const kindStates = Object.fromEntries(
    passkeyKinds.map((kind) => [kind, verdict.kinds.find((one) => one.kind === kind)?.state ?? 'unknown']),
  );
  return {
    verdict,
    columns: {
      verdict: JSON.stringify(verdict),
      policy_version: verdict.policyVersion,
      judged_at: now,
      state: verdict.state,
      state_rank: stateRanks[verdict.state],
      kind_states: JSON.stringify(kindStates),
      reasons: JSON.stringify([...new Set(bySeverity.map(({ finding }) => finding.code))]),
    },
    reasonRows: [
      ...new Map(
        findings.map(({ kind, finding: { code, severity, owner } }) => [
          `${kind} ${code} ${severity}`,
          { kind, code, severity, owner: owner ?? null },
        ]),
      ).values(),
    ],
  };
}

function severityRank({ severity, code }: Finding): number {
  if (severity === 'warn' && !stopsWithoutPassword.includes(code)) return -1;
  return standsInTheWay.indexOf(severity as (typeof standsInTheWay)[number]);
}
