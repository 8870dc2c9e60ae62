import type { Grounds } from '../../grounds.ts';
import { factsOf, look, read } from '../../read-signal.ts';
import type { ProviderInSight, ProviderSort, Subject } from '../../rule.ts';
import { and, cannotTell, every, type Truth } from '../../truth.ts';

/** Apple lists its passkeys for its own systems only, so its extension for other browsers counts for nothing here. */
const APPLE = 'icloud';
/** Browsers whose profiles are looked into. Extensions of Safari are not, which `synced.safari` says where it matters. */
const lookedInto = new Set([
  'chrome',
  'chromium',
  'edge',
  'brave',
  'vivaldi',
  'opera',
  'firefox',
  'safari',
  'ie',
]);

/**
 * Every way to keep synced passkeys that a device shows, in the order in which equals are preferred. What was not looked at is one of
 * them as long as it may hide something, or nothing else is there.
 */
export function providersInSight(subject: Subject, grounds: Grounds, judgedAt: Date): ProviderInSight[] {
  const given = { listed: null, subject, grounds, judgedAt };
  const families = new Set(factsOf(subject, 'browsers')?.browsers.map(({ family }) => family));
  const sorts: ProviderSort[] = [];
  if (subject.platform === 'darwin') sorts.push('icloud');
  if (families.has('chrome')) sorts.push('google');
  if (families.has('edge') && subject.platform === 'win32') sorts.push('microsoft');
  const listed = factsOf(subject, 'passkey-providers')?.providers ?? [];
  const seen: ProviderInSight[] = [
    ...sorts.map((sort) => ({ ...given, sort, alone: false })),
    ...listed
      .filter(({ id, via }) => via !== 'app' && id !== APPLE)
      .map((one) => ({ ...given, sort: 'manager' as const, listed: one, alone: false })),
  ];
  const alone = seen.length === 0;
  if (!alone && allLookedAt(subject) === 'yes') return seen;
  return [{ ...given, sort: 'unseen', alone }, ...seen];
}

/** Was everything looked at that could show a provider? Never "no": what was not looked at could not be told. */
export function allLookedAt(subject: Subject): Truth {
  const browsers = look(subject, 'browsers', (facts) =>
    every(facts.browsers, ({ family, name }) =>
      lookedInto.has(family)
        ? 'yes'
        : cannotTell({
            signal: 'browsers',
            reason: 'not-supported',
            detail: `extensions of ${name.slice(0, 80)}`,
          }),
    ),
  );
  const profiles = look(subject, 'passkey-providers', ({ browserProfiles, systemPlugins }) =>
    and(
      systemPlugins === undefined
        ? 'yes'
        : read('passkey-providers', "programs on the system's own list", systemPlugins, () => 'yes', 'yes'),
      browserProfiles === undefined
        ? cannotTell({ signal: 'passkey-providers', reason: 'not-scanned', detail: 'browser profiles' })
        : read('passkey-providers', 'browser profiles', browserProfiles, (list) =>
            every(list, ({ browser, notInspected }) =>
              notInspected === 0
                ? 'yes'
                : cannotTell({
                    signal: 'passkey-providers',
                    reason: 'unreadable',
                    detail: `${notInspected} profiles of ${browser.slice(0, 60)}`,
                  }),
            ),
          ),
    ),
  );
  return and(browsers, profiles);
}
