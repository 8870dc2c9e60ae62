import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { DeviceDetail } from '../../contract/http.ts';
import { Age } from '../../ui/age.tsx';
import { countWord } from '../../ui/words.en.ts';
import { words } from '../words.en.ts';

const useStyles = makeStyles({
  list: {
    display: 'grid',
    gridTemplateColumns: 'minmax(120px, max-content) minmax(0, 1fr)',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalL}`,
    margin: `0 0 ${tokens.spacingVerticalM}`,
  },
  row: { display: 'contents' },
  name: { color: tokens.colorNeutralForeground3 },
  value: { margin: 0, maxWidth: '72ch', overflowWrap: 'anywhere' },
  code: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 },
});

/** Where the report comes from and how far it can be trusted. */
export function AboutReport({ detail, now }: { detail: DeviceDetail; now: Date }) {
  const styles = useStyles();
  const { report, verdict } = detail;
  const code = (text: string) => <span className={styles.code}>{text}</span>;
  const entries: [string, ReactNode][] = [
    [words.device.assurance, assuranceWords(detail.assurance)],
    [
      words.device.enrolledAt,
      detail.enrolledAt === null ? (
        words.device.notEnrolled
      ) : (
        <Age key="age" at={detail.enrolledAt} now={now} bare />
      ),
    ],
    [words.device.reportsReceived, countWord(detail.reportsReceived)],
    [words.device.scannedAt, <Age key="age" at={report.createdAt} now={now} bare />],
    [words.device.scannedBy, report.contexts.map((context) => words.device.contexts[context]).join(', ')],
    [words.device.agentVersion, report.agentVersion],
    [words.device.policyVersion, verdict.policyVersion],
    [words.device.judgedAt, <Age key="age" at={verdict.judgedAt} now={now} bare />],
    [words.device.deviceId, code(report.device.id)],
    [words.device.reportId, code(report.reportId)],
  ];
  return (
    <dl className={styles.list}>
      {entries.map(([name, value]) => (
        <div key={name} className={styles.row}>
          <dt className={styles.name}>{name}</dt>
          <dd className={styles.value}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** An assurance in words; one from a newer collector keeps its own word. */
function assuranceWords(assurance: string): string {
  const known: Readonly<Record<string, string>> = words.device.assurances;
  return Object.hasOwn(known, assurance) ? (known[assurance] ?? assurance) : assurance;
}
