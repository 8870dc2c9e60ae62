import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { SignOutRegular } from '@fluentui/react-icons/svg/sign-out';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FleetSession } from '../../contract/http.ts';
import type { ThemeChoice } from '../../ui/theme-choice.ts';
import { ThemeSwitch } from '../../ui/theme-switch.tsx';
import { useFleetApi } from '../api/api-context.ts';
import { sessionKey } from '../api/fleet-queries.ts';
import { words } from '../words.en.ts';

const useStyles = makeStyles({
  foot: {
    display: 'flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalXS,
    marginTop: 'auto',
    '@media (max-width: 899px)': { margin: '0 0 0 auto' },
  },
  user: {
    flexGrow: 1,
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: 'anywhere',
  },
});

/** Who is signed in, the way out, and the switch of appearance. */
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
  const api = useFleetApi();
  const client = useQueryClient();
  // Whatever the answer, the session is asked for anew: it says whether the way out was taken.
  const signOut = useMutation({
    mutationFn: () => api.signOut(),
    onSettled: () => client.resetQueries({ queryKey: sessionKey }),
  });
  return (
    <div className={styles.foot}>
      <span className={styles.user}>{words.signedInAs(session.user)}</span>
      <Button
        appearance="subtle"
        icon={<SignOutRegular />}
        aria-label={words.signOut}
        title={words.signOut}
        onClick={() => signOut.mutate()}
      />
      <ThemeSwitch choice={theme} onChoose={onTheme} />
    </div>
  );
}
