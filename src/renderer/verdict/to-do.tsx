import { makeStyles, tokens } from '@fluentui/react-components';
import type { Action } from '../../contract/explained.ts';
import type { Bridge } from '../../contract/ipc.ts';
import { ActionList } from '../../ui/action-list.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { PageSection } from '../page-section.tsx';
import { words } from '../words.en.ts';
import { useOpenRemedy } from './use-open-remedy.ts';

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
export function ToDo({ actions, remedy }: { actions: readonly Action[]; remedy: Bridge['remedy'] }) {
  const styles = useStyles();
  const { open, problem } = useOpenRemedy(remedy);
  const first = actions.slice(0, SHOWN_ACTIONS);
  const rest = actions.slice(SHOWN_ACTIONS);
  return (
    <PageSection title={titleFor(actions)}>
      {problem && <ProblemNote problem={problem} />}
      <div className={styles.box}>
        <ActionList actions={first} onOpen={open} />
      </div>
      {rest.length > 0 && (
        <Disclosure summary={words.more(rest.length)}>
          <div className={styles.box}>
            <ActionList actions={rest} onOpen={open} />
          </div>
        </Disclosure>
      )}
    </PageSection>
  );
}

/** The heading must not call something the person's task that is not. */
function titleFor(actions: readonly Action[]): string {
  if (actions.some(({ owner }) => owner === 'person')) return words.toDo(actions.length);
  return actions.every(({ owner }) => owner === 'it')
    ? words.forIt(actions.length)
    : words.forOthers(actions.length);
}
