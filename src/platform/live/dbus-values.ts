/**
 * D-Bus values as plain JSON: variants unwrapped, 64-bit integers as decimal strings, byte arrays as lower-case hex,
 * dictionaries as objects.
 */
export function plainOf(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (Buffer.isBuffer(value)) return value.toString('hex');
  if (Array.isArray(value)) return value.map(plainOf);
  if (typeof value !== 'object' || value === null) return value;
  if (isVariant(value)) return plainOf(value.value);
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, plainOf(part)]));
}

/** By class name, so that the library need not be loaded before it is used. A dictionary has no class of its own. */
function isVariant(value: object): value is { signature: string; value: unknown } {
  return value.constructor?.name === 'Variant' && 'signature' in value && 'value' in value;
}
