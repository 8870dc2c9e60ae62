import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { useLocation } from 'react-router';
import type { Problem } from '../../contract/problem.ts';
import { CopyCommand } from '../../ui/copy-command.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { commands } from '../commands.ts';
import { usePageTitle } from '../shell/use-page-title.ts';
import { words } from '../words.en.ts';
import { keepReturnPath } from './return-path.ts';
import { SignInFrame } from './sign-in-frame.tsx';

const useStyles = makeStyles({
  title: { margin: 0, fontSize: tokens.fontSizeHero700, lineHeight: tokens.lineHeightHero700 },
  text: { margin: 0 },
  again: { alignSelf: 'flex-start' },
});

/** How to get in: make a link, open it. Says whether a link was refused or a session ended. */
export function SignInPage({
  ended,
  problem,
  onCheckAgain,
}: {
  ended: boolean;
  problem: Problem | null;
  onCheckAgain: () => Promise<unknown>;
}) {
  const styles = useStyles();
  const { pathname, search } = useLocation();
  const [stillNot, setStillNot] = useState(false);
  usePageTitle(words.signIn.title);
  useEffect(() => keepReturnPath(`${pathname}${search}`), [pathname, search]);
  async function checkAgain(): Promise<void> {
    setStillNot(false);
    await onCheckAgain();
    // Still here after the answer: the gate would have taken this page away otherwise.
    setStillNot(true);
  }
  return (
    <SignInFrame>
      <h1 className={styles.title}>{words.signIn.title}</h1>
      {problem !== null && <ProblemNote problem={problem} />}
      {ended && problem === null && (
        <p className={styles.text} role="status">
          {words.signIn.ended}
        </p>
      )}
      <p className={styles.text}>{words.signIn.how}</p>
      <CopyCommand command={commands.startCollector} />
      <p className={styles.text}>{words.signIn.open}</p>
      <Button className={styles.again} onClick={() => void checkAgain()}>
        {words.signIn.again}
      </Button>
      <p className={styles.text} role="status">
        {stillNot && words.signIn.still}
      </p>
    </SignInFrame>
  );
}
