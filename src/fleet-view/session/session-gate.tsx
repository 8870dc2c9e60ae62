import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import type { FleetSession } from '../../contract/http.ts';
import { useFleetApi } from '../api/api-context.ts';
import { needsSignIn, problemOf } from '../api/fleet-problem.ts';
import { sessionKey, sessionQuery } from '../api/fleet-queries.ts';
import { SIGN_IN_PATH, takeReturnPath } from './return-path.ts';
import { CheckingSession, SessionProblem } from './session-problem.tsx';
import { SignInPage } from './sign-in-page.tsx';
import { takeSignInToken } from './take-sign-in-token.ts';

/**
 * Lets its children see the fleet only with a session. Exchanges a one-time token once; without a session it shows how
 * to get a link, in place, so that the address (and with it the person's place) is kept.
 */
export function SessionGate({
  firstToken,
  children,
}: {
  firstToken: string | null;
  children: (session: FleetSession) => ReactNode;
}) {
  const api = useFleetApi();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const token = useLatestToken(firstToken);
  // Keyed by token: one exchange per link, however often this renders.
  const exchange = useQuery({
    queryKey: ['sign-in', token],
    queryFn: async () => {
      const session = await api.signIn({ token: token ?? '' });
      client.setQueryData(sessionKey, session);
      return session;
    },
    enabled: token !== null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const exchanging = token !== null && exchange.isPending;
  const session = useQuery({
    ...sessionQuery(api),
    enabled: !exchanging,
    // A link opened in another tab signs this one in too: look again when the person comes back.
    refetchOnWindowFocus: (query) => (query.state.status === 'error' ? 'always' : false),
  });
  // Asking again clears the last answer; the page that was shown for it stays until the next one is there.
  const last = useRef<{ hadSession: boolean; error: unknown }>({ hadSession: false, error: null });
  if (session.data !== undefined) last.current = { hadSession: true, error: null };
  if (session.isError) last.current.error = session.error;
  const error = session.error ?? last.current.error;

  const signedIn = session.data !== undefined;
  useEffect(() => {
    if (!signedIn) return;
    // The link leads to a page of its own; the person wants the page they came from, or the overview.
    const path = takeReturnPath() ?? (pathname === SIGN_IN_PATH ? '/' : null);
    if (path !== null) void navigate(path, { replace: true });
  }, [signedIn, pathname, navigate]);

  if (session.data !== undefined) return children(session.data);
  if (exchanging || error === null) return <CheckingSession />;
  if (!needsSignIn(error)) {
    return <SessionProblem problem={problemOf(error)} onRetry={() => void session.refetch()} />;
  }
  return (
    <SignInPage
      ended={last.current.hadSession}
      problem={exchange.isError ? problemOf(exchange.error) : null}
      onCheckAgain={() => session.refetch()}
    />
  );
}

/** The newest token: the one the page was opened with, or one pasted later into the same tab, which only changes the fragment. */
function useLatestToken(firstToken: string | null): string | null {
  const [token, setToken] = useState(firstToken);
  useEffect(() => {
    function look(): void {
      const next = takeSignInToken(window.location, window.history);
      if (next !== null) setToken(next);
    }
    window.addEventListener('hashchange', look);
    return () => window.removeEventListener('hashchange', look);
  }, []);
  return token;
}
