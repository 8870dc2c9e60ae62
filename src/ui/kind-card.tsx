import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ChevronRightRegular } from '@fluentui/react-icons/svg/chevron-right';
import { useId, useState } from 'react';
import type { ExplainedKind } from '../contract/explained.ts';
import { Age } from './age.tsx';
import { FindingList } from './finding-list.tsx';
import { VerdictSign } from './verdict-sign.tsx';
import { words } from './words.en.ts';

const useStyles = makeStyles({
  card: {
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
  },
  heading: { margin: 0, font: 'inherit' },
  button: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto 20px',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalXXS,
    width: '100%',
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    border: 'none',
    borderRadius: tokens.borderRadiusLarge,
    background: 'none',
    color: 'inherit',
    font: 'inherit',
    textAlign: 'start',
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground3 },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
    '@media (max-width: 420px)': { gridTemplateColumns: 'minmax(0, 1fr) 20px' },
  },
  title: { fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  sign: { '@media (max-width: 420px)': { gridColumn: '1', gridRow: '3' } },
  reason: {
    gridColumn: '1 / 3',
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    '@media (max-width: 420px)': { gridColumn: '1' },
  },
  doubt: { display: 'block', color: tokens.colorNeutralForeground3 },
  chevron: { fontSize: '20px', gridRow: '1', gridColumn: '-2' },
  open: { transform: 'rotate(90deg)' },
  body: {
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL} ${tokens.spacingVerticalL}`,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
});

/**
 * One way to sign in: its name, its state in a word, the one reason worth knowing, its age where that is old and what makes it less
 * sure; opens to the findings with what was
 * seen, and under Details to the codes.
 */
export function KindCard({
  kind,
  now,
  startOpen = false,
}: {
  kind: ExplainedKind;
  now: Date;
  startOpen?: boolean;
}) {
  const styles = useStyles();
  const [open, setOpen] = useState(startOpen);
  const bodyId = useId();
  return (
    <section className={styles.card} data-kind={kind.kind}>
      <h3 className={styles.heading}>
        <button
          type="button"
          className={styles.button}
          aria-expanded={open}
          aria-controls={bodyId}
          onClick={() => setOpen(!open)}
        >
          <span className={styles.title}>{kind.title}</span>
          <span className={styles.sign}>
            <VerdictSign state={kind.state} word={kind.stateWord} />
          </span>
          <ChevronRightRegular className={mergeClasses(styles.chevron, open && styles.open)} aria-hidden />
          <span className={styles.reason}>
            {kind.reason}
            {kind.seenAt !== undefined && (
              <>
                {' · '}
                <Age at={kind.seenAt} now={now} />
              </>
            )}
            {kind.lessSure !== undefined && (
              <span className={styles.doubt}>{words.lessSure(kind.lessSure)}</span>
            )}
          </span>
        </button>
      </h3>
      <div id={bodyId} className={styles.body} hidden={!open}>
        {kind.findings.length > 0 ? <FindingList findings={kind.findings} now={now} /> : words.nothingSeen}
      </div>
    </section>
  );
}
