import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { ProductMark } from '../shell/product-mark.tsx';

const useStyles = makeStyles({
  page: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalXL,
    boxSizing: 'border-box',
    maxWidth: '640px',
    margin: '0 auto',
    padding: `clamp(24px, 12vh, 120px) ${tokens.spacingHorizontalL} ${tokens.spacingVerticalXXL}`,
  },
});

/** One calm column for everything that comes before the fleet. */
export function SignInFrame({ children }: { children: ReactNode }) {
  const styles = useStyles();
  return (
    <main className={styles.page}>
      <ProductMark />
      {children}
    </main>
  );
}
