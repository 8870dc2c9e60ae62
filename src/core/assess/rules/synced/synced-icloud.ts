import { factsOf, look, read, saw } from '../../read-signal.ts';
import type { ProviderRule, Subject } from '../../rule.ts';
import { and, not, or, some, type Truth, truthOf, unlessSeen } from '../../truth.ts';
import { isAtLeast, minimumFor, systemIsOlderThan } from '../../version-truth.ts';
import { sawBrowsers } from '../facts/browser-facts.ts';
import { canInstall, sawLimit } from '../facts/mac-limit-facts.ts';
import { sawSystem } from '../facts/system-facts.ts';
import { pages } from '../sources.ts';

function hasBrowser(subject: Subject, wanted: string): Truth {
  return look(subject, 'browsers', ({ browsers }) =>
    some(browsers, ({ family }) => truthOf(family === wanted)),
  );
}
function isOn(subject: Subject): Truth {
  return look(subject, 'icloud-keychain', ({ signedIn, on }) =>
    and(
      read('icloud-keychain', 'signed in to iCloud', signedIn, truthOf),
      read('icloud-keychain', 'iCloud Keychain on or off', on, truthOf),
    ),
  );
}
function isForbidden(subject: Subject): Truth {
  return look(subject, 'icloud-keychain', ({ allowed }) =>
    read('icloud-keychain', 'what the company allows', allowed, (value) => truthOf(!value), 'no'),
  );
}
function sawKeychain(subject: Subject) {
  const facts = factsOf(subject, 'icloud-keychain');
  if (facts === null) return [];
  const { signedIn, on, allowed } = facts;
  const says = [
    signedIn.kind === 'known' && (signedIn.value ? 'signed in to iCloud' : 'not signed in to iCloud'),
    on.kind === 'known' && (on.value ? 'iCloud Keychain is on' : 'iCloud Keychain is off'),
    allowed.kind === 'known' && !allowed.value && 'the company forbids it',
  ].filter((word) => word !== false);
  return says.length === 0 ? [] : [saw(subject, 'icloud-keychain', says.join(', '))];
}

const icloud = { kind: 'synced', of: 'icloud' } as const;

/** iCloud Keychain on a Mac: rows 2 and 3. */
export const syncedIcloudRules: readonly ProviderRule[] = [
  {
    ...icloud,
    id: 'synced.2',
    effect: 'action',
    code: 'OS_TOO_OLD',
    owner: 'it',
    needs: ['os'],
    condition: 'macOS is older than the policy minimum `synced.icloud` (no passkeys in iCloud Keychain)',
    when: ({ subject, grounds }) => systemIsOlderThan(subject, grounds, 'synced.icloud'),
    evidence: ({ subject }) => sawSystem(subject),
    sources: [pages.passkeysFido2],
  },
  {
    ...icloud,
    id: 'synced.2-stuck',
    effect: 'block',
    code: 'OS_TOO_OLD',
    owner: 'it',
    needs: ['os', 'hardware', 'secure-enclave'],
    condition:
      'macOS is older than the policy minimum `synced.icloud`, and `macUpgradeLimits` of the policy says that this model gets none that is new enough',
    when: ({ subject, grounds }) =>
      and(
        systemIsOlderThan(subject, grounds, 'synced.icloud'),
        not(canInstall(subject, grounds, 'synced.icloud')),
      ),
    untold: 'trace',
    evidence: ({ subject, grounds }) => [...sawLimit(subject, grounds), ...sawSystem(subject)],
    suppresses: ['synced.2', 'synced.2-chrome-os'],
    sources: [pages.passkeysFido2],
  },
  {
    ...icloud,
    id: 'synced.2-chrome-os',
    effect: 'warn',
    code: 'CHROME_WITHOUT_ICLOUD',
    needs: ['os', 'browsers'],
    condition:
      'Chrome on macOS older than the policy minimum `synced.icloud-chrome-os`: Chrome cannot use iCloud Keychain there, Safari can',
    when: ({ subject, grounds }) =>
      and(systemIsOlderThan(subject, grounds, 'synced.icloud-chrome-os'), hasBrowser(subject, 'chrome')),
    evidence: ({ subject }) => [...sawSystem(subject), ...sawBrowsers(subject)],
    sources: [pages.chromeIcloud],
  },
  {
    ...icloud,
    id: 'synced.2-chrome',
    effect: 'warn',
    code: 'CHROME_WITHOUT_ICLOUD',
    needs: ['browsers'],
    condition:
      'Chrome older than the policy minimum `synced.icloud-chrome` on macOS: Chrome cannot use iCloud Keychain, Safari can',
    when: ({ subject, grounds }) => {
      const minimum = minimumFor(subject, grounds, 'synced.icloud-chrome')?.minimum;
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
    evidence: ({ subject }) => sawBrowsers(subject),
    sources: [pages.chromeIcloud],
  },
  {
    ...icloud,
    id: 'synced.3',
    effect: 'action',
    code: 'ICLOUD_KEYCHAIN_OFF',
    owner: 'person',
    needs: ['icloud-keychain'],
    condition: 'Nobody is signed in to iCloud on this Mac, or iCloud Keychain is off',
    when: ({ subject }) => not(isOn(subject)),
    evidence: ({ subject }) => sawKeychain(subject),
    sources: [pages.passkeysFido2, pages.icloudKeychain],
  },
  {
    ...icloud,
    id: 'synced.3-forbidden',
    effect: 'block',
    code: 'ICLOUD_KEYCHAIN_FORBIDDEN',
    owner: 'it',
    needs: ['icloud-keychain', 'os'],
    condition: "The company's management forbids iCloud Keychain (not asked where macOS is too old for it)",
    when: ({ subject, grounds }) =>
      unlessSeen(isForbidden(subject), systemIsOlderThan(subject, grounds, 'synced.icloud')),
    evidence: ({ subject }) => sawKeychain(subject),
    suppresses: ['synced.3'],
    sources: [pages.macRestrictions],
  },
  {
    ...icloud,
    id: 'synced.3-ready',
    effect: 'ready',
    code: 'PROVIDER_READY',
    needs: ['icloud-keychain'],
    condition: 'iCloud Keychain is on',
    when: ({ subject }) => isOn(subject),
    evidence: ({ subject }) => sawKeychain(subject),
    sources: [pages.passkeysFido2],
  },
  {
    ...icloud,
    id: 'synced.safari',
    effect: 'info',
    code: 'SAFARI_EXTENSIONS_NOT_SEEN',
    needs: ['icloud-keychain'],
    condition:
      'iCloud Keychain is off or forbidden: an extension of Safari, which is not looked for, may stand in for it',
    when: ({ subject }) => or(not(isOn(subject)), isForbidden(subject)),
    evidence: ({ subject }) => sawKeychain(subject),
    sources: [pages.passkeysFido2],
  },
];
