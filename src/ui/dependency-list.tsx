import { makeStyles, tokens } from '@fluentui/react-components';
import { groupOfDependency } from '../contract/dependency-group.ts';
import type { DependencyAnswer, ExplainedDependency } from '../contract/password-dependencies.ts';
import { Disclosure } from './disclosure.tsx';
import { lookOfSeverity } from './verdict-look.ts';
import { words } from './words.en.ts';

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalL,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  item: { display: 'grid', gridTemplateColumns: '20px minmax(0, 1fr)', columnGap: tokens.spacingHorizontalS },
  icon: { fontSize: '20px' },
  title: { margin: 0, fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  plain: { margin: 0, color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  quiet: { margin: 0, color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  evidence: { margin: 0, paddingLeft: tokens.spacingHorizontalL, overflowWrap: 'anywhere' },
  notes: { margin: `${tokens.spacingVerticalM} 0 0`, paddingLeft: tokens.spacingHorizontalL },
  none: { margin: 0 },
  rest: { marginTop: tokens.spacingVerticalM },
});

/** Longer lists are not read: the rest is one click away. */
const MOST_SHOWN = 5;

const lookOfAnswer = {
  'needs-password': lookOfSeverity.warn,
  'no-passkey-prompt': lookOfSeverity.warn,
  retired: lookOfSeverity.block,
  'ask-admin': lookOfSeverity.info,
  'could-not-read': lookOfSeverity.unknown,
  'own-account': lookOfSeverity['not-applicable'],
  'not-affected': lookOfSeverity['not-applicable'],
  ready: lookOfSeverity.ready,
} satisfies Record<DependencyAnswer, unknown>;

/** How many have to be dealt with or looked into. */
export function countConcerning(dependencies: readonly ExplainedDependency[]): number {
  return dependencies.filter((item) => groupOfDependency(item) === 'open').length;
}

/** Programs and VPN profiles that may need a password, worst first, with proof; those that need nothing are folded away. `notes`: why there may be more. */
export function DependencyList({
  dependencies,
  notes = [],
}: {
  dependencies: readonly ExplainedDependency[];
  notes?: readonly string[] | undefined;
}) {
  const styles = useStyles();
  const { open = [], untold = [], settled = [] } = Object.groupBy(dependencies, groupOfDependency);
  return (
    <>
      {open.length === 0 ? (
        <p className={styles.none}>{words.noDependencies}</p>
      ) : (
        <Items items={open.slice(0, MOST_SHOWN)} />
      )}
      <Folded summary={words.moreDependencies} items={open.slice(MOST_SHOWN)} />
      {notes.length > 0 && (
        <ul className={styles.notes}>
          {notes.map((note) => (
            <li key={note} className={styles.quiet}>
              {note}
            </li>
          ))}
        </ul>
      )}
      <Folded summary={words.untoldDependencies} items={untold} />
      <Folded summary={words.settledDependencies} items={settled} />
    </>
  );
}

function Folded({
  summary,
  items,
}: {
  summary: (count: number) => string;
  items: readonly ExplainedDependency[];
}) {
  const styles = useStyles();
  if (items.length === 0) return null;
  return (
    <div className={styles.rest}>
      <Disclosure summary={summary(items.length)}>
        <Items items={items} />
      </Disclosure>
    </div>
  );
}

function Items({ items }: { items: readonly ExplainedDependency[] }) {
  const styles = useStyles();
  return (
    <ul className={styles.list}>
      {items.map((item) => (
        <Item key={item.entry} item={item} />
      ))}
    </ul>
  );
}

function Item({ item }: { item: ExplainedDependency }) {
  const styles = useStyles();
  const { Icon, color } = lookOfAnswer[item.answer];
  return (
    <li className={styles.item} data-dependency={item.entry}>
      <Icon className={styles.icon} style={{ color }} aria-hidden />
      <div>
        <p className={styles.title}>{item.name}</p>
        <p className={styles.quiet}>{[item.title, item.gradeWord, item.presenceWord].join(' · ')}</p>
        <p className={styles.plain}>{item.plain}</p>
        <Disclosure summary={words.details}>
          {item.evidence.length > 0 && (
            <>
              <p className={styles.quiet}>{words.whatWasSeen}</p>
              <ul className={styles.evidence}>
                {item.evidence.map((seen) => (
                  <li key={seen}>{seen}</li>
                ))}
              </ul>
            </>
          )}
          <p className={styles.quiet}>{words.whatToDo}</p>
          <p className={styles.plain}>{item.todo}</p>
          {item.ends.map((end) => (
            <p key={end} className={styles.quiet}>
              {end}
            </p>
          ))}
        </Disclosure>
      </div>
    </li>
  );
}
