/**
 * `dsregcmd /status`, read by its keys and not by columns: old builds use other widths, copies lose blanks and wrap lines. Keys are
 * English on every Windows. https://learn.microsoft.com/en-us/entra/identity/devices/troubleshoot-device-dsregcmd
 */
export type DsregStatus = {
  /** First value of a key outside the work accounts, which repeat keys of the device; null when it is not there. */
  value(key: string): string | null;
  /** YES or NO; null for everything else: UNKNOWN, ERROR and the like are no answer. */
  flag(key: string): boolean | null;
  /** All lines of the section that holds this key, in order; empty when none does. */
  linesBeside(key: string): { key: string; value: string }[];
};

type Section = Map<string, string>;

const MAX_LINES = 5000;
const BANNER = /^\|\s.*\|$/;
/** The key has no colon, and no more than the width of its column. */
const VALUE_LINE = /^([A-Za-z][A-Za-z0-9 .\-/()]{0,39}?)\s*:(?:\s(.*))?$/;
/** What makes a text ours: at least one of these with YES or NO. */
const telltales = ['AzureAdJoined', 'DomainJoined', 'WorkplaceJoined', 'NgcSet'];

/** Work accounts repeat NgcSet, KeyProvider, TpmProtected and others with their own values. */
function isWorkAccount(section: Section): boolean {
  return section.has('WorkplaceDeviceId') || section.has('WorkplaceTenantId');
}

function splitSections(text: string): Section[] {
  const sections: Section[] = [];
  let section: Section = new Map();
  // A progress line is overwritten after a lone carriage return.
  for (const raw of text.split(/\r\n|\n|\r/).slice(0, MAX_LINES)) {
    const line = raw.trim();
    if (BANNER.test(line)) {
      sections.push(section);
      section = new Map();
      continue;
    }
    const [, key, value = ''] = VALUE_LINE.exec(line) ?? [];
    // A key counts once in its section: a wrapped rest of a line cannot change it.
    if (key !== undefined && !section.has(key)) section.set(key, value.trim());
  }
  return [...sections, section];
}

/** Reads the text; `unreadable` when no key of it is known, as with help texts, translations or other programs. */
export function parseDsregcmd(text: string): DsregStatus | 'unreadable' {
  const sections = splitSections(text).filter((section) => !isWorkAccount(section));
  const value = (key: string) => sections.find((section) => section.has(key))?.get(key) ?? null;
  const flag = (key: string) => {
    const word = value(key);
    return word === 'YES' ? true : word === 'NO' ? false : null;
  };
  if (!telltales.some((key) => flag(key) !== null)) return 'unreadable';
  const linesBeside = (key: string) => {
    const section = sections.find((one) => one.has(key)) ?? new Map<string, string>();
    return [...section].map(([name, data]) => ({ key: name, value: data }));
  };
  return { value, flag, linesBeside };
}
