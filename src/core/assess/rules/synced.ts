import { look, read, saw } from '../read-signal.ts';
import type { Rule, Subject } from '../rule.ts';
import { and, not, or, some, type Truth, truthOf } from '../truth.ts';
import { isAtLeast, minimumFor, systemIsOlderThan } from '../version-truth.ts';
import { sawBrowsers } from './browser-facts.ts';
import { pages } from './sources.ts';
import { syncedProviderRules } from './synced-providers.ts';
import { syncedTenantRules } from './synced-tenant.ts';
import { isSystem, sawSystem } from './system-facts.ts';

function hasBrowser(subject: Subject, suits: (family: string) => boolean): Truth {
  return look(subject, 'browsers', ({ browsers }) => some(browsers, ({ family }) => truthOf(suits(family))));
}

/**
 * Passkeys that a provider carries from device to device. Only what browsers and system prove is judged: a program that Windows
 * lets keep passkeys, but not an installed Chrome, which is no proof of a signed-in profile. Extensions are not read yet, so a
 * possible provider is "not inspected", neither ready nor missing.
 */
export const syncedRules: readonly Rule[] = [
  ...syncedTenantRules,
  {
    id: 'synced.2',
    kind: 'synced',
    effect: 'action',
    code: 'OS_TOO_OLD',
    owner: 'it',
    needs: ['os'],
    condition: 'macOS is older than the policy minimum `synced.icloud` (no passkeys in iCloud Keychain)',
    when: (subject, policy) => systemIsOlderThan(subject, policy, 'synced.icloud'),
    evidence: sawSystem,
    sources: [pages.passkeysFido2],
  },
  {
    id: 'synced.2-chrome-os',
    kind: 'synced',
    effect: 'warn',
    code: 'CHROME_WITHOUT_ICLOUD',
    needs: ['os', 'browsers'],
    condition:
      'Chrome on macOS older than the policy minimum `synced.icloud-chrome-os`: Chrome cannot use iCloud Keychain there, Safari can',
    when: (subject, policy) =>
      and(
        systemIsOlderThan(subject, policy, 'synced.icloud-chrome-os'),
        hasBrowser(subject, (family) => family === 'chrome'),
      ),
    evidence: (subject) => [...sawSystem(subject), ...sawBrowsers(subject)],
    sources: [pages.chromeIcloud],
  },
  {
    id: 'synced.2-chrome',
    kind: 'synced',
    effect: 'warn',
    code: 'CHROME_WITHOUT_ICLOUD',
    needs: ['browsers'],
    condition:
      'Chrome older than the policy minimum `synced.icloud-chrome` on macOS: Chrome cannot use iCloud Keychain, Safari can',
    when: (subject, policy) => {
      const minimum = minimumFor(subject, policy, 'synced.icloud-chrome')?.minimum;
      if (minimum === undefined) return 'no';
      return look(subject, 'browsers', ({ browsers }) =>
        some(
          browsers.filter(({ family }) => family === 'chrome'),
          ({ version }) =>
            read('browsers', 'version of Chrome', version, (value) =>
              not(isAtLeast('browsers', value, minimum, 'version of Chrome')),
            ),
        ),
      );
    },
    evidence: sawBrowsers,
    sources: [pages.chromeIcloud],
  },
  ...syncedProviderRules,
  {
    id: 'synced.10',
    kind: 'synced',
    effect: 'action',
    code: 'NO_PROVIDER',
    owner: 'person',
    needs: ['browsers'],
    condition: 'Linux without any browser, so that no provider can be there',
    when: (subject) =>
      and(
        isSystem(subject, 'linux'),
        look(subject, 'browsers', ({ browsers }) => truthOf(browsers.length === 0)),
      ),
    evidence: (subject) => [saw(subject, 'browsers', 'no browser is installed')],
    sources: [pages.chromeGpm, pages.passkeysFido2],
  },
  {
    id: 'synced.not-inspected',
    kind: 'synced',
    effect: 'unknown',
    code: 'PROVIDER_NOT_INSPECTED',
    needs: ['browsers', 'os'],
    condition:
      'A provider may be there (iCloud Keychain on a recent macOS, a browser profile, an extension) but was not looked at',
    when: (subject, policy) =>
      or(
        and(isSystem(subject, 'darwin'), not(systemIsOlderThan(subject, policy, 'synced.icloud'))),
        hasBrowser(subject, (family) => family !== 'safari'),
      ),
    evidence: sawBrowsers,
    sources: [pages.passkeysFido2, pages.chromeGpm],
  },
];
