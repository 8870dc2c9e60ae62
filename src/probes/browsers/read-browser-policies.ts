import type { FactsOf } from '../../contract/signals.ts';
import type { Outcome, ProbeReach } from '../../platform/reach.ts';
import type { RegistryKey, RegistryQuestion } from '../../platform/windows/registry.ts';
import { chromiumExtensions } from '../passkey-providers/known-providers.ts';
import { knownReading, type Unknown, unknownFrom } from '../probe.ts';
import { type Person, readHive } from '../windows/people.ts';
import { numberOf } from '../windows/registry-values.ts';
import { type BrowserPolicies, browserPolicies, EVERY_EXTENSION } from './browser-policies.ts';

type Policies = NonNullable<FactsOf<'browsers'>['policies']>;
type Policy = Extract<Policies, { kind: 'known' }>['value'][number];

/** Company settings of all users and of the person. Known only when both could be read: a setting that was not seen is not one that is not set. */
export async function readBrowserPolicies(reach: ProbeReach, person: Person | Unknown): Promise<Policies> {
  if ('kind' in person) return person;
  const asked = browserPolicies.flatMap((policies) => [
    readPolicies('machine', policies, (path, how) => reach.registry.readTree('HKLM', path, how)),
    readPolicies('person', policies, (path, how) => readHive(reach, person, path, how)),
  ]);
  const found: Policy[] = [];
  for (const reading of asked) {
    const policies = await reading;
    if ('kind' in policies) return policies;
    found.push(...policies);
  }
  return knownReading(found);
}

async function readPolicies(
  scope: Policy['scope'],
  policies: BrowserPolicies,
  read: (path: string, how: RegistryQuestion) => Promise<Outcome<RegistryKey>>,
): Promise<Policy[] | Unknown> {
  const { family, path, numbers, lists } = policies;
  const told = (values: Value[]) => values.map((value) => ({ family, ...value, scope }));
  const key = await read(path, { values: numbers });
  if (!key.ok) return key.problem === 'not-found' ? [] : unknownFrom(key, `settings of ${family}`);
  const found = told(numbersIn(key.value, policies));
  for (const list of lists) {
    // Entries of a list are named by numbers, with gaps.
    const entries = await read(`${path}\\${list}`, { values: '*' });
    if (!entries.ok && entries.problem !== 'not-found') return unknownFrom(entries, `settings of ${family}`);
    if (entries.ok) found.push(...told(extensionsIn(entries.value, list)));
  }
  return found;
}

type Value = Pick<Policy, 'name' | 'value'>;

function numbersIn(key: RegistryKey, { numbers }: BrowserPolicies): Value[] {
  return numbers.flatMap((name) => {
    const value = numberOf(key, name);
    return value === null ? [] : [{ name, value }];
  });
}

/** Passkey providers in a list of extensions, `id` or `id;update address`, each once. */
function extensionsIn(key: RegistryKey, name: string): Value[] {
  const words = Object.values(key.values).flatMap((entry) => {
    const id = entry.type === 'text' ? (entry.data.split(';')[0]?.trim().toLowerCase() ?? '') : '';
    return id === EVERY_EXTENSION ? [id] : (chromiumExtensions.get(id) ?? []);
  });
  return [...new Set(words)].map((value) => ({ name, value }));
}
