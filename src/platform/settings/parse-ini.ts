import { settingLines } from './setting-lines.ts';
import { branch, leaf, type SettingsNode, wholeFile } from './settings-node.ts';
import { unquoted } from './split-words.ts';

/**
 * Sections of `key=value` lines; keys before the first section stand at the top. The same section or key may come again: all are kept. Lines that are
 * neither are passed over, as the programs that write such files do. Phone books of Windows, key files of GLib and git's settings are such files:
 * https://learn.microsoft.com/en-us/windows/win32/rras/ras-phone-books, https://docs.gtk.org/glib/struct.KeyFile.html, https://git-scm.com/docs/git-config
 */
export function parseIni(text: string): SettingsNode | null {
  const top: SettingsNode[] = [];
  const sections: { name: string; children: SettingsNode[] }[] = [];
  let understood = 0;
  let lines = 0;
  for (const line of settingLines(text)) {
    if (line.startsWith('#') || line.startsWith(';')) continue;
    lines += 1;
    const name = sectionName(line);
    if (name !== null) {
      sections.push({ name, children: [] });
      understood += 1;
      continue;
    }
    const equals = line.indexOf('=');
    if (equals <= 0) continue;
    understood += 1;
    const setting = leaf(line.slice(0, equals).trimEnd(), unquoted(line.slice(equals + 1).trimStart()));
    (sections.at(-1)?.children ?? top).push(setting);
  }
  if (lines > 0 && understood === 0) return null;
  return wholeFile([...top, ...sections.map(({ name, children }) => branch(name, children))]);
}

/** `[name]`, where a comment may follow. */
function sectionName(line: string): string | null {
  if (!line.startsWith('[')) return null;
  const end = line.lastIndexOf(']');
  if (end === -1) return null;
  const rest = line.slice(end + 1).trimStart();
  return rest === '' || rest.startsWith('#') || rest.startsWith(';') ? line.slice(1, end).trim() : null;
}
