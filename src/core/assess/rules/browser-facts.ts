import type { Policy } from '../../../contract/policy.ts';
import type { FactsOf } from '../../../contract/signals.ts';
import type { Evidence } from '../../../contract/verdict.ts';
import { factsOf, look, read, saw } from '../read-signal.ts';
import type { Subject } from '../rule.ts';
import { cannotTell, some, type Truth } from '../truth.ts';
import { isAtLeast } from '../version-truth.ts';

type Browser = FactsOf<'browsers'>['browsers'][number];
const MAX_NAMED = 5;

/**
 * Is there a browser that Microsoft lists for this system, at the listed version or later? A browser that is on no list
 * is neither suited nor unsuited: nothing is published about it.
 */
export function hasSuitedBrowser(subject: Subject, policy: Policy): Truth {
  return look(subject, 'browsers', ({ browsers }) =>
    some(browsers, (browser) => isSuited(browser, subject, policy)),
  );
}

/** Does the policy list this browser's family for the subject's system? */
export function isListed(browser: Browser, subject: Subject, policy: Policy): boolean {
  return policy.browsers.some(
    ({ family, platform }) => family === browser.family && platform === subject.platform,
  );
}

function isSuited(browser: Browser, subject: Subject, policy: Policy): Truth {
  const listed = policy.browsers.find(
    ({ family, platform }) => family === browser.family && platform === subject.platform,
  );
  if (listed === undefined) {
    return cannotTell({ signal: 'browsers', reason: 'not-published', detail: browser.name.slice(0, 100) });
  }
  const { minimum } = listed;
  if (minimum === null) return 'yes';
  const detail = `version of ${browser.name.slice(0, 100)}`;
  return read('browsers', detail, browser.version, (version) =>
    isAtLeast('browsers', version, minimum, detail),
  );
}

/** Evidence: the browsers found, with versions. */
export function sawBrowsers(subject: Subject): Evidence[] {
  const facts = factsOf(subject, 'browsers');
  if (facts === null) return [];
  if (facts.browsers.length === 0) return [saw(subject, 'browsers', 'no browser is installed')];
  const named = facts.browsers.slice(0, MAX_NAMED).map(describeBrowser);
  const more = facts.browsers.length - named.length;
  return [saw(subject, 'browsers', `${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`)];
}

function describeBrowser({ name, version, packaging }: Browser): string {
  const wrapped = packaging === 'flatpak' || packaging === 'snap' ? ` (${packaging})` : '';
  return `${name}${version.kind === 'known' ? ` ${version.value}` : ', version unknown'}${wrapped}`;
}
