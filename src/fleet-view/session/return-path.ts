/** Where a one-time link leads; it is no place to come back to. */
export const SIGN_IN_PATH = '/sign-in';
const KEY = 'keyready.return-path';

/** Remembers where the person was when the session ended. Same tab only. */
export function keepReturnPath(path: string): void {
  if (path.startsWith(SIGN_IN_PATH)) return;
  try {
    sessionStorage.setItem(KEY, path);
  } catch {
    // Without storage the person starts at the overview: a comfort lost, nothing else.
  }
}

/** The remembered path, once. Only a path of these pages: it starts with one slash. */
export function takeReturnPath(): string | null {
  try {
    const path = sessionStorage.getItem(KEY);
    sessionStorage.removeItem(KEY);
    return path !== null && /^\/(?![/\\])/.test(path) ? path : null;
  } catch {
    return null;
  }
}
