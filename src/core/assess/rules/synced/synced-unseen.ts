import type { Evidence } from '../../../../contract/verdict.ts';
import { look, saw } from '../../read-signal.ts';
import type { ProviderInSight, ProviderRule, Subject } from '../../rule.ts';
import { and, not, or, some, type Truth, truthOf } from '../../truth.ts';
import { systemIsOlderThan } from '../../version-truth.ts';
import { sawBrowsers } from '../facts/browser-facts.ts';
import { isSystem } from '../facts/system-facts.ts';
import { pages } from '../sources.ts';
import { allLookedAt } from './synced-candidates.ts';

function hasNoBrowser(subject: Subject): Truth {
  return look(subject, 'browsers', ({ browsers }) => truthOf(browsers.length === 0));
}

/** Evidence: why it could not be told. */
function sawGaps(subject: Subject): Evidence[] {
  const looked = allLookedAt(subject);
  if (typeof looked === 'string') return [];
  return looked.unknown.slice(0, 3).map(({ signal, reason, detail }) => ({
    ...saw(subject, signal, `${detail ?? 'not seen'}: ${reason}`),
    reason,
  }));
}

const unseen = { kind: 'synced', of: 'unseen' } as const;

/** What stands for everything that was not seen: row 10, and the honest "not looked at". */
export const syncedUnseenRules: readonly ProviderRule[] = [
  {
    ...unseen,
    id: 'synced.10',
    effect: 'action',
    code: 'NO_PROVIDER',
    owner: 'person',
    needs: ['browsers', 'passkey-providers'],
    condition:
      'Windows or Linux without Chrome, and on Windows without Edge: no browser is here, or every profile was looked into and no provider found',
    when: ({ subject, alone }: ProviderInSight) =>
      and(truthOf(alone), or(hasNoBrowser(subject), truthOf(allLookedAt(subject) === 'yes'))),
    evidence: ({ subject }) => sawBrowsers(subject),
    sources: [pages.chromeGpm, pages.passkeysFido2],
  },
  {
    ...unseen,
    id: 'synced.not-inspected',
    effect: 'unknown',
    code: 'PROVIDER_NOT_INSPECTED',
    needs: ['browsers', 'os', 'passkey-providers'],
    condition:
      "A provider may be here that was not looked at: browser profiles or the system's own list could not be read, or a browser is none that is looked into",
    when: ({ subject, grounds }) =>
      and(
        truthOf(allLookedAt(subject) !== 'yes'),
        or(
          and(isSystem(subject, 'darwin'), not(systemIsOlderThan(subject, grounds, 'synced.icloud'))),
          look(subject, 'browsers', ({ browsers }) =>
            some(browsers, ({ family }) => truthOf(family !== 'safari')),
          ),
        ),
      ),
    evidence: ({ subject }) => [...sawBrowsers(subject), ...sawGaps(subject)],
    sources: [pages.passkeysFido2, pages.chromeGpm],
  },
];
