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

type PasskeyProvidersFacts = FactsOf<'passkey-providers'>;
type Provider = PasskeyProvidersFacts['providers'][number];

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

/** There is no plug-in: is this a Windows that has them at all? */
async function withoutPlugins(reach: ProbeReach): Promise<Found<PasskeyProvidersFacts>> {
  const asked = await askNative(reach, 'webauthn');
  if (asked.ok) {
    if ('missing' in asked.answer) return notApplicable('This Windows has no WebAuthn.');
    // A library without the function that tells its version is the first: https://github.com/Yubico/libfido2/pull/453
    const version = asked.answer.apiVersion ?? 1;
    if (version < FIRST_API_WITH_PLUGINS)
      return notApplicable(
        `Windows takes passkey providers from WebAuthn API ${FIRST_API_WITH_PLUGINS} on; here it is ${version}.`,
      );
  }
  return { kind: 'known', facts: { providers: [] }, source: 'registry' };
}

async function observe(reach: ProbeReach, stop: AbortSignal): Promise<Found<PasskeyProvidersFacts>> {
  const person = await findPerson(reach);
  if (stop.aborted) return cancelled();
  if ('kind' in person) return person;
  const tree = await reach.registry.readTree('HKLM', pluginsOf(person.sid), { values: VALUES, depth: 1 });
  if (stop.aborted) return cancelled();
  if (!tree.ok)
    // The path, which a failure may name, holds the account's id.
    return tree.problem === 'not-found' ? withoutPlugins(reach) : unknownFrom(tree, 'registered providers');
  const plugins = keysBelow(tree.value).slice(0, MOST_PROVIDERS);
  if (plugins.length === 0)
    return closedKeysBelow(tree.value).length > 0
      ? unknown('needs-elevation', 'registered providers may not be read')
      : withoutPlugins(reach);
  const locks = await readLocks(reach, person);
  if (stop.aborted) return cancelled();
  const nameOf = ([clsid, plugin]: (typeof plugins)[number]) =>
    tidyText(textOf(plugin, 'Name') ?? '') || tidyText(clsid);
  const names = plugins.map(nameOf);
  const providers = plugins.map((named) => {
    const name = nameOf(named);
    const [, plugin] = named;
    return {
      name,
      aaguid: aaguidOf(plugin),
      enabled: enabledOf(plugin),
      locked: lockedOf(name, names, locks),
    };
  });
  const source = 'kind' in locks ? 'registry' : 'registry, WebAuthNGetAuthenticatorList';
  return { kind: 'known', facts: { providers }, source };
}

/** Programs registered with Windows to keep passkeys for this person, whether each is switched on, and whether it is locked. */
export const passkeyProvidersWin32: Probe<'passkey-providers'> = { signal: 'passkey-providers', observe };
