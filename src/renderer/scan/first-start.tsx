import { makeStyles, tokens } from '@fluentui/react-components';
import { words } from '../words.en.ts';

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalL,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  entry: {
    display: 'grid',
    gridTemplateColumns: '40px minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalM,
    alignItems: 'start',
  },
  number: {
    display: 'grid',
    placeItems: 'center',
    width: '28px',
    height: '28px',
    marginLeft: '4px',
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorBrandBackground2,
    color: tokens.colorBrandForeground2,
    fontWeight: tokens.fontWeightSemibold,
  },
  question: {
    margin: 0,
    fontSize: tokens.fontSizeBase400,
    lineHeight: '28px',
    fontWeight: tokens.fontWeightSemibold,
  },
  means: { margin: 0, color: tokens.colorNeutralForeground2 },
});

/** What the window is about to answer: shown while there is no answer yet, instead of a spinner. */
export function FourQuestions() {
  const styles = useStyles();
  return (
    <ol className={styles.list}>
      {words.firstStart.questions.map(({ question, means }, index) => (
        <li key={question} className={styles.entry}>
          <span className={styles.number} aria-hidden>
            {index + 1}
          </span>
          <div>
            <p className={styles.question}>{question}</p>
            <p className={styles.means}>{means}</p>
          </div>
        </li>
      ))}
    </ol>
  );
}
