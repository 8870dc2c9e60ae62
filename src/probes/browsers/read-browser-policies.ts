import type { FactsOf } from '../../contract/signals.ts';
import type { Outcome, ProbeReach } from '../../platform/reach.ts';
import type { RegistryKey, RegistryQuestion } from '../../platform/windows/registry.ts';
import { knownReading, type Unknown, unknown, unknownFrom } from '../probe.ts';
import { type Person, readHive } from '../windows/people.ts';
import { closedKeysBelow, keysBelow, numberOf, registryValue, textOf } from '../windows/registry-values.ts';
import { type BrowserPolicies, browserPolicies, EXTENSION_SETTINGS } from './browser-policies.ts';
import {
  extensionsIn,
  modesIn,
  modesInText,
  type Policy,
  type Settings,
  toldOf,
  wordsIn,
} from './policy-settings.ts';

type Policies = NonNullable<FactsOf<'browsers'>['policies']>;
type ReadKey = (path: string, how: RegistryQuestion) => Promise<Outcome<RegistryKey>>;

/** Company settings of all users and of the person. Known only when both could be read: a setting that was not seen is not one that is not set. */
export async function readBrowserPolicies(reach: ProbeReach, person: Person | Unknown): Promise<Policies> {
  if ('kind' in person) return person;
  const found: Policy[] = [];
  for (const policies of browserPolicies) {
    for (const scope of ['machine', 'person'] as const) {
      const settings = await readSettings(policies, (path, how) =>
        scope === 'machine' ? reach.registry.readTree('HKLM', path, how) : readHive(reach, person, path, how),
      );
      if ('kind' in settings) return settings;
      found.push(...toldOf(settings, policies.family, scope));
    }
  }
  return knownReading(found);
}

async function readSettings(policies: BrowserPolicies, read: ReadKey): Promise<Settings | Unknown> {
  const { family, registryPath, numbers, extensionLists, words, marks } = policies;
  const whole = numbers.filter((name) => !name.includes('/'));
  const key = await read(registryPath, { values: [...whole, EXTENSION_SETTINGS] });
  if (!key.ok) return key.problem === 'not-found' ? new Map() : unknownFrom(key, `settings of ${family}`);
  const settings = new Map<string, readonly Policy['value'][]>();
  for (const name of numbers) {
    const group = name.includes('/') ? await readGroup(read, registryPath, name) : key;
    if (!group.ok) return unknownFrom(group, `settings of ${family}`);
    const value = numberOf(group.value, name.slice(name.indexOf('/') + 1));
    if (value !== null) settings.set(name, [value]);
  }
  for (const list of [...extensionLists, ...Object.keys(words), ...marks]) {
    // Entries of a list are named by numbers, with gaps.
    const entries = await read(`${registryPath}\\${list}`, { values: '*' });
    if (!entries.ok && entries.problem !== 'not-found') return unknownFrom(entries, `settings of ${family}`);
    if (!entries.ok) continue;
    const texts = Object.values(entries.value.values).flatMap((entry) =>
      entry.type === 'text' ? [entry.data] : [],
    );
    const wanted = words[list];
    if (marks.includes(list)) settings.set(list, texts.length > 0 ? [1] : []);
    else settings.set(list, wanted === undefined ? extensionsIn(texts) : wordsIn(texts, wanted));
  }
  const modes = await readModes(read, registryPath, key.value);
  if (modes !== null && 'kind' in modes) return { ...modes, detail: `settings of ${family}` };
  if (modes !== null) settings.set(EXTENSION_SETTINGS, modes);
  return settings;
}

/** The key of a group; an empty one when there is none. */
async function readGroup(read: ReadKey, path: string, name: string): Promise<Outcome<RegistryKey>> {
  const [group = '', value = ''] = name.split('/');
  const key = await read(`${path}\\${group}`, { values: [value] });
  return !key.ok && key.problem === 'not-found' ? { ok: true, value: { values: {}, keys: {} } } : key;
}

/**
 * What becomes of extensions: JSON in one text, in Firefox's case in several lines, or a key for each extension
 * (https://support.google.com/chrome/a/answer/9867568 , https://mozilla.github.io/policy-templates/#extensionsettings). Null when not set.
 */
async function readModes(read: ReadKey, path: string, key: RegistryKey): Promise<string[] | null | Unknown> {
  const value = registryValue(key, EXTENSION_SETTINGS);
  if (value?.type === 'text' || value?.type === 'texts') {
    const text = value.type === 'text' ? value.data : value.data.join('\n');
    return modesInText(text) ?? unknown('malformed');
  }
  const below = await read(`${path}\\${EXTENSION_SETTINGS}`, { values: ['installation_mode'], depth: 1 });
  if (!below.ok) return below.problem === 'not-found' ? null : unknownFrom(below);
  if (closedKeysBelow(below.value).length > 0) return unknown('needs-elevation');
  const extensions = keysBelow(below.value).map(([name, entry]) => ({
    name,
    kept: { installation_mode: textOf(entry, 'installation_mode') },
  }));
  return modesIn(extensions);
}
