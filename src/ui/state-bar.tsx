import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { type VerdictState, verdictStates } from '../contract/verdict.ts';
import { Disclosure } from './disclosure.tsx';
import { shareWord } from './share-word.ts';
import type { StateCounts } from './state-counts.ts';
import { StateTable } from './state-table.tsx';
import { lookOfState } from './verdict-look.ts';
import { countedWord, countWord, words } from './words.en.ts';

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    columnGap: '2px',
    width: '100%',
    overflow: 'hidden',
    borderRadius: tokens.borderRadiusMedium,
  },
  large: { height: '28px' },
  small: { height: '14px' },
  band: { minWidth: '4px', flexBasis: 0, boxSizing: 'border-box', forcedColorAdjust: 'none' },
  empty: { flexGrow: 1, border: `1px dashed ${tokens.colorNeutralStroke1}` },
  // Forced colours have no success or danger; the bands then differ by fill, stripes and outline.
  ready: {
    backgroundColor: tokens.colorStatusSuccessBackground3,
    '@media (forced-colors: active)': { backgroundColor: 'CanvasText' },
  },
  'ready-after-action': {
    backgroundColor: tokens.colorBrandBackground,
    '@media (forced-colors: active)': { backgroundColor: 'Highlight' },
  },
  blocked: {
    backgroundColor: tokens.colorStatusDangerBackground3,
    '@media (forced-colors: active)': {
      border: '1px solid CanvasText',
      backgroundColor: 'Canvas',
      backgroundImage: 'repeating-linear-gradient(45deg, CanvasText 0 3px, Canvas 3px 6px)',
    },
  },
  unknown: {
    border: `1px dashed ${tokens.colorNeutralStrokeAccessible}`,
    backgroundColor: tokens.colorNeutralBackground1,
    '@media (forced-colors: active)': { border: '1px dashed CanvasText', backgroundColor: 'Canvas' },
  },
  'not-applicable': {
    backgroundColor: tokens.colorNeutralBackground5,
    '@media (forced-colors: active)': { border: '1px solid GrayText', backgroundColor: 'Canvas' },
  },
  legend: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalXL,
    rowGap: tokens.spacingVerticalXS,
    listStyleType: 'none',
    margin: `${tokens.spacingVerticalS} 0`,
    padding: 0,
  },
  entry: { display: 'inline-flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS },
  icon: { flexShrink: 0, fontSize: '16px' },
  count: { fontWeight: tokens.fontWeightSemibold, fontVariantNumeric: 'tabular-nums' },
});

/** The bar alone, as one picture with one sentence for screen readers. Goes beside text that says the numbers. */
export function StateBands({
  counts,
  label,
  size = 'large',
}: {
  counts: StateCounts;
  /** What is counted: `All devices`, `Security key`. */
  label: string;
  size?: 'large' | 'small';
}) {
  const styles = useStyles();
  const shown = verdictStates.filter((state) => (counts[state] ?? 0) > 0);
  const sentence = shown
    .map((state) => `${words.states[state]}: ${countWord(counts[state] ?? 0)}`)
    .join(', ');
  return (
    <div
      role="img"
      aria-label={`${label}. ${shown.length > 0 ? sentence : words.noDevices}`}
      className={mergeClasses(styles.bar, styles[size])}
    >
      {shown.length === 0 && <span className={mergeClasses(styles.band, styles.empty)} />}
      {shown.map((state) => (
        <span
          key={state}
          title={`${words.states[state]}: ${countedWord(counts[state] ?? 0, 'device', 'devices')}`}
          className={mergeClasses(styles.band, styles[state])}
          style={{ flexGrow: counts[state] ?? 0 }}
        />
      ))}
    </div>
  );
}

/**
 * How many devices stand where: one bar of five bands, its legend with icon, word and number, and the same as a table
 * one click away. `linkOf` may wrap each number, e.g. in a link to those devices.
 */
export function StateBar({
  counts,
  label,
  linkOf = (_state, content) => content,
}: {
  counts: StateCounts;
  label: string;
  linkOf?: (state: VerdictState, content: ReactNode) => ReactNode;
}) {
  const styles = useStyles();
  const total = verdictStates.reduce((sum, state) => sum + (counts[state] ?? 0), 0);
  return (
    <div>
      <StateBands counts={counts} label={label} />
      <ul className={styles.legend}>
        {verdictStates.map((state) => {
          const { Icon, color } = lookOfState[state];
          const count = counts[state] ?? 0;
          return (
            <li key={state} className={styles.entry}>
              <Icon className={styles.icon} style={{ color }} aria-hidden />
              {linkOf(
                state,
                <>
                  <span className={styles.count}>{countWord(count)}</span> {words.states[state]}
                </>,
              )}
              <span>{shareWord(count, total)}</span>
            </li>
          );
        })}
      </ul>
      <Disclosure summary={words.showTable}>
        <StateTable caption={label} rows={[{ id: 'all', title: label, counts }]} />
      </Disclosure>
    </div>
  );
}
