import { makeStyles, tokens } from '@fluentui/react-components';
import type { FleetSession } from '../../contract/http.ts';
import type { ThemeChoice } from '../../ui/theme-choice.ts';
import { ThemeSwitch } from '../../ui/theme-switch.tsx';
import { words } from '../words.en.ts';

const useStyles = makeStyles({
  foot: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    columnGap: tokens.spacingHorizontalS,
    marginTop: 'auto',
    '@media (max-width: 899px)': { margin: '0 0 0 auto' },
  },
  user: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200, overflowWrap: 'anywhere' },
});

/** Who is signed in, and the switch of appearance. */
export function ShellFoot({
  session,
  theme,
  onTheme,
}: {
  session: FleetSession;
  theme: ThemeChoice;
  onTheme: (choice: ThemeChoice) => void;
}) {
  const styles = useStyles();
  return (
    <div className={styles.foot}>
      <span className={styles.user}>{words.signedInAs(session.user)}</span>
      <ThemeSwitch choice={theme} onChoose={onTheme} />
    </div>
  );
}
