/**
 * Takes the one-time token out of the address: `#token=...` is never sent to a server, and it is removed from the
 * address bar and history before anything else happens, whether it will be accepted or not.
 * @returns the token, or null when the address carries none.
 */
export function takeSignInToken(
  location: Pick<Location, 'hash' | 'pathname' | 'search'>,
  history: Pick<History, 'replaceState' | 'state'>,
): string | null {
  const token = new URLSearchParams(location.hash.replace(/^#/, '')).get('token');
  if (token === null) return null;
  history.replaceState(history.state, '', `${location.pathname}${location.search}`);
  return token;
}
