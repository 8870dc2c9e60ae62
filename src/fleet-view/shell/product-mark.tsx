import { makeStyles, tokens } from '@fluentui/react-components';
import { words } from '../words.en.ts';

const useStyles = makeStyles({
  mark: {
    display: 'inline-flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
    fontSize: tokens.fontSizeBase400,
    fontWeight: tokens.fontWeightSemibold,
  },
  icon: { width: '24px', height: '24px', color: tokens.colorBrandForeground1 },
});

/** Name and sign of the product. */
export function ProductMark() {
  const styles = useStyles();
  return (
    <span className={styles.mark}>
      <svg className={styles.icon} viewBox="0 0 32 32" aria-hidden="true">
        <rect width="32" height="32" rx="7" fill="currentColor" />
        <g fill="none" stroke={tokens.colorNeutralForegroundInverted} strokeWidth="2.6" strokeLinecap="round">
          <circle cx="11" cy="12" r="4.6" />
          <path d="M14.5 15.3 24 24.6M20.6 21.3l2.6-2.6" />
        </g>
      </svg>
      {words.product}
    </span>
  );
}
