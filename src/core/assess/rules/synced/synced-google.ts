import type { ProviderRule } from '../../rule.ts';
import { not } from '../../truth.ts';
import { minimumFor } from '../../version-truth.ts';
import { sawBrowsers } from '../facts/browser-facts.ts';
import { isOlder, isSignedIn, sawProfiles, sawSettings, someSettingIs } from '../facts/profile-facts.ts';
import { pages } from '../sources.ts';

const google = { kind: 'synced', of: 'google' } as const;
const CHROME = 'chrome';

/** Without a signed-in profile that syncs, a browser's own passkeys stay where nobody finds them again. */
export const noSync = { SyncDisabled: 'on', BrowserSignin: 'off' } as const;
/** With one of these the browser keeps no new passkey. */
export const noSaving = { PasswordManagerEnabled: 'off', PasswordManagerPasskeysEnabled: 'off' } as const;

/** Google Password Manager, a part of Chrome on every system: row 4. */
export const syncedGoogleRules: readonly ProviderRule[] = [
  {
    ...google,
    id: 'synced.4',
    effect: 'action',
    code: 'GPM_NOT_SIGNED_IN',
    owner: 'person',
    needs: ['browsers', 'passkey-providers'],
    condition: "Chrome is here, and nobody is signed in to any of this person's profiles",
    when: ({ subject }) => not(isSignedIn(subject, CHROME)),
    evidence: ({ subject }) => sawProfiles(subject, CHROME),
    sources: [pages.chromeGpm, pages.chromiumProfiles],
  },
  {
    ...google,
    id: 'synced.4-forbidden',
    effect: 'block',
    code: 'BROWSER_SYNC_FORBIDDEN',
    owner: 'it',
    needs: ['browsers'],
    condition: 'A company setting of Chrome forbids signing in (`BrowserSignin`) or sync (`SyncDisabled`)',
    when: ({ subject }) => someSettingIs(subject, CHROME, noSync),
    evidence: ({ subject }) => sawSettings(subject, CHROME, noSync),
    suppresses: ['synced.4'],
    sources: [pages.chromePolicies],
  },
  {
    ...google,
    id: 'synced.4-saving',
    effect: 'block',
    code: 'BROWSER_SAVING_FORBIDDEN',
    owner: 'it',
    needs: ['browsers'],
    condition:
      'A company setting of Chrome forbids to save new passkeys (`PasswordManagerEnabled`, `PasswordManagerPasskeysEnabled`)',
    when: ({ subject }) => someSettingIs(subject, CHROME, noSaving),
    evidence: ({ subject }) => sawSettings(subject, CHROME, noSaving),
    suppresses: ['synced.4'],
    sources: [pages.chromePolicies],
  },
  {
    ...google,
    id: 'synced.4-chrome',
    effect: 'action',
    code: 'GPM_CHROME_TOO_OLD',
    confidence: { level: 'medium', because: 'Google names no version of Chrome' },
    owner: 'person',
    needs: ['browsers'],
    condition: 'Every Chrome here is older than the policy minimum `synced.google-chrome`',
    when: ({ subject, grounds }) =>
      isOlder(subject, CHROME, minimumFor(subject, grounds, 'synced.google-chrome')?.minimum),
    evidence: ({ subject }) => sawBrowsers(subject),
    sources: [pages.chromeGpm],
  },
  {
    ...google,
    id: 'synced.4-ready',
    effect: 'ready',
    code: 'PROVIDER_READY',
    needs: ['passkey-providers'],
    condition: 'Somebody is signed in to a profile of Chrome',
    when: ({ subject }) => isSignedIn(subject, CHROME),
    evidence: ({ subject }) => sawProfiles(subject, CHROME),
    sources: [pages.chromeGpm, pages.chromiumProfiles],
  },
  {
    ...google,
    id: 'synced.4-pin',
    effect: 'info',
    code: 'GPM_ASKS_FOR_PIN',
    owner: 'person',
    needs: ['passkey-providers'],
    condition:
      'Somebody is signed in to a profile of Chrome: Google asks once for its PIN or the screen lock of an Android phone',
    when: ({ subject }) => isSignedIn(subject, CHROME),
    evidence: ({ subject }) => sawProfiles(subject, CHROME),
    sources: [pages.chromeGpm],
  },
];
