import { makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { Action } from '../../contract/explained.ts';
import type { Problem } from '../../contract/problem.ts';
import { ActionList } from '../../ui/action-list.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import type { Answer } from '../bridge.ts';
import { PageSection } from '../page-section.tsx';
import { words } from '../words.en.ts';

/** Longer lists are not read: the rest is one click away. */
const SHOWN_ACTIONS = 5;

const useStyles = makeStyles({
  box: {
    padding: `0 ${tokens.spacingHorizontalL}`,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
  },
});

/** What to do, in order, with a button where the system has a page for it. */
export function ToDo({
  actions,
  open,
}: {
  actions: readonly Action[];
  open: (code: string) => Promise<Answer<undefined>>;
}) {
  const styles = useStyles();
  const [problem, setProblem] = useState<Problem | null>(null);
  async function openAction({ code }: Action): Promise<void> {
    const answer = await open(code);
    setProblem(answer.ok ? null : answer.problem);
  }
  const first = actions.slice(0, SHOWN_ACTIONS);
  const rest = actions.slice(SHOWN_ACTIONS);
  return (
    <PageSection title={words.toDo(actions.length)}>
      {problem && <ProblemNote problem={problem} />}
      <div className={styles.box}>
        <ActionList actions={first} onOpen={(action) => void openAction(action)} />
      </div>
      {rest.length > 0 && (
        <Disclosure summary={words.more(rest.length)}>
          <div className={styles.box}>
            <ActionList actions={rest} onOpen={(action) => void openAction(action)} />
          </div>
        </Disclosure>
      )}
    </PageSection>
  );
}
