import { compareVersions } from 'compare-versions';
import type { Policy } from '../../../../contract/policy.ts';
import type { FactsOf } from '../../../../contract/signals.ts';
import type { Evidence, PasskeyKind } from '../../../../contract/verdict.ts';
import { factsOf, look, read, saw } from '../../read-signal.ts';
import type { Rule, Subject } from '../../rule.ts';
import { cannotTell, not, some, type Truth, truthOf } from '../../truth.ts';
import { comparableVersion } from '../../version-truth.ts';
import { hasSuitedBrowser, sawBrowsers } from '../facts/browser-facts.ts';
import { pages } from '../sources.ts';

type Browser = FactsOf<'browsers'>['browsers'][number];

/** Is this browser older than the oldest version with fixes, and of no older line that still gets them? No for a browser nobody listed. */
function isOutOfSupport(browser: Browser, policy: Policy, judgedAt: Date): Truth {
  const support = policy.browserSupport?.find(({ family }) => family === browser.family);
  if (support === undefined) return 'no';
  const today = judgedAt.toISOString().slice(0, 10);
  return read('browsers', `version of ${browser.name}`.slice(0, 100), browser.version, (text) => {
    const version = comparableVersion(text);
    if (version === null)
      return cannotTell({ signal: 'browsers', reason: 'unreadable', detail: browser.name.slice(0, 100) });
    const kept = (support.alsoMaintained ?? []).some(
      (line) =>
        (version === line.version || version.startsWith(`${line.version}.`)) &&
        (line.until === null || line.until >= today),
    );
    return truthOf(!kept && compareVersions(version, support.oldest) < 0);
  });
}

function sawOld(subject: Subject, policy: Policy, judgedAt: Date): Evidence[] {
  const browsers = factsOf(subject, 'browsers')?.browsers ?? [];
  return browsers
    .filter((browser) => isOutOfSupport(browser, policy, judgedAt) === 'yes')
    .slice(0, 5)
    .map(({ name, version }) => {
      const text = version.kind === 'known' ? version.value : '';
      return saw(subject, 'browsers', `${name} ${text} gets no fixes any more`);
    });
}

/** Warns of a browser without security fixes; it changes no verdict. */
export function browserOutOfSupport(kind: PasskeyKind, id: string): Rule {
  return {
    id,
    kind,
    effect: 'warn',
    code: 'BROWSER_OUT_OF_SUPPORT',
    owner: 'person',
    needs: ['browsers'],
    condition:
      'An installed browser is a version that its maker fixes no more (`browserSupport` of the policy)',
    when: (subject, policy, judgedAt) =>
      look(subject, 'browsers', ({ browsers }) =>
        some(browsers, (browser) => isOutOfSupport(browser, policy, judgedAt)),
      ),
    evidence: sawOld,
    sources: [pages.browserReleases],
  };
}

/** No installed browser is one that Microsoft lists for passkeys on this system. */
export function browserTooOld(kind: PasskeyKind, id: string): Rule {
  return {
    id,
    kind,
    effect: 'action',
    code: 'BROWSER_TOO_OLD',
    owner: 'person',
    needs: ['browsers'],
    condition: 'No installed browser is on the policy list for this system at its minimum version',
    when: (subject, policy) => not(hasSuitedBrowser(subject, policy)),
    evidence: sawBrowsers,
    sources: [pages.fido2Compatibility],
  };
}
