/** Every answer of `bioutil` ends so; without it the list was cut short. */
const DONE = 'Operation performed successfully.';
/** macOS says "biometric template" since it runs on Apple silicon and said "fingerprint" before. */
const COUNT = /^User (\d{1,10}):\s+(\d{1,4}) (?:biometric template|fingerprint)\(s\)$/;
const SETTING = /^(effective )?(?:biometrics|touch id) (functionality|for unlock|for applepay): ([01])$/i;

/** The lines before the last; null when the answer is not whole. */
function linesOf(text: string): string[] | null {
  const lines = text
    .slice(0, 256 * 1024)
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return lines.at(-1) === DONE ? lines.slice(0, -1) : null;
}

/**
 * Reads `bioutil -c` and `bioutil -c -s`: enrolled prints by account number. Accounts with none may be left out. A line of
 * another form makes the whole unreadable, since it may be a count in words not met yet.
 * https://github.com/macadmins/osquery-extension/pull/110, https://github.com/kolide/launcher/issues/488
 */
export function parseCounts(text: string): ReadonlyMap<number, number> | 'unreadable' {
  const lines = linesOf(text);
  if (lines === null) return 'unreadable';
  const counts = new Map<number, number>();
  for (const line of lines) {
    const [, uid, count] = COUNT.exec(line) ?? [];
    if (uid === undefined || count === undefined) return 'unreadable';
    counts.set(Number(uid), Number(count));
  }
  return counts;
}

/** What is switched on; null where the answer does not say. */
export type TouchIdSettings = {
  /** 1 on every Mac with Apple silicon, sensor or not: no proof of a sensor. */
  functionality: boolean | null;
  unlock: boolean | null;
  /** What came of the account's own and the system's setting. */
  effectiveUnlock: boolean | null;
};

/**
 * Reads `bioutil -r` and `bioutil -r -s`. Both say "for unlock: 1" also of people who never enrolled a finger.
 * https://github.com/kolide/launcher/pull/502, https://github.com/macadmins/osquery-extension/pull/110
 */
export function parseSettings(text: string): TouchIdSettings | 'unreadable' {
  const lines = linesOf(text);
  if (lines === null) return 'unreadable';
  const settings: TouchIdSettings = { functionality: null, unlock: null, effectiveUnlock: null };
  for (const line of lines) {
    const [, effective, what, value] = SETTING.exec(line) ?? [];
    const isOn = value === '1';
    if (what?.toLowerCase() === 'functionality') settings.functionality = isOn;
    if (what?.toLowerCase() === 'for unlock') settings[effective ? 'effectiveUnlock' : 'unlock'] = isOn;
  }
  return settings;
}
