import type { ExplainedVerdict } from '../contract/explained.ts';
import type { DeviceReport } from '../contract/report.ts';
import type { Verdict } from '../contract/verdict.ts';
import { assess } from '../core/assess/assess.ts';
import type { JudgingFiles } from '../core/assess/grounds.ts';
import { distributionsOf } from '../core/explain/distributions-of.ts';
import { explain } from '../core/explain/explain.ts';

/** A report's verdict under this policy, and the same in words. */
export function judgeReport(
  report: DeviceReport,
  files: Pick<JudgingFiles, 'policy' | 'remediation'>,
  judgedAt: Date,
): { verdict: Verdict; explained: ExplainedVerdict } {
  const { platform } = report.device;
  const verdict = assess({ platform, signals: report.signals }, files.policy, judgedAt);
  return {
    verdict,
    explained: explain(
      verdict,
      platform,
      files.remediation,
      distributionsOf(report.signals),
      files.policy.catalogue,
    ),
  };
}
