import { compareVersions } from 'compare-versions';
import type { Policy } from '../../contract/policy.ts';
import type { SignalId } from '../../contract/signals.ts';
import { look } from './read-signal.ts';
import type { Subject } from './rule.ts';
import { cannotTell, not, type Truth, truthOf } from './truth.ts';

/**
 * The comparable head of a version as packages write it: `1:128.5.0esr-1~deb12u1` → `128.5.0`. Null when there is none.
 * At most four parts are compared, which is what every browser and system here uses.
 */
export function comparableVersion(version: string): string | null {
  const match = /^(?:\d+:)?v?(\d+(?:\.\d+){0,3})/.exec(version.trim());
  return match?.[1] ?? null;
}

/** Is `version` at least `minimum`? A text without a version number cannot be told. */
export function isAtLeast(signal: SignalId, version: string, minimum: string, detail: string): Truth {
  const comparable = comparableVersion(version);
  if (comparable === null) return cannotTell({ signal, reason: 'unreadable', detail });
  return truthOf(compareVersions(comparable, minimum) >= 0);
}

type Minimum = NonNullable<Policy['minimums']>[number];
/** The policy's minimum with this id for the subject's system; null when none is published. */
export function minimumFor(subject: Subject, policy: Policy, id: string): Minimum | null {
  return policy.minimums?.find((entry) => entry.id === id && entry.platform === subject.platform) ?? null;
}

/** Is the operating system older than the policy's minimum `id`? No where none is published for this system. */
export function systemIsOlderThan(subject: Subject, policy: Policy, id: string): Truth {
  const minimum = minimumFor(subject, policy, id);
  if (minimum === null) return 'no';
  return look(subject, 'os', (os) => {
    if (os.version === null)
      return cannotTell({ signal: 'os', reason: 'unreadable', detail: 'system version' });
    return not(isAtLeast('os', os.version, minimum.minimum, 'system version'));
  });
}
