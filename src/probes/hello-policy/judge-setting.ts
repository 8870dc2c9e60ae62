import type { HelloPolicyFacts, Switch } from '../../contract/facts/hello-policy.ts';
import type { Reading } from '../../contract/observation.ts';
import type { RegistryKey } from '../../platform/windows/registry.ts';
import { knownReading, type Unknown, unknown } from '../probe.ts';
import { numberOf, registryValue } from '../windows/registry-values.ts';
import { type Place, type PolicyTree, precedence } from './policy-places.ts';

/** Every key as it was found; `absent` when there is none, so that nothing is set in it. */
export type PolicyTrees = Readonly<Record<PolicyTree, RegistryKey | 'absent' | Unknown>>;

/** What stands at a place: a number, `absent`, or why it could not be told. */
function readPlace(trees: PolicyTrees, { tree, key, value, only }: Place): number | 'absent' | Unknown {
  const root = trees[tree];
  if (root === 'absent' || 'kind' in root) return root;
  const at = key === '' ? root : below(root, key);
  if (at === 'absent' || 'kind' in at) return at;
  if (registryValue(at, value) === undefined) return 'absent';
  const number = numberOf(at, value);
  if (number === null) return unknown('unreadable', `${value} is no number`);
  return only === undefined || number === only ? number : 'absent';
}

function below(root: RegistryKey, name: string): RegistryKey | 'absent' | Unknown {
  const found = Object.entries(root.keys).find(([one]) => one.toLowerCase() === name.toLowerCase());
  if (found === undefined) return 'absent';
  return 'problem' in found[1] ? unknown('needs-elevation', `${name} is closed`) : found[1];
}

/** The setting in force. A higher place that could not be read hides what it may say; a lower one no longer matters. */
export function judgeSwitch(trees: PolicyTrees, places: readonly Place[]): Reading<Switch> {
  const ordered = precedence.flatMap((source) => places.filter((one) => one.source === source));
  let winner: { value: boolean; from: Switch['from'] } | null = null;
  const alsoSetBy: Switch['alsoSetBy'] = [];
  for (const one of ordered) {
    const found = readPlace(trees, one);
    if (found === 'absent') continue;
    if (typeof found !== 'number') {
      if (winner === null) return found;
      continue;
    }
    if (winner === null) winner = { value: found !== 0, from: one.source };
    else if (one.source !== winner.from && !alsoSetBy.includes(one.source)) alsoSetBy.push(one.source);
  }
  return knownReading({ value: winner?.value ?? null, from: winner?.from ?? 'none', alsoSetBy });
}

/** A setting that is a number. */
export function judgeNumber(trees: PolicyTrees, place: Place): HelloPolicyFacts['enhancedSignInPeripherals'] {
  const found = readPlace(trees, place);
  if (found === 'absent') return knownReading(null);
  return typeof found === 'number' ? knownReading(found) : found;
}
