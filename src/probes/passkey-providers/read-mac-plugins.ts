import type { PartsQuestion } from '../../platform/parts.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import { knownReading, tidyText, type Unknown, unknown, unknownFrom } from '../probe.ts';
import { knownProviders } from './known-providers.ts';
import { lockNotTold, type Provider } from './look-into-profiles.ts';
import { type ListedPlugin, parsePluginkit } from './parse-pluginkit.ts';

// The point where programs offer passwords and passkeys to macOS:
// https://developer.apple.com/documentation/authenticationservices/ascredentialproviderviewcontroller
const PLUGINKIT = '/usr/bin/pluginkit';
const ARGS = ['-m', '-v', '-p', 'com.apple.authentication-services-credential-provider-ui'];

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
  const ran = await reach.commands.run(PLUGINKIT, ARGS);
  if (!ran.ok) return unknownFrom(ran, 'the list of plug-ins');
  if (ran.value.exitCode !== 0) return unknown('refused', 'pluginkit gave no list');
  const plugins = parsePluginkit(ran.value.stdout);
  if (plugins === null) return unknown('malformed', 'the list of plug-ins');
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

function enabledOf({ elected }: ListedPlugin, keepsPasskeys: true | Unknown): Provider['enabled'] {
  if (elected === false) return knownReading(false);
  if (keepsPasskeys !== true) return keepsPasskeys;
  return elected === true
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
