import type { PersonalNames } from './personal-names.ts';
import type { WindowsStandIns } from './windows-stand-ins.ts';

/** Account and machine names that tell nobody apart; replacing them would only damage what programs print. */
const commonNames = new Set(
  (
    'root user admin administrator guest nobody system default public shared all localhost local linux debian ubuntu ' +
    'fedora centos rhel redhat arch suse opensuse windows macos mac pc host'
  ).split(' '),
);
/** Folders beside the home folders that belong to nobody. */
const nobodysFolders = new Set([
  'shared',
  'public',
  'default',
  'all users',
  'linuxbrew',
  'lost+found',
  'user',
]);

/** Six bytes or more with one mark between them: Ethernet, Bluetooth, EUI-64, InfiniBand. */
const MAC_ADDRESS = /(?<![0-9a-f])[0-9a-f]{2}([:_-])[0-9a-f]{2}(?:\1[0-9a-f]{2}){4,}(?![0-9a-f])/gi;
/** Lengths are bounded (RFC 5321), which also keeps the search linear on megabytes without a break. */
const E_MAIL = /[\w.+%-]{1,64}@([\w-]{1,63}(?:\.[\w-]{1,63}){0,8}\.([a-z]{2,24}))/gi;
/** `name@instance.service` is a systemd unit (man 5 systemd.unit), not an address. */
const unitEndings = new Set(
  'service socket device mount automount swap target path timer slice scope dbus'.split(' '),
);
/** `Serial Number: X`, `ID_SERIAL_SHORT=X`, `HID_UNIQ=X`, `"serial": "X"`, `asset_tag=X`. Up to the end of line or value. */
const SERIAL_LINE =
  /((?:serial(?:[ _-]?(?:number|no|short))?|\bs\/n|hid_uniq|asset[ _-]?tag|(?:product|machine|boot|hardware)[ _-]?uuid|machine[ _-]?id)"?[ \t]*[:=][ \t]*"?)([^\s"',;}][^\r\n"',;}]*)/gi;
/** `--password=X`, `token: X`, `API_KEY="X"`. */
const SECRET_PAIR =
  /((?:password|passwd|passphrase|secret|token|api[_-]?key)"?[ \t]*[:=][ \t]*"?)([^\s"',;&]+)/gi;
/** `scheme://user:word@`. */
const URL_ACCOUNT = /(\b[a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/@"'<>]{1,200}@/gi;
/** What follows `?` in a web address: session ids, tokens, searches. */
const URL_QUERY = /(\bhttps?:\/\/[^\s?"'<>;]{1,500}\?)[^\s"'<>;]+/gi;
const GUID = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/i;
/** Directory ids of one device, tenant or person; protocol constants such as GATT services stay. */
const DIRECTORY_ID = new RegExp(
  `((?:device|tenant|object|user|client|aad|entra|account)[ _-]?id"?\\s*[:=]\\s*"?\\{?)(${GUID.source})`,
  'gi',
);
/** Keys whose values are never kept whatever they look like. */
export const secretKey =
  /serial|^uniq$|asset[ _-]?tag|machine[ _-]?id|^uuid$|product[ _-]?uuid|password|passwd|secret|token|^address$/i;
/** Keys whose value is a directory id. */
export const directoryIdKey = /^(device|tenant|object|user|client|aad\w*|entra\w*|account)[ _-]?id$/i;

/** Beyond these, names are still replaced in paths but no longer looked for elsewhere: a file can hold any number of them. */
const MAX_USERS = 100;

function isNobody(name: string): boolean {
  return nobodysFolders.has(name.toLowerCase()) || commonNames.has(name.toLowerCase());
}

/** Replaces, in one text, everything that could tell a person or machine. The same word always becomes the same word. */
export type RedactText = (text: string) => string;

/** A redactor for one recording. `learnUser` adds an account name met on the way (a folder in /home). */
export function textRedactor(
  names: PersonalNames,
  ids: WindowsStandIns,
): { text: RedactText; learnUser(name: string): void } {
  const users = new Map<string, string>();
  const learnUser = (name: string) => {
    if (name === '' || isNobody(name) || users.has(name) || users.size >= MAX_USERS) return;
    users.set(name, users.size === 0 ? 'user' : `user-${users.size + 1}`);
  };
  for (const name of names.users) learnUser(name);
  for (const home of names.homes) {
    const folder = /^(?:\/home|\/Users|[A-Z]:\\Users)[\\/]([^\\/]+)$/i.exec(home)?.[1];
    if (folder !== undefined) learnUser(folder);
  }
  const hosts = names.hosts
    .filter((host) => host.length >= 3 && !commonNames.has(host.toLowerCase()))
    .sort((a, b) => b.length - a.length);

  const text: RedactText = (given) => {
    if (isHex(given)) return replaceInHex(given, [...hosts, ...users.keys()]);
    let redacted = given.replace(
      /((?:\/home|\/Users|\b[A-Z]:\\+Users|%2Fhome)(?:\\+|\/|%2F))([^\\/\s:"'<>|%]+)/gi,
      (whole, folder: string, name: string) => {
        learnUser(name);
        return isNobody(name) ? whole : `${folder}${users.get(name) ?? 'user-more'}`;
      },
    );
    redacted = redacted.replace(URL_ACCOUNT, '$1REDACTED@').replace(URL_QUERY, '$1REDACTED');
    redacted = redacted.replace(SECRET_PAIR, '$1REDACTED');
    redacted = redacted.replace(E_MAIL, (whole, _host, ending: string) =>
      unitEndings.has(ending.toLowerCase()) ? whole : 'user@example.invalid',
    );
    redacted = redacted.replace(MAC_ADDRESS, (address) => address.replace(/[0-9a-f]/gi, '0'));
    redacted = redacted.replace(
      DIRECTORY_ID,
      (_whole, key: string, id: string) => `${key}${ids.directoryId(id)}`,
    );
    redacted = ids.text(redacted);
    redacted = redacted.replace(SERIAL_LINE, '$1REDACTED');
    for (const host of hosts) redacted = replaceWord(redacted, host, 'host');
    for (const [name, stand] of users) {
      if (name.length >= 2) redacted = replaceWord(redacted, name, stand);
    }
    return redacted;
  };
  return { text, learnUser };
}

/** Every id in the value of such a key. */
export function redactDirectoryId(text: string, ids: WindowsStandIns): string {
  return text.replace(new RegExp(GUID.source, 'gi'), (id) => ids.directoryId(id));
}

/** Whole words only, upper or lower case: `anna` in `anna@pc`, not in `annapurna`. */
function replaceWord(text: string, word: string, stand: string): string {
  const quoted = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return text.replace(new RegExp(`(?<![\\p{L}\\p{N}])${quoted}(?![\\p{L}\\p{N}])`, 'giu'), () => stand);
}

/** Bytes as Files and DeviceNodes give them; short words of these letters are taken as words. */
function isHex(text: string): boolean {
  return text.length >= 32 && text.length % 2 === 0 && /^[0-9a-f]+$/.test(text);
}

/** Names inside bytes given as hex, in ASCII or UTF-16LE, are overwritten in place so that lengths stay true. */
function replaceInHex(text: string, names: readonly string[]): string {
  let hex = text;
  for (const name of names) {
    if (name.length < 3) continue;
    for (const encoding of ['utf8', 'utf16le'] as const) {
      const needle = Buffer.from(name, encoding).toString('hex');
      const stand = Buffer.from('x'.repeat(name.length), encoding).toString('hex');
      if (needle.length === stand.length) hex = hex.replaceAll(needle, stand);
    }
  }
  return hex;
}
