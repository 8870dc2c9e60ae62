import { Button, makeStyles, ProgressBar, tokens } from '@fluentui/react-components';
import { type ReactNode, useId } from 'react';
import type { ScanProgress } from '../../contract/status.ts';
import { relativeAge } from '../../ui/relative-age.ts';
import { signalTitle } from '../../ui/signal-title.ts';
import { words } from '../words.en.ts';

const useStyles = makeStyles({
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalS,
  },
  // The bar and the line under it keep their room whether or not a check runs: nothing below them moves.
  bar: { height: '4px', marginTop: tokens.spacingVerticalS },
  line: {
    display: 'flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    height: '32px',
    color: tokens.colorNeutralForeground2,
  },
  text: {
    flex: '1 1 0',
    minWidth: 0,
    margin: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
});

/** The check: start it, see its age, and while it runs, how far it is and what is being looked at. */
export function CheckRow({
  progress,
  scannedAt,
  now,
  onStart,
  onCancel,
  firstStep,
}: {
  progress: ScanProgress;
  scannedAt: string | null;
  now: Date;
  onStart: () => void;
  onCancel: () => void;
  /** The button of the most useful thing to do; with it, checking again is second. */
  firstStep?: ReactNode;
}) {
  const styles = useStyles();
  const checkButtonId = useId();
  function cancel(): void {
    // The cancel button goes away, and the focus must not go with it.
    document.getElementById(checkButtonId)?.focus();
    onCancel();
  }
  const text = progress.running
    ? progressWords(progress)
    : scannedAt !== null
      ? words.checked(relativeAge(new Date(scannedAt), now))
      : '';
  return (
    <div>
      <div className={styles.row}>
        {firstStep}
        <Button
          id={checkButtonId}
          appearance={firstStep ? 'secondary' : 'primary'}
          disabledFocusable={progress.running}
          onClick={onStart}
        >
          {scannedAt === null ? words.checkNow : words.checkAgain}
        </Button>
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
      <div className={styles.line}>
        <p className={styles.text} title={text}>
          {text}
        </p>
        {/* A button of its own: one that changed its meaning under the pointer would be clicked by mistake. */}
        {progress.running && (
          <Button size="small" onClick={cancel}>
            {words.cancel}
          </Button>
        )}
      </div>
    </div>
  );
}

function progressWords({ done, total, checking }: ScanProgress): string {
  if (total === 0) return words.starting;
  if (checking.length === 0) return done >= total ? words.finishing : words.countOf(done, total);
  const names = checking.slice(0, 2).map(signalTitle).join(words.and);
  // The count first: of a line too long for the window, the end is what gets lost.
  return `${words.countOf(done, total)} · ${words.checking(names)}`;
}
