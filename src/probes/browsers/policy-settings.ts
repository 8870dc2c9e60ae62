import type { FactsOf } from '../../contract/signals.ts';
import { type Part, type PartsQuestion, pickParts } from '../../platform/parts.ts';
import type { ProbeReach, StructuredFormat } from '../../platform/reach.ts';
import { chromiumExtensions, knownProviders } from '../passkey-providers/known-providers.ts';
import { type Unknown, unknownFrom } from '../probe.ts';
import { type BrowserPolicies, EVERY_EXTENSION, EXTENSION_SETTINGS } from './browser-policies.ts';

type Policies = NonNullable<FactsOf<'browsers'>['policies']>;
export type Policy = Extract<Policies, { kind: 'known' }>['value'][number];

/** What one place sets, by name. A setting that is there and says nothing of interest has no values. */
export type Settings = ReadonlyMap<string, readonly Policy['value'][]>;

/** https://chromium.org/administrators/policy-list-3/extension-settings-full , https://mozilla.github.io/policy-templates/#extensionsettings */
const MODES: readonly string[] = ['allowed', 'blocked', 'removed', 'force_installed', 'normal_installed'];

/** Providers' words by the ids of their extensions in every store, lower case. */
const providers: ReadonlyMap<string, string> = new Map([
  ...chromiumExtensions,
  ...knownProviders.flatMap(({ id, firefox }) => firefox.map((addon) => [addon.toLowerCase(), id] as const)),
]);

/** As the contract wants them. */
export function toldOf(settings: Settings, family: string, scope: Policy['scope']): Policy[] {
  return [...settings].flatMap(([name, values]) => values.map((value) => ({ family, name, value, scope })));
}

/**
 * What a structured file sets; null where there is no such file. `at` is where in the file the settings stand. A file that cannot be
 * read is not one that sets nothing.
 */
export async function readSettings(
  reach: ProbeReach,
  path: string,
  format: StructuredFormat,
  policies: BrowserPolicies,
  at: readonly string[] = [],
): Promise<Settings | null | Unknown> {
  const told = await reach.files.readParts(path, format, questionOf(policies, at));
  if (!told.ok) {
    return told.problem === 'not-found' ? null : unknownFrom(told, `settings of ${policies.family}`);
  }
  const settings = new Map(settingsIn(told.value[0]?.kept ?? {}, policies));
  const extensions = await reach.files.readParts(path, format, {
    ...EACH_EXTENSION,
    at: [...at, EXTENSION_SETTINGS],
  });
  if (!extensions.ok) return unknownFrom(extensions, `settings of ${policies.family}`);
  if (extensions.value.length > 0) settings.set(EXTENSION_SETTINGS, modesIn(extensions.value));
  return settings;
}

function questionOf({ numbers, extensionLists, words, marks }: BrowserPolicies, at: readonly string[]) {
  const values = [...numbers, ...extensionLists, ...Object.keys(words)];
  return {
    at,
    each: false,
    keep: Object.fromEntries([
      ...values.map((name) => [name, 'value'] as const),
      ...marks.map((name) => [name, 'presence'] as const),
    ]),
  } satisfies PartsQuestion;
}

// Not by the ids wanted: one name may stand for several, set apart by commas.
const EACH_EXTENSION = {
  at: [] as readonly string[],
  each: true,
  keep: { installation_mode: 'value' },
} as const;

function settingsIn(kept: Part['kept'], policies: BrowserPolicies): [string, Policy['value'][]][] {
  return Object.entries(kept).flatMap(([name, value]): [string, Policy['value'][]][] => {
    if (policies.numbers.includes(name)) {
      if (typeof value === 'boolean') return [[name, [Number(value)]]];
      return typeof value === 'number' ? [[name, [value]]] : [];
    }
    if (policies.marks.includes(name)) return value === true ? [[name, [1]]] : [];
    const texts = (Array.isArray(value) ? value : []).filter((one) => typeof one === 'string');
    const words = policies.words[name];
    return [[name, words === undefined ? extensionsIn(texts) : wordsIn(texts, words)]];
  });
}

/** Those of the words that matter, each once. */
export function wordsIn(texts: readonly string[], wanted: readonly string[]): string[] {
  return wanted.filter((word) => texts.includes(word));
}

/** Passkey providers in a list of extensions, `id` or `id;update address`, each once. */
export function extensionsIn(texts: readonly string[]): string[] {
  return [...new Set(texts.flatMap((text) => providerOf(text.split(';')[0] ?? '')))];
}

function providerOf(id: string): string[] {
  const plain = id.trim().toLowerCase();
  if (plain === EVERY_EXTENSION) return [EVERY_EXTENSION];
  const provider = providers.get(plain);
  return provider === undefined ? [] : [provider];
}

/** `bitwarden=blocked` for each passkey provider and for `*`. A name may be several ids, set apart by commas. */
export function modesIn(extensions: readonly Part[]): string[] {
  const told = extensions.flatMap(({ name, kept }) => {
    const mode = kept.installation_mode;
    if (typeof mode !== 'string' || !MODES.includes(mode)) return [];
    return name.split(',').flatMap((id) => providerOf(id).map((provider) => `${provider}=${mode}`));
  });
  return [...new Set(told)];
}

/** The same out of JSON in a text, as the registry holds it; null when it is none. */
export function modesInText(text: string): string[] | null {
  try {
    return modesIn(pickParts(JSON.parse(text), EACH_EXTENSION));
  } catch {
    return null;
  }
}
