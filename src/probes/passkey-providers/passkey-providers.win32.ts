import type { FactsOf } from '../../contract/signals.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import type { RegistryKey } from '../../platform/windows/registry.ts';
import {
  cancelled,
  type Found,
  knownReading,
  notApplicable,
  type Probe,
  tidyText,
  type Unknown,
  unknown,
  unknownFrom,
} from '../probe.ts';
import { askNative, whyUncalled } from '../windows/ask-native.ts';
import { findPerson, type Person } from '../windows/people.ts';
import { closedKeysBelow, keysBelow, numberOf, textOf } from '../windows/registry-values.ts';
import { knownProviders } from './known-providers.ts';
import { lookIntoProfiles, type Provider } from './look-into-profiles.ts';
import { windowsProfilePlaces } from './profile-places.ts';

type PasskeyProvidersFacts = FactsOf<'passkey-providers'>;

/**
 * Plug-ins that programs registered for one person, one key each, named by CLSID. Place, names and types of the values as a maintained
 * library reads them: https://github.com/MichaelGrafnetter/webauthn-interop (AuthenticatorPluginInformation). Logos and the answer to
 * getInfo stand there too and are not asked for. Windows makes the key with the first registration.
 */
const pluginsOf = (sid: string) => `SOFTWARE\\Microsoft\\FIDO\\${sid}\\Plugins`;
const VALUES = ['Name', 'AaGuid', 'State'];
/** More than this many are not reported; nobody installs so many. */
const MOST_PROVIDERS = 40;

/** First version of the WebAuthn API with plug-ins: https://github.com/microsoft/webauthn/pull/27 */
const FIRST_API_WITH_PLUGINS = 9;

/** `{5f1b3c9e-d407-…}` without braces; null when there is none, or nothing but zeros, which stands for a withheld one. */
function aaguidOf(plugin: RegistryKey): string | null {
  const text = textOf(plugin, 'AaGuid')?.trim() ?? '';
  const aaguid = /^\{?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\}?$/i.exec(text)?.[1]?.toLowerCase();
  return aaguid === undefined || /^[0-]+$/.test(aaguid) ? null : aaguid;
}

function enabledOf(plugin: RegistryKey): Provider['enabled'] {
  const state = numberOf(plugin, 'State');
  return state === null ? unknown('unreadable', 'Windows has not noted a state') : knownReading(state !== 0);
}

type Locks = { name: string; locked: boolean }[] | Unknown;

/** Which vaults are locked. Windows tells it only to the person's own session, and names each by the name it shows. */
async function readLocks(reach: ProbeReach, person: Person): Promise<Locks> {
  if (!person.own) return unknown('needs-person-session');
  const asked = await askNative(reach, 'passkeyAuthenticators');
  if (!asked.ok) return asked.unknown;
  if (!('authenticators' in asked.answer)) return whyUncalled('WebAuthNGetAuthenticatorList', asked.answer);
  return asked.answer.authenticators.map(({ name, locked }) => ({ name: tidyText(name ?? ''), locked }));
}

/** Matched by name, and only where the name stands once on both sides. */
function lockedOf(name: string, names: readonly string[], locks: Locks): Provider['locked'] {
  if ('kind' in locks) return locks;
  const [lock, another] = locks.filter((one) => one.name === name);
  if (lock === undefined) return unknown('unreadable', 'Windows lists no provider of this name');
  const isAlone = another === undefined && names.filter((one) => one === name).length === 1;
  return isAlone ? knownReading(lock.locked) : unknown('unreadable', 'several providers have this name');
}

type Plugins = { providers: Provider[]; systemPlugins: NonNullable<PasskeyProvidersFacts['systemPlugins']> };

