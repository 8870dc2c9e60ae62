import type { DependencyAnswer, PasswordDependency } from './password-dependencies.ts';

/** What has to be dealt with before passwords end, or looked into; the others need nothing. */
const concerning: ReadonlySet<DependencyAnswer> = new Set([
  'needs-password',
  'no-passkey-prompt',
  'retired',
  'ask-admin',
  'could-not-read',
]);

/**
 * How the faces tell it. `open`: a setting, profile or version tells, or is closed; `untold`: installed, and nothing tells how it signs in or that it is
 * used at all; `settled`: needs nothing, or has a password of its own.
 */
export function groupOfDependency({
  answer,
  grade,
  presence,
}: Pick<PasswordDependency, 'answer' | 'grade' | 'presence'>): 'open' | 'untold' | 'settled' {
  if (!concerning.has(answer)) return 'settled';
  const isOnlyThere = presence === 'file' || presence === 'installed';
  const isTold = grade === 'proven' || grade === 'likely' || answer === 'could-not-read';
  return isOnlyThere && !isTold ? 'untold' : 'open';
}
