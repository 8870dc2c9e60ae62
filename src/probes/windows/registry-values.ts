import type { RegistryKey, RegistryValue } from '../../platform/windows/registry.ts';

/** A value by its name, upper or lower case; undefined when it is not there. */
export function registryValue(key: RegistryKey, name: string): RegistryValue | undefined {
  const wanted = name.toLowerCase();
  const found = Object.entries(key.values).find(([one]) => one.toLowerCase() === wanted);
  return found?.[1];
}

/** A text value; null when it is missing or of another type. */
export function textOf(key: RegistryKey, name: string): string | null {
  const value = registryValue(key, name);
  return value?.type === 'text' ? value.data : null;
}

/** A REG_DWORD value; null when it is missing or of another type. */
export function numberOf(key: RegistryKey, name: string): number | null {
  const value = registryValue(key, name);
  return value?.type === 'number' ? value.data : null;
}

/** Keys directly below that may be read, with their names. */
export function keysBelow(key: RegistryKey): [string, RegistryKey][] {
  return Object.entries(key.keys).flatMap(([name, below]) =>
    'problem' in below ? [] : [[name, below] as [string, RegistryKey]],
  );
}

/** Keys directly below that this account may not read. */
export function closedKeysBelow(key: RegistryKey): string[] {
  return Object.entries(key.keys).flatMap(([name, below]) => ('problem' in below ? [name] : []));
}

/** The key below by its path, upper or lower case; null when it is not there or may not be read. */
export function keyAt(key: RegistryKey, path: string): RegistryKey | null {
  let at: RegistryKey = key;
  for (const part of path.split('\\').filter(Boolean)) {
    const found = Object.entries(at.keys).find(([name]) => name.toLowerCase() === part.toLowerCase());
    if (found === undefined || 'problem' in found[1]) return null;
    at = found[1];
  }
  return at;
}
