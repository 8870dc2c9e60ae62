import { makeStyles, SkeletonItem, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  lines: { display: 'grid', rowGap: tokens.spacingVerticalM },
  line: { height: '20px' },
});

/** So many lines of text to come. */
export function SkeletonLines({ count }: { count: number }) {
  const styles = useStyles();
  return (
    <div className={styles.lines}>
      {Array.from({ length: count }, (_unused, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: identical placeholders have no other identity.
        <SkeletonItem key={index} className={styles.line} />
      ))}
    </div>
  );
}
