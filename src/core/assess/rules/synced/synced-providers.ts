import type { Evidence } from '../../../../contract/verdict.ts';
import { read, saw } from '../../read-signal.ts';
import type { ProviderInSight, ProviderRule } from '../../rule.ts';
import { and, not, type Truth, truthOf, unlessSeen } from '../../truth.ts';
import { isExtensionBlocked } from '../facts/profile-facts.ts';
import { pages } from '../sources.ts';

function isOn({ listed }: ProviderInSight): Truth {
  if (listed === null) return 'no';
  const detail = `whether ${listed.name.slice(0, 80)} is switched on`;
  return read('passkey-providers', detail, listed.enabled, truthOf, 'no');
}
function isLocked({ listed }: ProviderInSight): Truth {
  if (listed === null) return 'no';
  return read(
    'passkey-providers',
    `whether ${listed.name.slice(0, 80)} is locked`,
    listed.locked,
    truthOf,
    'no',
  );
}
/** One that is on is not blocked, unless the company's settings say so: then it goes when the browser starts again. */
function isBlocked(seen: ProviderInSight): Truth {
  const { listed, subject } = seen;
  if (listed?.via !== 'extension' || listed.id === undefined || listed.browser === undefined) return 'no';
  return unlessSeen(isExtensionBlocked(subject, listed.browser, listed.id), isOn(seen));
}

function sawProvider({ listed, subject }: ProviderInSight): Evidence[] {
  if (listed === null) return [];
  const { name, browser, enabled, locked } = listed;
  const where = browser === undefined ? '' : ` in ${browser.slice(0, 60)}`;
  const on =
    enabled.kind === 'known' ? (enabled.value ? 'switched on' : 'switched off') : 'on or off unknown';
  const shut = locked.kind === 'known' && locked.value ? ', locked' : '';
  return [saw(subject, 'passkey-providers', `${name.slice(0, 120)}${where}: ${on}${shut}`)];
}

const manager = { kind: 'synced', of: 'manager', evidence: sawProvider } as const;

/** Password managers, as an extension of a browser or on the system's own list: rows 6 to 9, asked of each. */
export const syncedManagerRules: readonly ProviderRule[] = [
  {
    ...manager,
    id: 'synced.6',
    effect: 'ready',
    code: 'PROVIDER_READY',
    needs: ['passkey-providers'],
    condition:
      "A provider is switched on: as an extension in a browser, or on the system's own list of providers",
    when: isOn,
    sources: [pages.passkeysFido2, pages.windowsPlugins, pages.passkeysInWindows],
  },
  {
    ...manager,
    id: 'synced.7',
    effect: 'action',
    code: 'PROVIDER_DISABLED',
    owner: 'person',
    needs: ['passkey-providers'],
    condition: 'A provider is there, as an extension or on the system’s own list, and switched off',
    when: (seen) => not(isOn(seen)),
    sources: [pages.windowsPlugins, pages.passkeysInWindows, pages.chromiumExtensions],
  },
  {
    ...manager,
    id: 'synced.8',
    effect: 'block',
    code: 'EXTENSION_BLOCKED',
    owner: 'it',
    needs: ['passkey-providers', 'browsers'],
    condition:
      "The company's settings of the browser block the provider's extension (`ExtensionInstallBlocklist` or `ExtensionSettings`, and neither allowed nor forced)",
    when: isBlocked,
    suppresses: ['synced.7'],
    sources: [pages.chromePolicies, pages.edgePolicies],
  },
  {
    ...manager,
    id: 'synced.9',
    effect: 'info',
    code: 'PROVIDER_LOCKED',
    owner: 'person',
    needs: ['passkey-providers'],
    condition: 'Windows: the provider is switched on and its vault locked, so that its passkeys do not show',
    when: (seen) => and(isOn(seen), isLocked(seen)),
    sources: [pages.webauthnHeader],
  },
];
