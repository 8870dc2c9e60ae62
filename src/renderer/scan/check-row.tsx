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
  text: { margin: 0, color: tokens.colorNeutralForeground2 },
  cancel: { marginLeft: 'auto' },
  // The bar and its words keep their room whether or not a check runs: nothing below them moves.
  bar: { height: '4px', marginTop: tokens.spacingVerticalM },
  checking: {
    height: tokens.lineHeightBase300,
    margin: 0,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase300,
    color: tokens.colorNeutralForeground2,
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
  const checking = progress.running ? progressWords(progress) : '';
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
        {scannedAt !== null && (
          <p className={styles.text}>{words.checked(relativeAge(new Date(scannedAt), now))}</p>
        )}
        {/* A button of its own: one that changed its meaning under the pointer would be clicked by mistake. */}
        {progress.running && (
          <Button className={styles.cancel} onClick={cancel}>
            {words.cancel}
          </Button>
        )}
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
      <p className={styles.checking} title={checking}>
        {checking}
      </p>
    </div>
  );
}

function progressWords({ done, total, checking }: ScanProgress): string {
  if (total === 0) return words.starting;
  if (checking.length === 0) return done >= total ? words.finishing : words.countOf(done, total);
  const names = checking.slice(0, 2).map(signalTitle).join(words.and);
  return `${words.checking(names)} · ${words.countOf(done, total)}`;
}
