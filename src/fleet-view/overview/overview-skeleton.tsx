import { makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components';
import { Panel } from '../shell/panel.tsx';
import { SkeletonLines } from '../shell/skeleton-lines.tsx';
import { words } from '../words.en.ts';

const useStyles = makeStyles({
  panels: { display: 'grid', gap: tokens.spacingHorizontalL },
  lines: { display: 'grid', rowGap: tokens.spacingVerticalM },
  number: { width: '240px', height: '40px' },
  bar: { height: '28px' },
  line: { height: '20px' },
});

/** The overview's layout before its numbers: the same headings, at about the same heights. */
export function OverviewSkeleton() {
  const styles = useStyles();
  return (
    <Skeleton aria-label={words.loading} className={styles.panels}>
      <Panel title={words.readiness.title}>
        <div className={styles.lines}>
          <SkeletonItem className={styles.number} />
          <SkeletonItem className={styles.bar} />
          <SkeletonItem className={styles.line} />
        </div>
      </Panel>
      <Panel title={words.kinds.title} hint={words.kinds.hint}>
        <SkeletonLines count={6} />
      </Panel>
      <Panel title={words.blockers.title} hint={words.blockers.hint}>
        <SkeletonLines count={8} />
      </Panel>
    </Skeleton>
  );
}
