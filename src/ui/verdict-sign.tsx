import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { VerdictState } from '../contract/verdict.ts';
import { lookOfState } from './verdict-look.ts';
import { words } from './words.en.ts';

const useStyles = makeStyles({
  sign: {
    display: 'inline-flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalXS,
    maxWidth: '100%',
    minHeight: '24px',
    boxSizing: 'border-box',
    padding: `1px ${tokens.spacingHorizontalS} 1px 6px`,
    borderRadius: tokens.borderRadiusMedium,
    border: '1px solid transparent',
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    lineHeight: tokens.lineHeightBase200,
  },
  icon: { flexShrink: 0, fontSize: '16px' },
  ready: {
    color: tokens.colorStatusSuccessForeground1,
    backgroundColor: tokens.colorStatusSuccessBackground1,
  },
  'ready-after-action': {
    color: tokens.colorBrandForeground2,
    backgroundColor: tokens.colorBrandBackground2,
  },
  blocked: {
    color: tokens.colorStatusDangerForeground1,
    backgroundColor: tokens.colorStatusDangerBackground1,
  },
  unknown: {
    color: tokens.colorNeutralForeground2,
    border: `1px dashed ${tokens.colorNeutralStrokeAccessible}`,
  },
  'not-applicable': { color: tokens.colorNeutralForeground3 },
});

/**
 * The sign of a verdict: icon and word, never colour alone. "Could not check" is neutral and dashed, so that it reads
 * neither as a failure nor as a warning. `word` replaces the usual word, e.g. `One step left`.
 */
export function VerdictSign({ state, word }: { state: VerdictState; word?: string | undefined }) {
  const styles = useStyles();
  const { Icon } = lookOfState[state];
  return (
    <span className={mergeClasses(styles.sign, styles[state])} data-state={state}>
      <Icon className={styles.icon} aria-hidden />
      <span>{word ?? words.states[state]}</span>
    </span>
  );
}
