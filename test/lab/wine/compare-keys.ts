import type { KeysOutput, ShownKey } from '../../../src/contract/keys.ts';

/**
 * What the two systems rightly say differently of the same key:
 * - `id`: Linux names the hidraw node, Windows has none and counts;
 * - `manufacturer` (and `vendor`, which falls back on it): a device made through uhid has none; Wine writes "hidraw" into
 *   the empty place;
 * - `udevMark`: udev is Linux' own.
 */
const differing = { facts: ['id', 'manufacturer', 'udevMark'], shown: ['id', 'vendor'] } as const;

export type Comparison = {
  /** Single values that both systems gave and that were held against each other. */
  fields: number;
  /** `path: value on Linux, value on Windows`. */
  differences: string[];
};

/** Holds what two systems show of the same keys against each other, value by value. Keys are paired by vendor and product. */
export function compareKeys(linux: KeysOutput, windows: KeysOutput): Comparison {
  const comparison: Comparison = { fields: 0, differences: [] };
  const [left, right] = [byUsbId(linux), byUsbId(windows)];
  for (const usbId of new Set([...left.keys(), ...right.keys()]))
    compareValues(usbId, plain(left.get(usbId)), plain(right.get(usbId)), comparison);
  return comparison;
}

function byUsbId({ keys }: KeysOutput): Map<string, ShownKey> {
  const usbIdOf = ({ facts }: ShownKey) => `${facts.vendorId.toString(16)}:${facts.productId.toString(16)}`;
  const byId = new Map(keys.map((key) => [usbIdOf(key), key]));
  if (byId.size !== keys.length) throw new Error('two keys of one vendor and product cannot be told apart');
  return byId;
}

/** A key without what rightly differs; of the findings their codes, since evidence carries times and sources. */
function plain(key: ShownKey | undefined): unknown {
  if (key === undefined) return undefined;
  const without = (from: object, names: readonly string[]) =>
    Object.fromEntries(Object.entries(from).filter(([name]) => !names.includes(name)));
  return {
    ...without(key, differing.shown),
    facts: without(key.facts, differing.facts),
    findings: key.findings.map((finding) => finding.code),
  };
}

function compareValues(path: string, left: unknown, right: unknown, into: Comparison): void {
  if (isGroup(left) && isGroup(right) && Array.isArray(left) === Array.isArray(right)) {
    for (const name of new Set([...Object.keys(left), ...Object.keys(right)]))
      compareValues(`${path}.${name}`, left[name], right[name], into);
    return;
  }
  into.fields += 1;
  if (left !== right) into.differences.push(`${path}: ${JSON.stringify(left)}, ${JSON.stringify(right)}`);
}

const isGroup = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
