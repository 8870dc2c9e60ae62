import { factsOf, look, read, saw } from '../../read-signal.ts';
import type { ProviderRule, Subject } from '../../rule.ts';
import { not, type Truth, truthOf, unlessSeen } from '../../truth.ts';
import { minimumFor } from '../../version-truth.ts';
import { sawBrowsers } from '../facts/browser-facts.ts';
import {
  isOlder,
  isPrivatelySignedIn,
  sawProfiles,
  sawSettings,
  someSettingIs,
} from '../facts/profile-facts.ts';
import { pages } from '../sources.ts';
import { noSaving, noSync } from './synced-google.ts';

const microsoft = {
  kind: 'synced',
  of: 'microsoft',
  confidence: {
    level: 'low',
    because: 'what Microsoft Password Manager needs is known from reports on Edge 142 only',
  },
} as const;
const EDGE = 'edge';

function helloWorks(subject: Subject): Truth {
  return look(subject, 'windows-hello', ({ platformAuthenticator }) =>
    read('windows-hello', 'whether Windows Hello serves websites', platformAuthenticator, truthOf, 'no'),
  );
}
function helloIsForbidden(subject: Subject): Truth {
  return look(subject, 'windows-hello', ({ consentVerifier }) =>
    read(
      'windows-hello',
      'what Windows says of Hello',
      consentVerifier,
      (says) => truthOf(says === 'disabled-by-policy'),
      'no',
    ),
  );
}
function sawHello(subject: Subject) {
  const facts = factsOf(subject, 'windows-hello');
  if (facts?.consentVerifier.kind === 'known' && facts.consentVerifier.value === 'disabled-by-policy')
    return [saw(subject, 'windows-hello', 'Windows says that Hello is disabled by policy')];
  const works = facts?.platformAuthenticator;
  if (works?.kind !== 'known') return [];
  return [saw(subject, 'windows-hello', works.value ? 'Windows Hello works' : 'Windows Hello is not set up')];
}

/** Microsoft Password Manager, a part of Edge on Windows: row 5. What it needs is known from reports. */
export const syncedMicrosoftRules: readonly ProviderRule[] = [
  {
    ...microsoft,
    id: 'synced.5',
    effect: 'action',
    code: 'EDGE_TOO_OLD',
    owner: 'person',
    needs: ['browsers'],
    condition: 'Windows: every Edge here is older than the policy minimum `synced.microsoft-edge`',
    when: ({ subject, grounds }) =>
      isOlder(subject, EDGE, minimumFor(subject, grounds, 'synced.microsoft-edge')?.minimum),
    evidence: ({ subject }) => sawBrowsers(subject),
    sources: [pages.edgePasskeys],
  },
  {
    ...microsoft,
    id: 'synced.5-hello',
    effect: 'action',
    code: 'HELLO_NOT_SET_UP',
    owner: 'person',
    needs: ['windows-hello'],
    condition: 'Windows with Edge: Windows Hello is not set up, which opens the vault',
    when: ({ subject }) => not(helloWorks(subject)),
    evidence: ({ subject }) => sawHello(subject),
    sources: [pages.edgePasskeys],
  },
  {
    ...microsoft,
    id: 'synced.5-hello-forbidden',
    effect: 'block',
    code: 'HELLO_DISABLED_BY_POLICY',
    owner: 'it',
    needs: ['windows-hello'],
    condition: 'Windows with Edge: Windows says that Hello, which opens the vault, is disabled by policy',
    when: ({ subject }) => unlessSeen(helloIsForbidden(subject), helloWorks(subject)),
    evidence: ({ subject }) => sawHello(subject),
    suppresses: ['synced.5', 'synced.5-hello', 'synced.5-account'],
    sources: [pages.consentVerifier, pages.edgePasskeys],
  },
  {
    ...microsoft,
    id: 'synced.5-account',
    effect: 'action',
    code: 'MPM_NEEDS_MSA',
    owner: 'person',
    needs: ['browsers', 'passkey-providers'],
    condition: 'Windows with Edge: no profile is signed in with a private Microsoft account',
    when: ({ subject }) => not(isPrivatelySignedIn(subject, EDGE)),
    evidence: ({ subject }) => sawProfiles(subject, EDGE),
    sources: [pages.edgePasskeys],
  },
  {
    ...microsoft,
    id: 'synced.5-forbidden',
    effect: 'block',
    code: 'BROWSER_SYNC_FORBIDDEN',
    owner: 'it',
    needs: ['browsers'],
    condition:
      'Windows: a company setting of Edge forbids signing in (`BrowserSignin`) or sync (`SyncDisabled`)',
    when: ({ subject }) => someSettingIs(subject, EDGE, noSync),
    evidence: ({ subject }) => sawSettings(subject, EDGE, noSync),
    suppresses: ['synced.5', 'synced.5-hello', 'synced.5-account'],
    sources: [pages.edgePolicies],
  },
  {
    ...microsoft,
    id: 'synced.5-saving',
    effect: 'block',
    code: 'BROWSER_SAVING_FORBIDDEN',
    owner: 'it',
    needs: ['browsers'],
    condition:
      'Windows: a company setting of Edge forbids to save new passkeys (`PasswordManagerEnabled`, `PasswordManagerPasskeysEnabled`)',
    when: ({ subject }) => someSettingIs(subject, EDGE, noSaving),
    evidence: ({ subject }) => sawSettings(subject, EDGE, noSaving),
    suppresses: ['synced.5', 'synced.5-hello', 'synced.5-account'],
    sources: [pages.edgePolicies],
  },
  {
    ...microsoft,
    id: 'synced.5-ready',
    effect: 'ready',
    code: 'PROVIDER_READY',
    needs: ['passkey-providers'],
    condition: 'Windows: a profile of Edge is signed in with a private Microsoft account',
    when: ({ subject }) => isPrivatelySignedIn(subject, EDGE),
    evidence: ({ subject }) => sawProfiles(subject, EDGE),
    sources: [pages.edgePasskeys],
  },
];
