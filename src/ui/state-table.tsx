import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { type VerdictState, verdictStates } from '../contract/verdict.ts';
import type { StateCounts } from './state-counts.ts';
import { lookOfState } from './verdict-look.ts';
import { countWord, words } from './words.en.ts';

const useStyles = makeStyles({
  scroll: { overflowX: 'auto' },
  table: {
    borderCollapse: 'collapse',
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  caption: {
    position: 'absolute',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  },
  cell: {
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM} ${tokens.spacingVerticalXS} 0`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    textAlign: 'start',
    verticalAlign: 'bottom',
    fontWeight: tokens.fontWeightRegular,
  },
  head: { fontWeight: tokens.fontWeightSemibold, textAlign: 'end' },
  number: { textAlign: 'end', fontVariantNumeric: 'tabular-nums' },
  word: { display: 'inline-flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS },
  icon: { flexShrink: 0, fontSize: '16px' },
});

/** Devices per state as a table, one row per subject. `linkOf` may wrap each number above zero. */
export function StateTable({
  caption,
  rows,
  linkOf = (_row, _state, content) => content,
}: {
  caption: string;
  rows: readonly { id: string; title: string; counts: StateCounts }[];
  linkOf?: (rowId: string, state: VerdictState, content: ReactNode) => ReactNode;
}) {
  const styles = useStyles();
  return (
    // A wide table scrolls by itself; the tab stop lets a keyboard reach what is off screen.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard.
    <section className={styles.scroll} tabIndex={0} aria-label={caption}>
      <table className={styles.table}>
        <caption className={styles.caption}>{caption}</caption>
        <thead>
          <tr>
            <td className={styles.cell} />
            {verdictStates.map((state) => {
              const { Icon, color } = lookOfState[state];
              return (
                <th key={state} scope="col" className={`${styles.cell} ${styles.head}`}>
                  <span className={styles.word}>
                    <Icon className={styles.icon} style={{ color }} aria-hidden />
                    {words.states[state]}
                  </span>
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row" className={styles.cell}>
                {row.title}
              </th>
              {verdictStates.map((state) => {
                const count = row.counts[state] ?? 0;
                return (
                  <td key={state} className={`${styles.cell} ${styles.number}`}>
                    {count > 0 ? linkOf(row.id, state, countWord(count)) : countWord(0)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
