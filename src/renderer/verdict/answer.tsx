import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

export const useAnswerStyles = makeStyles({
  answer: {
    display: 'grid',
    gridTemplateColumns: '40px minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalXS,
  },
  icon: { fontSize: '36px', marginTop: '1px' },
  headline: {
    margin: 0,
    fontSize: '28px',
    lineHeight: '36px',
    fontWeight: tokens.fontWeightSemibold,
    overflowWrap: 'anywhere',
  },
  summary: {
    gridColumn: '2',
    margin: 0,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    color: tokens.colorNeutralForeground2,
    overflowWrap: 'anywhere',
  },
});

/** The first thing on the page: a sign, the answer in one sentence, and what follows from it. */
export function Answer({
  icon,
  headline,
  summary,
  state,
}: {
  icon: ReactNode;
  headline: string;
  summary: string;
  state?: string;
}) {
  const styles = useAnswerStyles();
  return (
    <div className={styles.answer} data-answer={state}>
      {icon}
      <h1 className={styles.headline}>{headline}</h1>
      <p className={styles.summary}>{summary}</p>
    </div>
  );
}