/** There is no plug-in: is this a Windows that has them at all? */
async function withoutPlugins(reach: ProbeReach): Promise<Plugins> {
  const asked = await askNative(reach, 'webauthn');
  if (asked.ok) {
    if ('missing' in asked.answer)
      return { providers: [], systemPlugins: notApplicable('This Windows has no WebAuthn.') };
    // A library without the function that tells its version is the first: https://github.com/Yubico/libfido2/pull/453
    const version = asked.answer.apiVersion ?? 1;
    if (version < FIRST_API_WITH_PLUGINS) {
      const because = `Windows takes passkey providers from WebAuthn API ${FIRST_API_WITH_PLUGINS} on; here it is ${version}.`;
      return { providers: [], systemPlugins: notApplicable(because) };
    }
  }
  return { providers: [], systemPlugins: knownReading(0) };
}

async function readPlugins(reach: ProbeReach, person: Person): Promise<Plugins> {
  const tree = await reach.registry.readTree('HKLM', pluginsOf(person.sid), { values: VALUES, depth: 1 });
  if (!tree.ok) {
    if (tree.problem === 'not-found') return withoutPlugins(reach);
    // The path, which a failure may name, holds the account's id.
    return { providers: [], systemPlugins: unknownFrom(tree, 'registered providers') };
  }
  const plugins = keysBelow(tree.value).slice(0, MOST_PROVIDERS);
  if (plugins.length === 0) {
    return closedKeysBelow(tree.value).length > 0
      ? { providers: [], systemPlugins: unknown('needs-elevation', 'registered providers may not be read') }
      : withoutPlugins(reach);
  }
  const locks = await readLocks(reach, person);
  const nameOf = ([clsid, plugin]: (typeof plugins)[number]) =>
    tidyText(textOf(plugin, 'Name') ?? '') || tidyText(clsid);
  const names = plugins.map(nameOf);
  const providers = plugins.map((named) => {
    const name = nameOf(named);
    const [, plugin] = named;
    const aaguid = aaguidOf(plugin);
    const known = knownProviders.find((one) => one.aaguid === aaguid);
    return {
      name,
      ...(known === undefined ? {} : { id: known.id }),
      aaguid,
      via: 'system-plugin' as const,
      enabled: enabledOf(plugin),
      locked: lockedOf(name, names, locks),
    };
  });
  return { providers, systemPlugins: knownReading(providers.length) };
}

/** The person's own profiles are read in their own session only. */
async function readProfiles(reach: ProbeReach, person: Person) {
  const hidden = (why: Unknown) => ({ providers: [], browserProfiles: why });
  if (!person.own) return hidden(unknown('needs-person-session', 'browser profiles are a person’s'));
  const about = await reach.surroundings.about();
  if (!about.ok) return hidden(unknownFrom(about));
  const home = await reach.files.kind(about.value.homeDir);
  if (!home.ok) return hidden(unknownFrom(home, 'the home folder'));
  return lookIntoProfiles(reach, windowsProfilePlaces(about.value));
}

async function observe(reach: ProbeReach, stop: AbortSignal): Promise<Found<PasskeyProvidersFacts>> {
  const person = await findPerson(reach);
  if (stop.aborted) return cancelled();
  if ('kind' in person) return person;
  const plugins = await readPlugins(reach, person);
  if (stop.aborted) return cancelled();
  const profiles = await readProfiles(reach, person);
  if (stop.aborted) return cancelled();
  const { systemPlugins } = plugins;
  const { browserProfiles } = profiles;
  if (systemPlugins.kind === 'unknown' && browserProfiles.kind === 'unknown')
    return unknown(systemPlugins.reason, systemPlugins.detail);
  return {
    kind: 'known',
    facts: { providers: [...plugins.providers, ...profiles.providers], browserProfiles, systemPlugins },
    source: 'registry, WebAuthn, browser profiles',
  };
}

/**
 * Programs registered with Windows to keep passkeys for this person, whether each is switched on and locked, and extensions of providers in
 * their browsers. Installed programs of providers are named by the signal apps.
 */
export const passkeyProvidersWin32: Probe<'passkey-providers'> = { signal: 'passkey-providers', observe };
