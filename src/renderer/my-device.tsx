import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { OpenRegular } from '@fluentui/react-icons/svg/open';
import { ShieldQuestionRegular } from '@fluentui/react-icons/svg/shield-question';
import { useRef } from 'react';
import type { Action, ExplainedVerdict } from '../contract/explained.ts';
import type { AppSnapshot, Bridge } from '../contract/ipc.ts';
import { FindingList } from '../ui/finding-list.tsx';
import { overallFindings } from '../ui/overall-findings.ts';
import { ProblemNote } from '../ui/problem-note.tsx';
import { relativeAge } from '../ui/relative-age.ts';
import { useNow } from '../ui/use-now.ts';
import { lookOfState } from '../ui/verdict-look.ts';
import { PageSection } from './page-section.tsx';
import { CheckRow } from './scan/check-row.tsx';
import { FourQuestions } from './scan/first-start.tsx';
import { SentToIt } from './upload/sent-to-it.tsx';
import { Answer, useAnswerStyles } from './verdict/answer.tsx';
import { PasswordApps } from './verdict/password-apps.tsx';
import { ToDo } from './verdict/to-do.tsx';
import { useOpenRemedy } from './verdict/use-open-remedy.ts';
import { WaysToSignIn } from './verdict/ways-to-sign-in.tsx';
import { words } from './words.en.ts';

const useStyles = makeStyles({
  page: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalXXL,
    maxWidth: '640px',
    margin: '0 auto',
    padding: `${tokens.spacingVerticalXXL} ${tokens.spacingHorizontalXXL}`,
    '@media (max-width: 480px)': { padding: tokens.spacingHorizontalL },
  },
  top: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalL },
  sample: {
    margin: 0,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusMedium,
    border: `1px dashed ${tokens.colorNeutralStrokeAccessible}`,
  },
  about: {
    margin: 0,
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: 'anywhere',
  },
  box: {
    padding: tokens.spacingHorizontalL,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
  },
  heard: {
    position: 'absolute',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  },
});

/** The one page: the answer, the ways to sign in, what to do, what IT was sent. */
export function MyDevice({ snapshot, bridge }: { snapshot: AppSnapshot; bridge: Bridge }) {
  const styles = useStyles();
  const now = useNow();
  const { open, problem } = useOpenRemedy(bridge.remedy);
  const { verdict, progress } = snapshot;
  const overall = verdict === null ? [] : overallFindings(verdict);
  const firstStep = verdict && stepForThePerson(verdict);
  return (
    <main className={styles.page}>
      <div className={styles.top}>
        {snapshot.sample !== null && <p className={styles.sample}>{words.sample(snapshot.sample)}</p>}
        <TopAnswer verdict={verdict} />
        <CheckRow
          progress={progress}
          scannedAt={snapshot.scannedAt}
          now={now}
          onStart={() => void bridge.scan.start()}
          onCancel={() => void bridge.scan.cancel()}
          firstStep={
            firstStep && (
              <Button appearance="primary" icon={<OpenRegular />} onClick={() => open(firstStep)}>
                {firstStep.title}
              </Button>
            )
          }
        />
        {problem && <ProblemNote problem={problem} />}
        {snapshot.lastProblem && (
          <ProblemNote problem={snapshot.lastProblem} onRetry={() => void bridge.scan.start()} />
        )}
      </div>
      <FinishedCheck snapshot={snapshot} />
      {verdict === null ? (
        <FourQuestions />
      ) : (
        <>
          <WaysToSignIn kinds={verdict.kinds} recovery={verdict.recovery} now={now} />
          {verdict.actions.length > 0 && <ToDo actions={verdict.actions} remedy={bridge.remedy} />}
          <PasswordApps verdict={verdict} />
          {overall.length > 0 && (
            <PageSection title={words.worthKnowing}>
              <div className={styles.box}>
                <FindingList findings={overall} now={now} />
              </div>
            </PageSection>
          )}
        </>
      )}
      <SentToIt status={snapshot.upload} uploads={bridge.upload} now={now} />
      <p className={styles.about}>{aboutWords(snapshot, now)}</p>
    </main>
  );
}

/** Which device and policy this is, and how old the part is that the device scan saw. */
function aboutWords({ verdict, device, deviceScannedAt }: AppSnapshot, now: Date): string {
  if (verdict === null) return words.aboutDevice(device.name, device.os);
  const about = words.about(device.name, device.os, verdict.policyVersion);
  return deviceScannedAt === null
    ? about
    : words.deviceScan(about, relativeAge(new Date(deviceScannedAt), now));
}

/** What to press first: the first step on the way to ready, if it is this person's and has a page to open. */
function stepForThePerson({ state, actions }: ExplainedVerdict): Action | undefined {
  const [first] = actions;
  return state !== 'ready' && first?.owner === 'person' && first.link !== null ? first : undefined;
}

function TopAnswer({ verdict }: { verdict: AppSnapshot['verdict'] }) {
  const answerStyles = useAnswerStyles();
  if (verdict === null) {
    return (
      <Answer
        icon={<ShieldQuestionRegular className={answerStyles.icon} aria-hidden />}
        headline={words.firstStart.headline}
        summary={words.firstStart.summary}
      />
    );
  }
  const { Icon, color } = lookOfState[verdict.state];
  return (
    <Answer
      icon={<Icon className={answerStyles.icon} style={{ color }} aria-label={verdict.stateWord} />}
      headline={verdict.headline}
      summary={verdict.summary}
      state={verdict.state}
    />
  );
}

/** Says the new answer to a screen reader when a check ends; not on opening, when the page is read anyway. */
function FinishedCheck({ snapshot }: { snapshot: AppSnapshot }) {
  const styles = useStyles();
  const shownFirst = useRef(snapshot.scannedAt);
  const fresh = !snapshot.progress.running && snapshot.scannedAt !== shownFirst.current;
  return (
    <p role="status" className={styles.heard}>
      {fresh && snapshot.verdict ? words.newAnswer(snapshot.verdict.headline) : ''}
    </p>
  );
}
