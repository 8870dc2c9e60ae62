import type { Reading } from '../../contract/observation.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import { knownReading, notApplicable, unknown, unknownFrom } from '../probe.ts';
import {
  findCodeDirectory,
  findProgram,
  findSignature,
  MACHO_HEADER_BYTES,
  readTeam,
  sizeOfCommands,
} from './parse-code-signature.ts';

const MAX_COMMANDS = 32 * 1024;
const MAX_SIGNATURE_HEAD = 1024;

const unlike = unknown('unreadable', 'the program has another layout');
const unsigned = notApplicable('the signature names no team');

/**
 * The team that an app's signature names. Five short reads and no process. That the signature holds is not checked: only macOS' own check
 * of the whole bundle can, so this is what the app says of itself.
 */
export async function readTeamId(reach: ProbeReach, program: string): Promise<Reading<string>> {
  const read = async (offset: number, length: number) => {
    const bytes = await reach.files.readHexAt(program, offset, length);
    return bytes.ok ? Buffer.from(bytes.value, 'hex') : unknownFrom(bytes, 'the program of an app');
  };
  const head = await read(0, MACHO_HEADER_BYTES);
  if (!Buffer.isBuffer(head)) return head;
  const start = findProgram(head);
  if (start === null) return unlike;
  const header = await read(start, MACHO_HEADER_BYTES);
  if (!Buffer.isBuffer(header)) return header;
  const size = sizeOfCommands(header);
  if (size === null || size > MAX_COMMANDS) return unlike;
  const commands = await read(start + MACHO_HEADER_BYTES, size);
  if (!Buffer.isBuffer(commands)) return commands;
  const signatureAt = findSignature(commands);
  if (signatureAt === 'none') return unsigned;
  if (signatureAt === null) return unlike;
  const signature = await read(start + signatureAt, MAX_SIGNATURE_HEAD);
  if (!Buffer.isBuffer(signature)) return signature;
  const directoryAt = findCodeDirectory(signature);
  if (directoryAt === null) return unlike;
  const directory = await read(start + signatureAt + directoryAt, MAX_SIGNATURE_HEAD);
  if (!Buffer.isBuffer(directory)) return directory;
  const team = readTeam(directory);
  if (team === 'none') return unsigned;
  return team === null ? unlike : knownReading(team);
}
