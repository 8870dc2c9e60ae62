import { makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components';
import { Panel } from '../shell/panel.tsx';
import { SkeletonLines } from '../shell/skeleton-lines.tsx';
import { words } from '../words.en.ts';

const useStyles = makeStyles({
  stack: { display: 'grid', gap: tokens.spacingHorizontalL },
  name: { width: '280px', height: '32px' },
});

/** The device page's layout before its answer. */
export function DeviceSkeleton() {
  const styles = useStyles();
  return (
    <Skeleton aria-label={words.loading} className={styles.stack}>
      <SkeletonItem className={styles.name} />
      <Panel title={words.device.kinds}>
        <SkeletonLines count={6} />
      </Panel>
      <Panel title={words.device.signals}>
        <SkeletonLines count={10} />
      </Panel>
    </Skeleton>
  );
}
