import type { FactsOf } from '../../contract/signals.ts';

type Form = NonNullable<FactsOf<'hardware'>['form']>;

// SMBIOS 3.7.0 table 17, system enclosure or chassis types: https://www.dmtf.org/standards/smbios
const formByChassis = new Map<string, Form>([
  ['desktop', 'desktop'],
  ['low profile desktop', 'desktop'],
  ['pizza box', 'desktop'],
  ['mini tower', 'desktop'],
  ['tower', 'desktop'],
  ['all in one', 'desktop'],
  ['space-saving', 'desktop'],
  ['sealed-case pc', 'desktop'],
  ['mini pc', 'desktop'],
  ['stick pc', 'desktop'],
  ['portable', 'laptop'],
  ['laptop', 'laptop'],
  ['notebook', 'laptop'],
  ['sub notebook', 'laptop'],
  ['lunch box', 'laptop'],
  ['convertible', 'laptop'],
  ['detachable', 'tablet'],
  ['hand held', 'tablet'],
  ['tablet', 'tablet'],
  ['main system chassis', 'server'],
  ['main server chassis', 'server'],
  ['rack mount chassis', 'server'],
  ['multi-system chassis', 'server'],
  ['blade', 'server'],
  ['blade enclosure', 'server'],
]);

/** Form of the machine for a chassis word; null for an empty word or one that says nothing (`Other`, `Unknown`). */
export function readChassis(chassis: string): Form | null {
  const word = chassis.trim().toLowerCase();
  if (word === '' || word === 'unknown' || word === 'other') return null;
  return formByChassis.get(word) ?? 'other';
}

const PLACEHOLDER =
  /^(to be filled.*|system (manufacturer|product name|version)|default string|not (specified|applicable|available)|o\.?e\.?m\.?|none|n\/a|unknown|undefined|invalid|-|x+|0+|\.+)$/i;

/** A firmware string, or null where the maker left a placeholder. */
export function dropPlaceholder(text: string): string | null {
  return text === '' || PLACEHOLDER.test(text) ? null : text;
}
