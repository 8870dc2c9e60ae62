import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import type { FleetSession } from '../../contract/http.ts';
import { useFleetApi } from '../api/api-context.ts';
import { needsSignIn, problemOf } from '../api/fleet-problem.ts';
import { sessionKey, sessionQuery } from '../api/fleet-queries.ts';
import { takeReturnPath } from './return-path.ts';
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
  const hadSession = useRef(false);
  if (session.data !== undefined) hadSession.current = true;

  useEffect(() => {
    if (!exchange.isSuccess) return;
    const path = takeReturnPath();
    if (path !== null) void navigate(path, { replace: true });
  }, [exchange.isSuccess, navigate]);

  if (session.data !== undefined) return children(session.data);
  if (exchanging || session.isPending) return <CheckingSession />;
  if (!needsSignIn(session.error)) {
    return <SessionProblem problem={problemOf(session.error)} onRetry={() => void session.refetch()} />;
  }
  return (
    <SignInPage
      ended={hadSession.current}
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
