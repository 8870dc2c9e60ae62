import type { ListedPlugin } from '../../platform/macos/plugin-list.ts';
import type { PartsQuestion } from '../../platform/parts.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import { listCredentialProviders } from '../macos/list-credential-providers.ts';
import { knownReading, tidyText, type Unknown, unknown, unknownFrom } from '../probe.ts';
import { knownProviders } from './known-providers.ts';
import { lockNotTold, type Provider } from './look-into-profiles.ts';

const MOST_PLUGINS = 200;

/** The Company Portal's own keeper holds this Mac's passkey, which stays on it; the signal platform-sso tells of it. */
const COMPANY_PORTAL = 'com.microsoft.CompanyPortalMac.Mac-Autofill-Extension';

/** https://developer.apple.com/documentation/bundleresources/information-property-list/nsextension/nsextensionattributes/ascredentialproviderextensioncapabilities */
const CAPABILITY = 'ProvidesPasskeys';
const capabilities: PartsQuestion = {
  at: ['NSExtension', 'NSExtensionAttributes', 'ASCredentialProviderExtensionCapabilities'],
  each: false,
  keep: { [CAPABILITY]: 'value' },
};

/** Programs on the system's list of password and passkey providers that say they keep passkeys. */
export async function readMacPlugins(reach: ProbeReach): Promise<Provider[] | Unknown> {
  const listed = await listCredentialProviders(reach);
  if (!Array.isArray(listed)) return listed;
  const plugins = listed.slice(0, MOST_PLUGINS);
  const asked = await Promise.all(
    plugins.filter(({ id }) => id !== COMPANY_PORTAL).map((plugin) => asProvider(reach, plugin)),
  );
  return asked.filter((provider) => provider !== null);
}

/** Null: it keeps passwords only. */
async function asProvider(reach: ProbeReach, plugin: ListedPlugin): Promise<Provider | null> {
  const keepsPasskeys = await readCapability(reach, plugin);
  if (keepsPasskeys === false) return null;
  const known = knownProviders.find(({ bundles }) =>
    bundles.some((bundle) => `${plugin.id.toLowerCase()}.`.startsWith(`${bundle.toLowerCase()}.`)),
  );
  return {
    name: known?.name ?? tidyText(plugin.id),
    ...(known === undefined ? {} : { id: known.id }),
    aaguid: known?.aaguid ?? null,
    via: 'system-plugin',
    enabled: enabledOf(plugin, keepsPasskeys),
    locked: lockNotTold,
  };
}

function enabledOf({ election }: ListedPlugin, keepsPasskeys: true | Unknown): Provider['enabled'] {
  if (election === 'off') return knownReading(false);
  if (keepsPasskeys !== true) return keepsPasskeys;
  return election === 'on'
    ? knownReading(true)
    : unknown('unreadable', 'nobody chose, and macOS does not tell');
}

/** Does it say that it keeps passkeys? */
async function readCapability(reach: ProbeReach, { path }: ListedPlugin): Promise<boolean | Unknown> {
  if (path === null) return unknown('unreadable', 'where the plug-in stands');
  const parts = await reach.files.readParts(`${path}/Contents/Info.plist`, 'plist', capabilities);
  if (!parts.ok) return unknownFrom(parts, 'what the plug-in keeps');
  return parts.value.some(({ kept }) => kept[CAPABILITY] === true);
}
