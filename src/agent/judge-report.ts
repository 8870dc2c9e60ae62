import type { ExplainedVerdict } from '../contract/explained.ts';
import type { Policy, RemediationBook } from '../contract/policy.ts';
import type { DeviceReport } from '../contract/report.ts';
import type { Verdict } from '../contract/verdict.ts';
import { assess } from '../core/assess/assess.ts';
import { explain } from '../core/explain/explain.ts';

/** A report's verdict under this policy, and the same in words. */
export function judgeReport(
  report: DeviceReport,
  policyFiles: { policy: Policy; remediation: RemediationBook },
  judgedAt: Date,
): { verdict: Verdict; explained: ExplainedVerdict } {
  const { platform } = report.device;
  const verdict = assess({ platform, signals: report.signals }, policyFiles.policy, judgedAt);
  return { verdict, explained: explain(verdict, platform, policyFiles.remediation) };
}
