/** Said beside or after "On." or "Off." while it is becoming the other. */
const CHANGING = /restart|in progress|percent completed|deferred enablement/i;

/**
 * Reads `fdesetup status`, whose first line says `FileVault is On.` or `FileVault is Off.`; further lines tell of a change under way.
 * https://keith.github.io/xcode-man-pages/fdesetup.8.html
 */
export function parseFileVault(text: string): 'on' | 'off' | 'changing' | 'unreadable' {
  const said = text.slice(0, 64 * 1024);
  const state = /^[ \t]*FileVault is (On|Off)\b/m.exec(said)?.[1];
  if (state === undefined) return 'unreadable';
  if (CHANGING.test(said)) return 'changing';
  return state === 'On' ? 'on' : 'off';
}
