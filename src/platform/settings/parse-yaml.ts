import { parse } from 'yaml';
import { type SettingsNode, TooMuchError } from './settings-node.ts';
import { treeOfValue } from './tree-of-value.ts';

/** The library takes up to a quarter of a second for so much of hostile text; settings that people write are a few kilobytes. */
const MOST_SIGNS = 32 * 1024;
/** Times that an anchored part may be repeated. */
const MOST_ALIASES = 20;

/** YAML, one document, without tags of its own. Loaded only when such a file is there. */
export function parseYaml(text: string): SettingsNode | null {
  if (text.length > MOST_SIGNS) throw new TooMuchError(`over ${MOST_SIGNS} letters`);
  try {
    return treeOfValue(
      parse(text, {
        maxAliasCount: MOST_ALIASES,
        logLevel: 'error',
        schema: 'core',
        prettyErrors: false,
        uniqueKeys: false,
      }),
    );
  } catch (error) {
    if (error instanceof TooMuchError) throw error;
    return null;
  }
}
