import type { StatusOutput } from '../../contract/cli.ts';
import { ageInWords } from './age.ts';
import { clean, type Style } from './style.ts';
import { type Cell, columns } from './wrap.ts';

/** What was last seen and sent, for a person. Ends with a newline. */
export function renderStatus(
  { upload, lastScan, lastSent, metadata }: StatusOutput,
  style: Style,
  now: Date,
): string {
  const rows: [string, string][] = [
    [
      'Last scan',
      lastScan
        ? `${ageInWords(new Date(lastScan.at), now)}: ${lastScan.explained.headline}`
        : 'none yet (keyready scan)',
    ],
    ['Collector', upload.enrolled ? `${upload.collectorUrl}` : 'not enrolled (keyready enroll)'],
    ['Device id', upload.deviceId ?? 'given at enrolment'],
    ['Last upload', upload.lastUploadAt ? ageInWords(new Date(upload.lastUploadAt), now) : 'never'],
    [
      'Last sent',
      lastSent ? `report ${lastSent.reportId} (keyready status --json shows it whole)` : 'nothing',
    ],
    ['Waiting', reports(upload.waiting)],
    ['Key metadata', metadata === null ? 'none imported (keyready policy import-mds)' : inForce(metadata)],
  ];
  if (upload.setAside > 0)
    rows.push(['Set aside', `${reports(upload.setAside)} that could not be read or sent`]);
  if (upload.dropped) rows.push(['Dropped', `${reports(upload.dropped)}: too old or too many waiting`]);
  if (upload.lastProblem)
    rows.push([
      'Last problem',
      `${upload.lastProblem.detail ?? upload.lastProblem.title} (${upload.lastProblem.code})`,
    ]);
  const cells = rows.map(([name, text]): Cell[] => [{ text: name, paint: style.dim }, { text: clean(text) }]);
  return `${columns(cells, style.widthChars).join('\n')}\n`;
}

function inForce({ no, nextUpdate, stale }: NonNullable<StatusOutput['metadata']>): string {
  return `no. ${no}, next one ${stale ? 'was due on' : 'due on'} ${nextUpdate}`;
}

function reports(count: number): string {
  return count === 1 ? '1 report' : `${count} reports`;
}
