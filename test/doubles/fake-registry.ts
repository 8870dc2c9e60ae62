import type { Outcome, ReachProblem } from '../../src/platform/reach.ts';
import type {
  RegistryKey,
  RegistryQuestion,
  RegistryRoot,
  RegistryValue,
} from '../../src/platform/windows/registry.ts';

/** Values of one key, written shortly: a text, a number (REG_DWORD), several texts, or a value as it is. */
type ShortValue = string | number | readonly string[] | RegistryValue;
/**
 * A pretended registry: whole key paths from the root (`HKLM\SOFTWARE\…`, 32-bit side as `HKLM32\SOFTWARE\…`) to their values. Keys
 * above a named one exist too. `{ problem }` in place of values: the key is there and may not be read.
 */
export type FakeRegistry = Readonly<
  Record<string, Readonly<Record<string, ShortValue>> | { readonly problem: ReachProblem }>
>;

/** Answers as the addon does: names without case, only the values asked for, keys below down to the depth asked for. */
export function readFakeRegistry(
  registry: FakeRegistry,
  root: RegistryRoot,
  path: string,
  { values, presence = [], depth = 0, view = '64' }: RegistryQuestion,
): Outcome<RegistryKey> {
  const wanted = [root + (view === '32' ? '32' : ''), ...path.split('\\').filter(Boolean)];
  const inside = Object.entries(registry)
    .map(([name, content]) => ({ parts: name.split('\\').filter(Boolean), content }))
    .filter(({ parts }) => wanted.every((part, at) => parts[at]?.toLowerCase() === part.toLowerCase()));
  if (inside.length === 0) return { ok: false, problem: 'not-found' };
  const closed = inside.find(({ parts, content }) => parts.length === wanted.length && isClosed(content));
  if (closed !== undefined && isClosed(closed.content)) return { ok: false, problem: closed.content.problem };
  const tree: RegistryKey = { values: {}, keys: {} };
  for (const { parts, content } of inside) {
    const below = parts.slice(wanted.length);
    if (isClosed(content)) {
      const folder = below.slice(0, -1).reduce<RegistryKey | null>(keyBelow, tree);
      if (folder !== null && below.length <= depth)
        folder.keys[below.at(-1) ?? ''] = { problem: content.problem === 'denied' ? 'denied' : 'unreadable' };
      continue;
    }
    const key = below.slice(0, depth).reduce<RegistryKey | null>(keyBelow, tree);
    if (key === null || below.length > depth) continue;
    for (const [name, value] of Object.entries(content))
      if (isAmong(presence, name)) key.values[name] = presenceOf(asValue(value));
      else if (values === '*' || isAmong(values, name)) key.values[name] = asValue(value);
      else if (presence === '*') key.values[name] = presenceOf(asValue(value));
  }
  return { ok: true, value: tree };
}

/** `*` alone names nothing. */
function isAmong(names: readonly string[] | '*', name: string): boolean {
  return names !== '*' && names.some((one) => one.toLowerCase() === name.toLowerCase());
}

function presenceOf(value: RegistryValue): RegistryValue {
  const isNumber = value.type === 'number' || value.type === 'big-number';
  if (isNumber) return { type: 'presence', data: Number(value.data) === 0 ? 'zero' : 'set' };
  return { type: 'presence', data: value.data.length === 0 ? 'empty' : 'set' };
}

function keyBelow(key: RegistryKey | null, name: string): RegistryKey | null {
  if (key === null) return null;
  const spelled = Object.keys(key.keys).find((one) => one.toLowerCase() === name.toLowerCase()) ?? name;
  key.keys[spelled] ??= { values: {}, keys: {} };
  const next = key.keys[spelled];
  return 'problem' in next ? null : next;
}

function isClosed(content: FakeRegistry[string]): content is { readonly problem: ReachProblem } {
  const { problem } = content as { problem?: unknown };
  return typeof problem === 'string' && Object.keys(content).length === 1;
}

function asValue(value: ShortValue): RegistryValue {
  if (typeof value === 'string') return { type: 'text', data: value };
  if (typeof value === 'number') return { type: 'number', data: value };
  return Array.isArray(value) ? { type: 'texts', data: [...value] } : (value as RegistryValue);
}
