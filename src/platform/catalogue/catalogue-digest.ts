import { createHash } from 'node:crypto';
import type { Catalogue } from '../../contract/catalogue.ts';

/** Whether the digits in a catalogue's version are those of its entries. */
export function isWhole({ version, entries }: Catalogue): boolean {
  return version.endsWith(`.${digestOf(entries)}`);
}

/** Eight hexadecimal digits that any change of an entry changes. */
export function digestOf(entries: Catalogue['entries']): string {
  return createHash('sha256').update(JSON.stringify(entries)).digest('hex').slice(0, 8);
}
