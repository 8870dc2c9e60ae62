import type { SettingsFormat } from '../../contract/settings-test.ts';
import type { Outcome } from '../reach.ts';
import { decodeText } from './decode-text.ts';
import { parseIni } from './parse-ini.ts';
import { parsePrefsJs } from './parse-prefs-js.ts';
import type { SettingsNode } from './settings-node.ts';

/** A format that is read from text. Null: the text is not of it. */
type TextParser = (text: string) => SettingsNode | null;

const textParsers: Partial<Record<SettingsFormat, TextParser>> = {
  ini: parseIni,
  'prefs-js': parsePrefsJs,
};

/** The tree of a whole file. A broken one is `malformed`, without what it held. */
export async function parseSettings(bytes: Buffer, format: SettingsFormat): Promise<Outcome<SettingsNode>> {
  const text = decodeText(bytes);
  if (text === null) return { ok: false, problem: 'malformed', detail: 'not a text' };
  const root = textParsers[format]?.(text) ?? null;
  return root === null
    ? { ok: false, problem: 'malformed', detail: `not ${format}` }
    : { ok: true, value: root };
}
