import { makeStyles, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useLocation, useParams } from 'react-router';
import type { DeviceDetail } from '../../contract/http.ts';
import { ActionList } from '../../ui/action-list.tsx';
import { DependencyList } from '../../ui/dependency-list.tsx';
import { FindingList } from '../../ui/finding-list.tsx';
import { JsonDisclosure } from '../../ui/json-disclosure.tsx';
import { KindCard } from '../../ui/kind-card.tsx';
import { overallFindings } from '../../ui/overall-findings.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { useNow } from '../../ui/use-now.ts';
import { useFleetApi } from '../api/api-context.ts';
import { problemOf } from '../api/fleet-problem.ts';
import { deviceQuery } from '../api/fleet-queries.ts';
import { PageHeading } from '../shell/page-heading.tsx';
import { Panel } from '../shell/panel.tsx';
import { SampleBanner } from '../shell/sample-banner.tsx';
import { TextLink } from '../shell/text-link.tsx';
import { words } from '../words.en.ts';
import { AboutReport } from './about-report.tsx';
import { DeviceAnswer } from './device-answer.tsx';
import { DeviceSkeleton } from './device-skeleton.tsx';
import { SignalsTable } from './signals-table.tsx';

const useStyles = makeStyles({
  back: { display: 'inline-block', marginBottom: tokens.spacingVerticalS },
  stack: { display: 'grid', gap: tokens.spacingHorizontalL, gridTemplateColumns: 'minmax(0, 1fr)' },
  columns: {
    display: 'grid',
    gap: tokens.spacingHorizontalL,
    gridTemplateColumns: 'minmax(0, 3fr) minmax(0, 2fr)',
    alignItems: 'start',
    '@media (max-width: 1023px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  cards: { display: 'grid', rowGap: tokens.spacingVerticalS },
  recovery: { margin: 0, maxWidth: '72ch', overflowWrap: 'anywhere' },
  heading: { margin: `0 0 ${tokens.spacingVerticalS}`, fontSize: tokens.fontSizeBase400 },
});

/** One device: the answer, the ways to sign in with evidence, what to do, and who saw what, when and how. */
export function DevicePage() {
  const styles = useStyles();
  const { id = '' } = useParams();
  const device = useQuery(deviceQuery(useFleetApi(), id));
  const now = useNow();
  return (
    <>
      <BackToDevices className={styles.back} />
      {device.isPending && <DeviceSkeleton />}
      {device.isError && (
        <ProblemNote problem={problemOf(device.error)} onRetry={() => void device.refetch()} />
      )}
      {device.data !== undefined && (
        <>
          <PageHeading title={device.data.detail.row.name} />
          <FullDevice detail={device.data.detail} rawReport={device.data.rawReport} now={now} />
        </>
      )}
    </>
  );
}

function FullDevice({ detail, rawReport, now }: { detail: DeviceDetail; rawReport: unknown; now: Date }) {
  const styles = useStyles();
  const { row, verdict, report } = detail;
  const overall = overallFindings(verdict);
  return (
    <div className={styles.stack}>
      {row.sample && <SampleBanner text={words.sampleDevice} />}
      <DeviceAnswer detail={detail} now={now} />
      <div className={styles.columns}>
        <section className={styles.cards}>
          <h2 className={styles.heading}>{words.device.kinds}</h2>
          {verdict.kinds.map((kind) => (
            <KindCard key={kind.kind} kind={kind} now={now} />
          ))}
          {verdict.recovery !== undefined && verdict.recovery.line !== '' && (
            <p className={styles.recovery} data-recovery={verdict.recovery.state}>
              {words.device.recovery(verdict.recovery.line)}
            </p>
          )}
        </section>
        <div className={styles.stack}>
          <Panel title={words.device.actions}>
            <ActionList actions={verdict.actions} owners="always" />
          </Panel>
          {verdict.dependencies !== undefined && (
            <Panel title={words.device.dependencies} hint={words.device.dependenciesHint}>
              <DependencyList dependencies={verdict.dependencies} notes={verdict.dependencyNotes} />
            </Panel>
          )}
          {overall.length > 0 && (
            <Panel title={words.device.overall}>
              <FindingList findings={overall} now={now} />
            </Panel>
          )}
        </div>
      </div>
      <Panel title={words.device.signals}>
        <SignalsTable signals={report.signals} now={now} />
      </Panel>
      <Panel title={words.device.about}>
        <AboutReport detail={detail} now={now} />
        <JsonDisclosure
          summary={words.device.rawReport}
          label={words.device.rawReportLabel}
          value={rawReport}
        />
      </Panel>
    </div>
  );
}

/** Back to the list one came from, with its filter; to all devices otherwise. */
function BackToDevices({ className }: { className: string }) {
  const state: unknown = useLocation().state;
  const search =
    typeof state === 'object' && state !== null && 'search' in state && typeof state.search === 'string'
      ? state.search
      : '';
  return (
    <TextLink className={className} to={{ pathname: '/devices', search }}>
      ← {words.device.back}
    </TextLink>
  );
}
