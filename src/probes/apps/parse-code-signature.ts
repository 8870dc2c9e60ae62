// Parts of a signed program of macOS, each read on its own so that no program need be read whole. Layouts: mach-o/fat.h and mach-o/loader.h
// (https://github.com/apple-oss-distributions/xnu/tree/main/EXTERNAL_HEADERS/mach-o), cs_blobs.h
// (https://github.com/apple-oss-distributions/xnu/blob/main/osfmk/kern/cs_blobs.h). Null = not of this layout.

const FAT = 0xcafebabe;
const FAT_64 = 0xcafebabf;
const MACHO_64 = 0xfeedfacf;
const LC_CODE_SIGNATURE = 0x1d;
const SUPER_BLOB = 0xfade0cc0;
const CODE_DIRECTORY = 0xfade0c02;
const SLOT_CODE_DIRECTORY = 0;
/** Since this version a code directory can name a team. */
const VERSION_WITH_TEAM = 0x20200;

export const MACHO_HEADER_BYTES = 32;
const MOST_PLACES = 100;

/** Where the first program in the file begins: 0, or behind the table of one for several processors. */
export function findProgram(head: Buffer): number | null {
  if (head.length < MACHO_HEADER_BYTES) return null;
  if (head.readUInt32LE(0) === MACHO_64) return 0;
  const magic = head.readUInt32BE(0);
  const count = head.readUInt32BE(4);
  // A class file of Java begins alike, with its version where the number of programs stands.
  if (count === 0 || count > 20) return null;
  if (magic === FAT) return head.readUInt32BE(16);
  const offset = magic === FAT_64 ? Number(head.readBigUInt64BE(16)) : null;
  return offset !== null && Number.isSafeInteger(offset) ? offset : null;
}

/** How many bytes of load commands follow the header. */
export function sizeOfCommands(header: Buffer): number | null {
  if (header.length < MACHO_HEADER_BYTES || header.readUInt32LE(0) !== MACHO_64) return null;
  return header.readUInt32LE(20);
}

/** Where the signature lies, from the program's beginning; `none` = it is not signed. */
export function findSignature(commands: Buffer): number | 'none' | null {
  let at = 0;
  while (at + 8 <= commands.length) {
    const command = commands.readUInt32LE(at);
    const size = commands.readUInt32LE(at + 4);
    if (size < 8 || at + size > commands.length) return null;
    if (command === LC_CODE_SIGNATURE) return size >= 16 ? commands.readUInt32LE(at + 8) : null;
    at += size;
  }
  return at === commands.length ? 'none' : null;
}

/** Where the code directory lies, from the signature's beginning. */
export function findCodeDirectory(signature: Buffer): number | null {
  if (signature.length < 12 || signature.readUInt32BE(0) !== SUPER_BLOB) return null;
  const count = Math.min(signature.readUInt32BE(8), MOST_PLACES);
  for (let at = 12; at < 12 + count * 8 && at + 8 <= signature.length; at += 8) {
    if (signature.readUInt32BE(at) === SLOT_CODE_DIRECTORY) return signature.readUInt32BE(at + 4);
  }
  return null;
}

/** The team that a code directory names; `none` = it names none, as with a signature made without a certificate. */
export function readTeam(directory: Buffer): string | 'none' | null {
  if (directory.length < 52 || directory.readUInt32BE(0) !== CODE_DIRECTORY) return null;
  if (directory.readUInt32BE(8) < VERSION_WITH_TEAM) return 'none';
  const at = directory.readUInt32BE(48);
  if (at === 0) return 'none';
  const end = directory.indexOf(0, at);
  const team = end < 0 ? '' : directory.toString('latin1', at, end);
  // https://developer.apple.com/help/account/manage-your-team/locate-your-team-id/
  return /^[A-Z0-9]{10}$/.test(team) ? team : null;
}
