import { Button, makeStyles, ProgressBar, tokens } from '@fluentui/react-components';
import type { ScanProgress } from '../../contract/status.ts';
import { relativeAge } from '../../ui/relative-age.ts';
import { signalTitle } from '../../ui/signal-title.ts';
import { words } from '../words.en.ts';

const useStyles = makeStyles({
  // The row and the bar keep their height whether or not a check runs: nothing below them moves.
  row: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    minHeight: '32px',
  },
  button: { minWidth: '140px' },
  text: {
    margin: 0,
    color: tokens.colorNeutralForeground2,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  bar: { height: '4px', marginTop: tokens.spacingVerticalM },
});

/** The check: start it, see its age, or while it runs, how far it is and what is being looked at. */
export function CheckRow({
  progress,
  scannedAt,
  now,
  onStart,
  onCancel,
}: {
  progress: ScanProgress;
  scannedAt: string | null;
  now: Date;
  onStart: () => void;
  onCancel: () => void;
}) {
  const styles = useStyles();
  const text = progress.running
    ? progressWords(progress)
    : scannedAt !== null
      ? words.checked(relativeAge(new Date(scannedAt), now))
      : '';
  return (
    <div>
      <div className={styles.row}>
        {progress.running ? (
          <Button key="cancel" className={styles.button} onClick={onCancel}>
            {words.cancel}
          </Button>
        ) : (
          <Button key="check" appearance="primary" className={styles.button} onClick={onStart}>
            {scannedAt === null ? words.checkNow : words.checkAgain}
          </Button>
        )}
        <p className={styles.text} title={text} data-check-text="">
          {text}
        </p>
      </div>
      <div className={styles.bar}>
        {progress.running && (
          <ProgressBar
            thickness="large"
            aria-label={words.progressLabel}
            value={progress.total === 0 ? 0 : progress.done / progress.total}
          />
        )}
      </div>
    </div>
  );
}

function progressWords({ done, total, checking }: ScanProgress): string {
  if (total === 0) return words.starting;
  if (checking.length === 0) return done >= total ? words.finishing : words.countOf(done, total);
  const names = checking.slice(0, 2).map(signalTitle).join(words.and);
  return `${words.checking(names)} · ${words.countOf(done, total)}`;
}
