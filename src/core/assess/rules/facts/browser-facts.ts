import type { Policy } from '../../../../contract/policy.ts';
import type { FactsOf } from '../../../../contract/signals.ts';
import type { Evidence } from '../../../../contract/verdict.ts';
import { factsOf, look, read, saw } from '../../read-signal.ts';
import type { Subject } from '../../rule.ts';
import { and, cannotTell, every, not, or, some, type Truth, truthOf } from '../../truth.ts';
import { isAtLeast } from '../../version-truth.ts';

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

/** Shipped as a flatpak or snap, whose sandbox may keep devices from it. */
function isSandboxed({ packaging }: Browser): boolean {
  return packaging === 'flatpak' || packaging === 'snap';
}

function isShutOffFromKeys(browser: Browser): boolean {
  return isSandboxed(browser) && browser.reachesKeys?.kind === 'known' && !browser.reachesKeys.value;
}

/** Is there a suited browser, and does a sandbox keep security keys from each of them for certain? */
export function isEverySuitedBrowserShutOffFromKeys(subject: Subject, policy: Policy): Truth {
  return look(subject, 'browsers', ({ browsers }) => {
    const listed = browsers.filter((browser) => isListed(browser, subject, policy));
    const suited = (browser: Browser) => isSuited(browser, subject, policy);
    return and(
      some(listed, suited),
      every(listed, (browser) => or(truthOf(isShutOffFromKeys(browser)), not(suited(browser)))),
    );
  });
}

/** Is every listed browser in a sandbox, none known to reach security keys, and one of which that could not be told? */
export function maySandboxHideKeys(subject: Subject, policy: Policy): Truth {
  return look(subject, 'browsers', ({ browsers }) => {
    const listed = browsers.filter((browser) => isListed(browser, subject, policy));
    const untold = listed.filter(({ reachesKeys }) => reachesKeys?.kind !== 'known');
    const reached = listed.some(({ reachesKeys }) => reachesKeys?.kind === 'known' && reachesKeys.value);
    return truthOf(untold.length > 0 && !reached && listed.every(isSandboxed));
  });
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

function describeBrowser(browser: Browser): string {
  const { name, version, packaging, reachesKeys } = browser;
  const wrapped = isSandboxed(browser) ? ` (${packaging}${ofKeys(reachesKeys)})` : '';
  return `${name}${version.kind === 'known' ? ` ${version.value}` : ', version unknown'}${wrapped}`;
}

function ofKeys(reachesKeys: Browser['reachesKeys']): string {
  if (reachesKeys?.kind !== 'known') return '';
  return reachesKeys.value ? ', may use security keys' : ', may not use security keys';
}
