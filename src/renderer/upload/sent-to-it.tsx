import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import type { Bridge } from '../../contract/ipc.ts';
import type { Problem } from '../../contract/problem.ts';
import type { DeviceReport } from '../../contract/report.ts';
import type { UploadStatus } from '../../contract/status.ts';
import { JsonDisclosure } from '../../ui/json-disclosure.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { PageSection } from '../page-section.tsx';
import { words } from '../words.en.ts';
import { reachLines } from './reach-lines.ts';

const useStyles = makeStyles({
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalXS,
  },
  line: {
    flex: '1 1 320px',
    margin: 0,
    color: tokens.colorNeutralForeground2,
    overflowWrap: 'anywhere',
  },
});

/** What left this device: when, what waits, and the exact report. Not reaching IT is a quiet line, not an alarm. */
export function SentToIt({
  status,
  uploads,
  now,
}: {
  status: UploadStatus;
  uploads: Bridge['upload'];
  now: Date;
}) {
  const styles = useStyles();
  const [sent, setSent] = useState<DeviceReport | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [sending, setSending] = useState(false);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new time of sending means a new report to show.
  useEffect(() => {
    let wanted = true;
    void uploads.lastSent().then((answer) => {
      if (!wanted) return;
      if (answer.ok) setSent(answer.value);
      else setProblem(answer.problem);
    });
    return () => {
      wanted = false;
    };
  }, [uploads, status.lastUploadAt]);

  async function sendNow(): Promise<void> {
    setSending(true);
    const answer = await uploads.sendNow();
    setProblem(answer.ok ? null : answer.problem);
    setSending(false);
  }

  return (
    <PageSection title={words.sentToIt}>
      <div className={styles.row}>
        <p className={styles.line} data-reach="">
          {reachLines(status, now).join(' ')}
        </p>
        {status.enrolled && status.waiting > 0 && (
          <Button disabledFocusable={sending} onClick={() => void sendNow()}>
            {sending ? words.sending : words.sendNow}
          </Button>
        )}
      </div>
      {problem && <ProblemNote problem={problem} />}
      {sent && <JsonDisclosure summary={words.showSent} label={words.sentLabel} value={sent} />}
    </PageSection>
  );
}
