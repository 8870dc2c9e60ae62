/**
 * A program of macOS with nothing but its head and the head of its signature, by the layouts of mach-o/loader.h, mach-o/fat.h and cs_blobs.h
 * (https://github.com/apple-oss-distributions/xnu). Made up; no program was copied.
 */
export function signedProgram(
  team: string | null,
  how: { fat?: 'no' | '32' | '64'; version?: number; signed?: boolean } = {},
): Buffer {
  const { fat = 'no', version = 0x20400, signed = true } = how;
  const commands = Buffer.concat([
    loadCommand(0x19, 72),
    ...(signed ? [signatureCommand()] : []),
    loadCommand(0x26, 16),
  ]);
  const header = Buffer.alloc(32);
  header.writeUInt32LE(0xfeedfacf, 0);
  header.writeUInt32LE(signed ? 3 : 2, 16);
  header.writeUInt32LE(commands.length, 20);
  const program = Buffer.alloc(SIGNATURE_AT + 600);
  header.copy(program);
  commands.copy(program, 32);
  superBlob(team, version).copy(program, SIGNATURE_AT);
  if (fat === 'no') return program;
  const table = Buffer.alloc(FAT_BYTES);
  table.writeUInt32BE(fat === '32' ? 0xcafebabe : 0xcafebabf, 0);
  table.writeUInt32BE(2, 4);
  if (fat === '32') table.writeUInt32BE(FAT_BYTES, 16);
  else table.writeBigUInt64BE(BigInt(FAT_BYTES), 16);
  return Buffer.concat([table, program]);
}

const SIGNATURE_AT = 1000;
const FAT_BYTES = 4096;

function loadCommand(command: number, size: number): Buffer {
  const bytes = Buffer.alloc(size);
  bytes.writeUInt32LE(command, 0);
  bytes.writeUInt32LE(size, 4);
  return bytes;
}
function signatureCommand(): Buffer {
  const bytes = loadCommand(0x1d, 16);
  bytes.writeUInt32LE(SIGNATURE_AT, 8);
  bytes.writeUInt32LE(600, 12);
  return bytes;
}

/** Requirements first, the code directory second, as nothing promises an order. */
function superBlob(team: string | null, version: number): Buffer {
  const identifier = 'com.example.vault\0';
  const directory = Buffer.alloc(88 + 60);
  directory.writeUInt32BE(0xfade0c02, 0);
  directory.writeUInt32BE(directory.length, 4);
  directory.writeUInt32BE(version, 8);
  directory.writeUInt32BE(88, 20);
  directory.write(identifier, 88, 'latin1');
  if (team !== null) {
    directory.writeUInt32BE(88 + identifier.length, 48);
    directory.write(`${team}\0`, 88 + identifier.length, 'latin1');
  }
  const index = Buffer.alloc(12 + 16);
  index.writeUInt32BE(0xfade0cc0, 0);
  index.writeUInt32BE(index.length + 12 + directory.length, 4);
  index.writeUInt32BE(2, 8);
  index.writeUInt32BE(2, 12);
  index.writeUInt32BE(index.length, 16);
  index.writeUInt32BE(0, 20);
  index.writeUInt32BE(index.length + 12, 24);
  const requirements = Buffer.from('fade0c010000000c00000000', 'hex');
  return Buffer.concat([index, requirements, directory]);
}
