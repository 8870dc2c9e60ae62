import type { PlainValue } from '../parts.ts';

/**
 * What is kept of `app-sso platform -s`, by block. Everything else there is key material, certificates or a person's name.
 * The command: https://learn.microsoft.com/en-us/entra/identity/devices/troubleshoot-macos-platform-single-sign-on-extension
 */
export const appSsoKeys = {
  device: ['extensionIdentifier', 'loginType', 'registrationCompleted'],
  login: ['issuer', 'userSEPKeyBiometricPolicy'],
  user: ['loginType', 'state'],
} as const;

export type AppSsoBlockName = keyof typeof appSsoKeys;

/** `missing`: the heading does not stand there, stands there twice or has nothing readable below. `null`: it prints `(null)`. */
export type AppSsoBlock = 'missing' | 'null' | ReadonlyMap<string, PlainValue>;

export type AppSsoStatus = {
  blocks: Readonly<Record<AppSsoBlockName, AppSsoBlock>>;
  /** The command's own clock, milliseconds since 1970; null when not told. */
  atMs: number | null;
  /** The end of each token, and the word behind it; null when there is no such part. */
  tokens: readonly { expiresMs: number; word: string }[] | null;
};

const HEADINGS: Readonly<Record<string, AppSsoBlockName | 'tokens'>> = {
  'Device Configuration:': 'device',
  'Login Configuration:': 'login',
  'User Configuration:': 'user',
  'SSO Tokens:': 'tokens',
};
const MAX_TEXT = 256 * 1024;
const MAX_LINES = 5000;

/**
 * Reads the text; null when it holds none of the three blocks. It is not one JSON document: each block is JSON of its own or `(null)`
 * below a heading, and a text inside may look like a heading, so headings count only outside an object.
 * Layouts that people published: https://github.com/fleetdm/fleet/issues/51667
 */
export function readAppSso(text: string): AppSsoStatus | null {
  const parts = splitParts(text);
  const block = (name: AppSsoBlockName): AppSsoBlock => readBlock(parts.get(name), appSsoKeys[name]);
  const blocks = { device: block('device'), login: block('login'), user: block('user') };
  if (Object.values(blocks).every((one) => one === 'missing')) return null;
  const at = /^Time: (\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) \+0000\s*$/m.exec(text.slice(0, 1000));
  const tokens = parts.get('tokens');
  return {
    blocks,
    atMs: at === null ? null : milliseconds(`${at[1]}T${at[2]}Z`),
    tokens: Array.isArray(tokens) ? readTokens(tokens) : null,
  };
}

function milliseconds(iso: string): number | null {
  const time = Date.parse(iso);
  return Number.isNaN(time) ? null : time;
}

/** Lines below each heading. A heading that stands there twice tells nothing. */
function splitParts(text: string): Map<string, string[] | 'twice'> {
  const parts = new Map<string, string[] | 'twice'>();
  let lines: string[] = [];
  let depth = 0;
  let isWhole = false;
  for (const line of text.slice(0, MAX_TEXT).split(/\r?\n/).slice(0, MAX_LINES)) {
    const heading = line.trimEnd();
    if (depth === 0 && Object.hasOwn(HEADINGS, heading)) {
      const name = HEADINGS[heading] ?? '';
      lines = [];
      isWhole = false;
      parts.set(name, parts.has(name) ? 'twice' : lines);
      continue;
    }
    const before = depth;
    depth = Math.max(0, depth + depthOf(line));
    // What follows the object of a block belongs to something this version does not know.
    if (!isWhole) lines.push(line);
    isWhole ||= before > 0 && depth === 0;
  }
  return parts;
}

/** How much deeper a line of JSON leads. Texts, in which braces mean nothing, never run over the end of a line. */
function depthOf(line: string): number {
  let depth = 0;
  for (const [mark] of line.matchAll(/"(?:[^"\\]|\\.)*(?:"|$)|[{}[\]]/g)) {
    if (mark === '{' || mark === '[') depth++;
    else if (mark === '}' || mark === ']') depth--;
  }
  return depth;
}

function readBlock(lines: string[] | 'twice' | undefined, wanted: readonly string[]): AppSsoBlock {
  if (!Array.isArray(lines)) return 'missing';
  const text = lines.join('\n').trim();
  if (/^\(null\)\s*(\n|$)/.test(text)) return 'null';
  const parsed = parseObject(text) ?? parseObject(mendEscapes(text));
  return parsed === null ? scanLines(lines, wanted) : keep(Object.entries(parsed), wanted);
}

/** Some versions of macOS print an escape that JSON does not have (https://www.rfc-editor.org/rfc/rfc8259#section-7) before the `@` of a name. */
function mendEscapes(text: string): string {
  return text.replace(/\\(["\\/bfnrtu])?/g, (whole, known?: string) =>
    known === undefined ? '\\\\' : whole,
  );
}

function parseObject(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

function keep(entries: [string, unknown][], wanted: readonly string[]): Map<string, PlainValue> {
  return new Map(
    entries.filter(
      (entry): entry is [string, PlainValue] =>
        wanted.includes(entry[0]) && ['string', 'number', 'boolean'].includes(typeof entry[1]),
    ),
  );
}

const MEMBER =
  /^\s*"([A-Za-z]{1,60})"\s*:\s*("[^"\\\p{Cc}]{0,500}"|true|false|-?(?:0|[1-9]\d{0,14}))\s*,?\s*$/u;

/** Members of the outermost object that stand whole on a line of their own. One with two values tells nothing. */
function scanLines(lines: readonly string[], wanted: readonly string[]): AppSsoBlock {
  if (lines.find((line) => line.trim() !== '')?.trim() !== '{') return 'missing';
  const found: [string, unknown][] = [];
  let depth = 0;
  for (const line of lines) {
    const [, key, value] = MEMBER.exec(line) ?? [];
    if (depth === 1 && key !== undefined && value !== undefined) found.push([key, JSON.parse(value)]);
    depth += depthOf(line);
  }
  const values = (name: string) => new Set(found.filter(([key]) => key === name).map(([, value]) => value));
  return keep(
    found.filter(([key]) => values(key).size === 1),
    wanted,
  );
}

/** `Expiration:`, and on the next line `2026-12-04T06:02:43Z (Not Expired)`. */
function readTokens(lines: readonly string[]): { expiresMs: number; word: string }[] {
  return lines.flatMap((line, at) => {
    const before = lines[at - 1]?.trim();
    const [, time, word] =
      /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)(?: \(([A-Za-z ]{1,30})\))?$/.exec(line.trim()) ?? [];
    const expiresMs = time === undefined ? null : milliseconds(time);
    return before === 'Expiration:' && expiresMs !== null ? [{ expiresMs, word: word ?? '' }] : [];
  });
}
