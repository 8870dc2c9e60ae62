import type { SettingsFormat } from '../../contract/settings-test.ts';
import type { Outcome } from '../reach.ts';
import { decodeText } from './decode-text.ts';
import { parseBraces } from './parse-braces.ts';
import { parseColumns } from './parse-columns.ts';
import { parseDirectives } from './parse-directives.ts';
import { parseIni } from './parse-ini.ts';
import { parseJson } from './parse-json.ts';
import { parsePairs } from './parse-pairs.ts';
import { parsePrefsJs } from './parse-prefs-js.ts';
import { parseRdp, parseTypedPairs } from './parse-typed-lines.ts';
import { parseWords } from './parse-words.ts';
import { type SettingsNode, TooMuchError } from './settings-node.ts';

/** Formats that stand in a file. */
export type FileFormat = Exclude<SettingsFormat, 'presence' | 'file-version' | 'registry'>;

/** The tree of a text, null where it is not of the format. Throws {@link TooMuchError} where it holds more than is followed. */
type TextParser = (text: string) => SettingsNode | null;

/** Those with a library are loaded when the first such file is there: a scan pays for nothing that it does not meet. */
const textParsers: Readonly<Record<Exclude<FileFormat, 'plist'>, () => TextParser | Promise<TextParser>>> = {
  ini: () => parseIni,
  phonebook: () => parseIni,
  'prefs-js': () => parsePrefsJs,
  directives: () => parseDirectives,
  pairs: () => parsePairs,
  rdp: () => parseRdp,
  'typed-pairs': () => parseTypedPairs,
  braces: () => parseBraces,
  columns: () => parseColumns,
  words: () => parseWords,
  json: () => parseJson,
  xml: async () => (await import('./parse-xml.ts')).parseXml,
  yaml: async () => (await import('./parse-yaml.ts')).parseYaml,
};

/** Reads a whole file of one format. A broken one is `malformed`, without what it held. */
export type FileParser = (bytes: Buffer) => Outcome<SettingsNode>;

export async function parserOf(format: FileFormat): Promise<FileParser> {
  if (format === 'plist') {
    const { parsePlist } = await import('./parse-plist.ts');
    return (bytes) => outcomeOf(format, () => parsePlist(bytes, decodeText(bytes)));
  }
  const parse = await textParsers[format]();
  return (bytes) => {
    const text = decodeText(bytes);
    if (text === null) return { ok: false, problem: 'malformed', detail: 'not a text' };
    return outcomeOf(format, () => parse(text));
  };
}

function outcomeOf(format: FileFormat, parse: () => SettingsNode | null): Outcome<SettingsNode> {
  try {
    const root = parse();
    return root === null
      ? { ok: false, problem: 'malformed', detail: `not ${format}` }
      : { ok: true, value: root };
  } catch (error) {
    if (error instanceof TooMuchError) return { ok: false, problem: 'too-large', detail: error.message };
    throw error;
  }
}
