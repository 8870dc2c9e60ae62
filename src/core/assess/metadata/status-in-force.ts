import type { StatusReport } from '../../../contract/metadata.ts';
import { cannotTell, not, some, type Truth, truthOf } from '../truth.ts';

/** Words that only say that certification is missing: any later certification ends them. */
const untilCertified: ReadonlySet<string> = new Set(['NOT_FIDO_CERTIFIED', 'SELF_ASSERTION_SUBMITTED']);

export function isCertification(status: string): boolean {
  return status.startsWith('FIDO_CERTIFIED');
}

/**
 * Does a status hold for a key with this firmware number (as getInfo states it; null = not stated)? The whole history counts. A report
 * of a weakness stays in force although a certification follows, unless that covers a newer version than the report (or, where the
 * report names none, than the certification before it) and the key is proven to have it. An undated report holds while it is published.
 * Source: https://fidoalliance.org/specs/mds/fido-metadata-service-v3.1.1-ps-20260105.pdf (statusReports)
 */
export function isInForce(
  status: string,
  history: readonly StatusReport[],
  firmware: number | null,
  detail: string,
): Truth {
  const reports = history.flatMap((report, at) => (report.status === status ? [{ report, at }] : []));
  return some(reports, ({ report, at }) => not(isLifted(report, at, history, firmware, detail)));
}

function isLifted(
  report: StatusReport,
  at: number,
  history: readonly StatusReport[],
  firmware: number | null,
  detail: string,
): Truth {
  const certifications = history.flatMap((entry, index) =>
    isCertification(entry.status) ? [{ entry, isLater: isLater(entry, index, report, at) }] : [],
  );
  const later = certifications.filter(({ isLater }) => isLater).map(({ entry }) => entry);
  if (untilCertified.has(report.status)) return truthOf(later.length > 0);

  const earlier = certifications.filter(({ isLater }) => !isLater).map(({ entry }) => entry);
  const affected = report.authenticatorVersion ?? newest(earlier);
  if (affected === null) return 'no';
  const mended = later
    .map(({ authenticatorVersion }) => authenticatorVersion)
    .filter((version) => version !== undefined)
    .filter((version) => version > affected);
  if (mended.length === 0) return 'no';
  if (firmware === null) return cannotTell({ signal: 'security-key', reason: 'unreadable', detail });
  return truthOf(firmware >= Math.min(...mended));
}

/** Later by date, on the same day by place in the list. Without both dates it is not proven later. */
function isLater(entry: StatusReport, index: number, report: StatusReport, at: number): boolean {
  if (entry.effectiveDate === undefined || report.effectiveDate === undefined) return false;
  if (entry.effectiveDate === report.effectiveDate) return index > at;
  return entry.effectiveDate > report.effectiveDate;
}

function newest(entries: readonly StatusReport[]): number | null {
  const versions = entries.flatMap(({ authenticatorVersion }) => authenticatorVersion ?? []);
  return versions.length === 0 ? null : Math.max(...versions);
}
