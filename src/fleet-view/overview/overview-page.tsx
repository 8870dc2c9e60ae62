import { makeStyles, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import type { FleetSummary } from '../../contract/http.ts';
import { Age } from '../../ui/age.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { useNow } from '../../ui/use-now.ts';
import { useFleetApi } from '../api/api-context.ts';
import { problemOf } from '../api/fleet-problem.ts';
import { summaryQuery } from '../api/fleet-queries.ts';
import { EmptyFleet } from '../shell/empty-fleet.tsx';
import { PageHeading } from '../shell/page-heading.tsx';
import { SampleBanner } from '../shell/sample-banner.tsx';
import { words } from '../words.en.ts';
import { BlockersPanel } from './blockers-panel.tsx';
import { CoveragePanel } from './coverage-panel.tsx';
import { DatesPanel } from './dates-panel.tsx';
import { KindsPanel } from './kinds-panel.tsx';
import { OverviewSkeleton } from './overview-skeleton.tsx';
import { ReadinessPanel } from './readiness-panel.tsx';

const useStyles = makeStyles({
  note: { marginBottom: tokens.spacingVerticalL },
  asOf: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  panels: { display: 'grid', gap: tokens.spacingHorizontalL },
  pair: {
    display: 'grid',
    gap: tokens.spacingHorizontalL,
    gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
    alignItems: 'start',
    '@media (max-width: 1023px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
});

/** The whole fleet, in the order of the questions: how many can, what stops most, which date bites, how fresh this is. */
export function OverviewPage() {
  const styles = useStyles();
  const summary = useQuery(summaryQuery(useFleetApi()));
  const now = useNow();
  return (
    <>
      <PageHeading title={words.overview}>
        {summary.data !== undefined && (
          <span className={styles.asOf}>
            {words.updated} <Age at={summary.data.at} now={now} bare />
          </span>
        )}
      </PageHeading>
      {summary.isError && (
        <div className={styles.note}>
          <ProblemNote problem={problemOf(summary.error)} onRetry={() => void summary.refetch()} />
          {summary.data !== undefined && <p>{words.showingOlder}</p>}
        </div>
      )}
      {summary.isPending && <OverviewSkeleton />}
      {summary.data?.devices === 0 && <EmptyFleet />}
      {summary.data !== undefined && summary.data.devices > 0 && (
        <FullOverview summary={summary.data} now={now} />
      )}
    </>
  );
}

function FullOverview({ summary, now }: { summary: FleetSummary; now: Date }) {
  const styles = useStyles();
  return (
    <>
      {summary.sampleData && <SampleBanner title={words.sampleData} text={words.sampleDataMeans} />}
      <div className={styles.panels}>
        <ReadinessPanel summary={summary} />
        <KindsPanel summary={summary} />
        <BlockersPanel
          title={words.blockers.title}
          hint={words.blockers.hint}
          none={words.blockers.none}
          blockers={summary.blockers.filter(({ severity }) => severity !== 'unknown')}
        />
        <BlockersPanel
          title={words.unchecked.title}
          hint={words.unchecked.hint}
          none={words.unchecked.none}
          blockers={summary.blockers.filter(({ severity }) => severity === 'unknown')}
        />
        <div className={styles.pair}>
          {summary.dates.length > 0 && <DatesPanel summary={summary} now={now} />}
          <CoveragePanel summary={summary} />
        </div>
      </div>
    </>
  );
}
