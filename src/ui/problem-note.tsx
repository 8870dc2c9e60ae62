import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ErrorCircleRegular } from '@fluentui/react-icons/svg/error-circle';
import type { Problem } from '../contract/problem.ts';
import { words } from './words.en.ts';

const useStyles = makeStyles({
  note: {
    display: 'grid',
    gridTemplateColumns: '24px minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalM,
    padding: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorStatusDangerBorder1}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  icon: { fontSize: '24px', color: tokens.colorStatusDangerForeground1 },
  title: { margin: 0, fontWeight: tokens.fontWeightSemibold },
  text: { margin: `${tokens.spacingVerticalXS} 0 0`, overflowWrap: 'anywhere' },
  quiet: {
    margin: `${tokens.spacingVerticalXS} 0 0`,
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: 'anywhere',
  },
  code: { fontFamily: tokens.fontFamilyMonospace },
  retry: { marginTop: tokens.spacingVerticalM },
});

/** A problem: what, why, what now, and the code to look up. Announced when it appears. */
export function ProblemNote({ problem, onRetry }: { problem: Problem; onRetry?: (() => void) | undefined }) {
  const styles = useStyles();
  return (
    <div className={styles.note} role="alert" data-problem={problem.code}>
      <ErrorCircleRegular className={styles.icon} aria-hidden />
      <div>
        <p className={styles.title}>{problem.title}</p>
        {problem.detail !== undefined && <p className={styles.text}>{asSentence(problem.detail)}</p>}
        {problem.todo !== undefined && (
          <p className={styles.text}>
            {words.whatNow}: {problem.todo}
          </p>
        )}
        <p className={styles.quiet}>
          {words.problemCode}: <span className={styles.code}>{problem.code}</span>
          {problem.where !== undefined && (
            <>
              {' · '}
              {words.problemWhere}: <span className={styles.code}>{problem.where}</span>
            </>
          )}
        </p>
        {onRetry !== undefined && (
          <Button className={styles.retry} onClick={onRetry}>
            {words.tryAgain}
          </Button>
        )}
      </div>
    </div>
  );
}

/** Details begin in lower case, as they also follow a colon elsewhere. A name or path at the front stays as it is. */
function asSentence(detail: string): string {
  return /^[a-z]+[ ,]/.test(detail) ? detail.charAt(0).toUpperCase() + detail.slice(1) : detail;
}
