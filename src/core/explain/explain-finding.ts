import type { ExplainedFinding } from '../../contract/explained.ts';
import type { Remediation, RemediationBook } from '../../contract/policy.ts';
import type { Finding } from '../../contract/verdict.ts';
import { titleOfSignal } from '../assess/signal-name.ts';

/**
 * Words for a finding. For something that could not be told the book may hold a closer entry per reason
 * (`SIGNAL_UNKNOWN/needs-elevation`, else `SIGNAL_UNKNOWN/any`). Null when the book has neither.
 */
export function wordsFor(finding: Finding, book: RemediationBook): Remediation | null {
  const reason = finding.evidence.find((entry) => entry.reason !== undefined)?.reason;
  return (
    (reason === undefined
      ? undefined
      : (entryOf(book, `${finding.code}/${reason}`) ?? entryOf(book, `${finding.code}/any`))) ??
    entryOf(book, finding.code) ??
    null
  );
}

function entryOf(book: RemediationBook, key: string): Remediation | undefined {
  return Object.hasOwn(book.reasons, key) ? book.reasons[key] : undefined;
}

/** A finding in words; a code without words is shown as the code itself, never hidden. */
export function explainFinding(finding: Finding, book: RemediationBook): ExplainedFinding {
  const words = wordsFor(finding, book);
  const signal = titleOfSignal(finding.evidence[0]?.signal ?? '');
  const fill = (text: string) => text.replaceAll('{signal}', signal);
  const owner = finding.owner ?? words?.owner;
  return {
    rule: finding.rule,
    code: finding.code,
    severity: finding.severity,
    title: words === null ? finding.code : fill(words.title),
    plain: words === null ? `There are no words for ${finding.code} in this version.` : fill(words.plain),
    ...(owner === undefined ? {} : { owner }),
    evidence: finding.evidence,
  };
}
