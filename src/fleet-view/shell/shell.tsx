import { makeStyles, tokens } from '@fluentui/react-components';
import { DesktopRegular } from '@fluentui/react-icons/svg/desktop';
import { GridRegular } from '@fluentui/react-icons/svg/grid';
import type { ReactNode } from 'react';
import { NavLink } from 'react-router';
import { words } from '../words.en.ts';
import { ProductMark } from './product-mark.tsx';

const NARROW = '@media (max-width: 899px)';

const useStyles = makeStyles({
  frame: {
    display: 'grid',
    gridTemplateColumns: '208px minmax(0, 1fr)',
    minHeight: '100vh',
    [NARROW]: { gridTemplateColumns: 'minmax(0, 1fr)', gridTemplateRows: 'auto 1fr' },
  },
  skip: {
    position: 'absolute',
    left: tokens.spacingHorizontalM,
    top: '-100px',
    zIndex: 2,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorBrandForegroundLink,
    ':focus': { top: tokens.spacingVerticalS },
  },
  side: {
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    [NARROW]: { borderRight: 'none', borderBottom: `1px solid ${tokens.colorNeutralStroke2}` },
  },
  sideContent: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalL,
    boxSizing: 'border-box',
    padding: tokens.spacingHorizontalM,
    position: 'sticky',
    top: 0,
    height: '100vh',
    [NARROW]: {
      position: 'static',
      height: 'auto',
      flexDirection: 'row',
      flexWrap: 'wrap',
      alignItems: 'center',
      columnGap: tokens.spacingHorizontalL,
      rowGap: tokens.spacingVerticalXS,
      padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    },
  },
  mark: {
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    [NARROW]: { padding: 0, display: 'flex' },
  },
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXXS,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    [NARROW]: { flexDirection: 'row', flexWrap: 'wrap' },
  },
  link: {
    display: 'flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
    minHeight: '36px',
    padding: `0 ${tokens.spacingHorizontalS} 0 11px`,
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground2,
    textDecorationLine: 'none',
    ':hover': { backgroundColor: tokens.colorNeutralBackground3 },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
    '&[aria-current="page"]': {
      backgroundColor: tokens.colorNeutralBackground4,
      // Only the current page has an edge: a transparent one would show under forced colours.
      borderLeft: `3px solid ${tokens.colorCompoundBrandStroke}`,
      paddingLeft: tokens.spacingHorizontalS,
      color: tokens.colorNeutralForeground1,
      fontWeight: tokens.fontWeightSemibold,
    },
  },
  icon: { flexShrink: 0, fontSize: '20px' },
  main: {
    boxSizing: 'border-box',
    minWidth: 0,
    width: '100%',
    maxWidth: '1440px',
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalXXL} ${tokens.spacingVerticalXXXL}`,
    outlineStyle: 'none',
    [NARROW]: {
      padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL} ${tokens.spacingVerticalXXL}`,
    },
  },
});

/** Navigation beside the page; above it on narrow windows and at high zoom. Lists only pages that exist. */
export function Shell({ foot, children }: { foot: ReactNode; children: ReactNode }) {
  const styles = useStyles();
  return (
    <div className={styles.frame}>
      <a className={styles.skip} href="#content">
        {words.skipToContent}
      </a>
      <header className={styles.side}>
        <div className={styles.sideContent}>
          <div className={styles.mark}>
            <ProductMark />
          </div>
          <nav aria-label={words.pages}>
            <ul className={styles.list}>
              <li>
                <NavLink to="/" end className={styles.link}>
                  <GridRegular className={styles.icon} aria-hidden />
                  {words.overview}
                </NavLink>
              </li>
              <li>
                <NavLink to="/devices" className={styles.link}>
                  <DesktopRegular className={styles.icon} aria-hidden />
                  {words.devices}
                </NavLink>
              </li>
            </ul>
          </nav>
          {foot}
        </div>
      </header>
      <main id="content" tabIndex={-1} className={styles.main}>
        {children}
      </main>
    </div>
  );
}
