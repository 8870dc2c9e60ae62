import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { TransportError } from './transport.ts';

type Problem = TransportError['problem'];

/**
 * Codes that hidapi puts in its messages as (0x00000005): GetLastError on Windows, IOReturn on macOS. They mean the same in
 * every language of the system.
 * https://learn.microsoft.com/en-us/windows/win32/debug/system-error-codes--0-499-
 * https://github.com/apple-oss-distributions/xnu/blob/main/iokit/IOKit/IOReturn.h
 */
const problemOfCode: Record<number, Problem> = {
  2: 'gone', // ERROR_FILE_NOT_FOUND
  3: 'gone', // ERROR_PATH_NOT_FOUND
  5: 'denied', // ERROR_ACCESS_DENIED
  21: 'gone', // ERROR_NOT_READY
  31: 'gone', // ERROR_GEN_FAILURE, seen when a device is pulled out while in use
  32: 'busy', // ERROR_SHARING_VIOLATION
  433: 'gone', // ERROR_NO_SUCH_DEVICE
  1167: 'gone', // ERROR_DEVICE_NOT_CONNECTED
  3758097088: 'gone', // kIOReturnNoDevice
  3758097089: 'denied', // kIOReturnNotPrivileged
  3758097093: 'busy', // kIOReturnExclusiveAccess
  3758097109: 'busy', // kIOReturnBusy
  3758097122: 'denied', // kIOReturnNotPermitted
};

/** hidapi's and strerror's own words (always English: node-hid's process keeps the C locale). */
const problemOfWords: readonly [RegExp, Problem][] = [
  [/permission denied|operation not permitted|access is denied/i, 'denied'],
  [/resource busy|resource temporarily unavailable|exclusive access|sharing violation/i, 'busy'],
  [/no such (device|file)|disconnected|mach entry not found|not connected/i, 'gone'],
];

/** What node-hid's text says, or null where it says nothing of use. */
export function problemOfMessage(message: string): Problem | null {
  const code = /\((0x[0-9a-f]{8})\)/i.exec(message)?.[1];
  const byCode = code === undefined ? undefined : problemOfCode[Number(code)];
  return byCode ?? problemOfWords.find(([words]) => words.test(message))?.[1] ?? null;
}

/** Why a node did not open. The message names the path, so nothing of it is passed on. */
export async function openFailure(path: string, error: unknown): Promise<TransportError> {
  const byMessage = problemOfMessage(textOf(error));
  const problem = byMessage ?? (process.platform === 'linux' ? await problemOfPath(path) : null);
  return new TransportError(problem ?? 'not-supported', openWords[problem ?? 'not-supported'], {
    cause: error,
  });
}

/**
 * Why reading or writing broke off. On Windows this is where a refusal shows: without elevation hidapi opens a FIDO key with no
 * rights at all, and only using it fails. Anything not understood counts as gone: the key cannot be talked to any more.
 */
export function brokenOff(error: unknown): TransportError {
  const problem = problemOfMessage(textOf(error)) ?? 'gone';
  return new TransportError(problem, useWords[problem], { cause: error });
}

const openWords: Record<Problem, string> = {
  denied: 'the system refused to open the key',
  busy: 'another program holds the key',
  gone: 'the key is no longer there',
  'not-supported': 'the HID library could not open the key',
};

const useWords: Record<Problem, string> = {
  denied: 'the system refused to let the key be used',
  busy: 'another program holds the key',
  gone: 'the connection to the key broke off',
  'not-supported': 'the HID library cannot use the key',
};

async function problemOfPath(path: string): Promise<Problem | null> {
  try {
    await access(path, constants.R_OK | constants.W_OK);
    return null;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (code === 'EACCES' || code === 'EPERM') return 'denied';
    return ['ENOENT', 'ENODEV', 'ENXIO', 'ENOTDIR'].includes(code) ? 'gone' : null;
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
