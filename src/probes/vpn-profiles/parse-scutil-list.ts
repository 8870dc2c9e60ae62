import { tidyText } from '../probe.ts';

/** A row of the list: a VPN of the system or of a program, something else (modem, Bluetooth), or nothing this version knows. */
export type ScutilRow = {
  /** Id of the network service, upper case; null when the row shows none. */
  id: string | null;
  name: string;
  kind: 'l2tp' | 'pptp' | 'ipsec' | 'program' | 'no-vpn' | 'unknown';
  /** Bundle id of the program whose VPN it is. */
  program: string | null;
};

const HEADER = /^Available network connection services in the current set\b/;
const ROW = /^(?:\*| ) \((?<state>[A-Za-z ]{1,20})\)\s+(?<rest>.+)$/;
const ID = /^([0-9A-F]{8}-(?:[0-9A-F]{4}-){3}[0-9A-F]{12})\s+/i;
const BUNDLE_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/;
const MAX_LINES = 5000;
const MAX_LINE = 2000;

/** What stands in brackets, or between id and name where a row has no brackets. Modems and Bluetooth are no VPN. */
const kinds: Readonly<Record<string, ScutilRow['kind']>> = {
  'PPP:L2TP': 'l2tp',
  'PPP --> L2TP': 'l2tp',
  'PPP:PPTP': 'pptp',
  'PPP --> PPTP': 'pptp',
  IPSec: 'ipsec',
};

/**
 * Rows of `scutil --nc list` (scutil(8)). The first line always stands there, so without it the text is not that list: null. The kind is
 * what the last brackets say; the words before the name are for people, and a name may hold quotes and brackets of its own.
 */
export function parseScutilList(text: string): ScutilRow[] | null {
  const lines = text.split(/\r?\n/).slice(0, MAX_LINES);
  const header = lines.findIndex((line) => HEADER.test(line));
  if (header < 0) return null;
  return lines.slice(header + 1).flatMap((line) => readRow(line.slice(0, MAX_LINE)) ?? []);
}

function readRow(line: string): ScutilRow | null {
  if (line.trim() === '') return null;
  const rest = ROW.exec(line)?.groups?.rest;
  if (rest === undefined) return { id: null, name: '', kind: 'unknown', program: null };
  const id = ID.exec(rest)?.[1] ?? null;
  const told = rest.replace(ID, '').trimEnd();
  const bracket = /\[([^\][]{1,240})\]$/.exec(told)?.[1];
  const open = told.indexOf('"');
  const close = told.lastIndexOf('"');
  const name = open >= 0 && close > open ? told.slice(open + 1, close) : '';
  const words = (open < 0 ? told : told.slice(0, open)).trim();
  return { id: id?.toUpperCase() ?? null, name: tidyText(name), ...kindOf(bracket ?? words) };
}

function kindOf(word: string): Pick<ScutilRow, 'kind' | 'program'> {
  const program = /^VPN:(.+)$/.exec(word)?.[1] ?? /^VPN \((.+)\)$/.exec(word)?.[1];
  if (program !== undefined && BUNDLE_ID.test(program)) return { kind: 'program', program };
  if (Object.hasOwn(kinds, word)) return { kind: kinds[word] ?? 'unknown', program: null };
  return { kind: /^PPP(:| --> )/.test(word) ? 'no-vpn' : 'unknown', program: null };
}
