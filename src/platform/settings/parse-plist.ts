import { parseBinaryPlist } from './parse-binary-plist.ts';
import { parseXml } from './parse-xml.ts';
import type { SettingsNode } from './settings-node.ts';

/**
 * A property list in either of its forms; members by name, items of a list by number from 1. The form of text that OpenStep had is left out, since
 * nearly any text passes for it. https://developer.apple.com/library/archive/documentation/CoreFoundation/Conceptual/CFPropertyLists/
 */
export function parsePlist(bytes: Buffer, text: string | null): SettingsNode | null {
  if (bytes.subarray(0, 8).toString('latin1') === 'bplist00') return parseBinaryPlist(bytes);
  const root = text === null ? null : parseXml(text);
  const [list, ...more] = root?.children ?? [];
  const [value, ...others] = list?.children.filter(isElement) ?? [];
  if (list?.name !== 'plist' || more.length > 0 || value === undefined || others.length > 0) return null;
  return nodeOf('', value);
}

function isElement({ name }: SettingsNode): boolean {
  return !name.startsWith('@');
}

/** Null where it is not of this form. Depth is bounded by the reader of XML. */
function nodeOf(name: string, { name: kind, value, children }: SettingsNode): SettingsNode | null {
  const inside = children.filter(isElement);
  if (kind === 'true' || kind === 'false') return { name, value: kind, children: [] };
  if (kind === 'string' || kind === 'integer' || kind === 'real' || kind === 'date')
    return inside.length === 0 ? { name, value: value ?? '', children: [] } : null;
  if (kind === 'data') return { name, value: value === '' ? '' : null, children: [] };
  const members =
    kind === 'array'
      ? inside.map((item, at) => nodeOf(String(at + 1), item))
      : kind === 'dict' && inside.length % 2 === 0
        ? inside.flatMap((key, at) => {
            if (at % 2 === 1) return [];
            const member = inside[at + 1];
            return [key.name !== 'key' || member === undefined ? null : nodeOf(key.value ?? '', member)];
          })
        : [null];
  const known = members.filter((member) => member !== null);
  return known.length === members.length ? { name, value: null, children: known } : null;
}
