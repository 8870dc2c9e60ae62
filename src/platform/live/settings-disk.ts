import { constants, type Stats } from 'node:fs';
import { lstat, open, opendir, realpath, stat } from 'node:fs/promises';
import { sep } from 'node:path';
import type { Outcome } from '../reach.ts';
import { readUpTo } from '../read-up-to.ts';
import type { SettingsDisk } from '../settings/settings-disk.ts';
import { failure, failureOf, success } from './outcomes.ts';

const LATELY_MS = 30 * 24 * 60 * 60 * 1000;
/** For one answer of the disk: a share that is gone may keep it for minutes. In ticks, so that time in which this process itself was busy counts as one. */
const TICK_MS = 100;
const MOST_TICKS = 15;
const MOST_NAMES = 10_000;

/**
 * This machine's disk, as settings are looked for on it. Only regular files are opened: opening a device may act, and a fifo or a socket may wait. Of a person's
 * settings only what lies in their home and belongs to them or to root is read, so that nobody else's file can be put where theirs belongs.
 */
export function settingsDisk(): SettingsDisk {
  return {
    list: (folder, within) =>
      attempt(async () => {
        const real = await realPlace(folder, within);
        if (real === null) return leadsOut;
        const names: string[] = [];
        for await (const { name } of await opendir(real, { bufferSize: 256 })) {
          names.push(name);
          if (names.length > MOST_NAMES) return failure('too-large', `over ${MOST_NAMES} names in a folder`);
        }
        return success(names.sort());
      }),
    stands: (path, within) =>
      attempt(async () => {
        await lstat(path);
        return (await realPlace(path, within)) === null ? leadsOut : success(true);
      }),
    read: (path, maxBytes, within) => attempt(() => readFile(path, maxBytes, within)),
  };
}

const leadsOut = failure('refused', 'leads out of the home folder');
const noFile = failure('unreadable', 'not a regular file');

async function readFile(
  path: string,
  maxBytes: number,
  within: string | undefined,
): Promise<Outcome<{ bytes: Buffer; changedLately: boolean }>> {
  const real = await realPlace(path, within);
  if (real === null) return leadsOut;
  if (!(await stat(real)).isFile()) return noFile;
  // Links were followed above; one that came since then is not.
  const file = await open(
    real,
    constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0),
  );
  try {
    const about = await file.stat();
    if (!about.isFile()) return noFile;
    if (within !== undefined && !(await isTheirs(about, within)))
      return failure('refused', 'belongs to someone else');
    if (about.size > maxBytes) return failure('too-large', `over ${maxBytes} bytes`);
    const bytes = await readUpTo(file, maxBytes);
    if (bytes === null) return failure('too-large', `over ${maxBytes} bytes`);
    const after = await file.stat();
    if (after.size !== about.size || after.mtimeMs !== about.mtimeMs || bytes.length !== about.size)
      return failure('busy', 'changed while it was read');
    return success({ bytes, changedLately: Date.now() - about.mtimeMs < LATELY_MS });
  } finally {
    await file.close();
  }
}

/** Where it really is; null outside the home. Both are asked of the system, so upper and lower case agree where it does not tell them apart. */
async function realPlace(path: string, within: string | undefined): Promise<string | null> {
  if (within === undefined) return realpath(path);
  const [home, real] = await Promise.all([realpath(within), realpath(path)]);
  return real === home || real.startsWith(home.endsWith(sep) ? home : home + sep) ? real : null;
}

/** Windows tells no owner by number; there the access lists of homes keep others out. */
async function isTheirs(file: Stats, within: string): Promise<boolean> {
  if (process.platform === 'win32') return true;
  const home = await stat(within);
  return [0, home.uid, process.geteuid?.()].includes(file.uid);
}

async function attempt<Value>(ask: () => Promise<Outcome<Value>>): Promise<Outcome<Value>> {
  let ticking: NodeJS.Timeout | undefined;
  const late = new Promise<Outcome<Value>>((resolve) => {
    let ticks = 0;
    ticking = setInterval(() => {
      ticks += 1;
      if (ticks >= MOST_TICKS) resolve(failure('timed-out', `after ${MOST_TICKS * TICK_MS} ms`));
    }, TICK_MS);
  });
  try {
    return await Promise.race([ask().catch((error: unknown) => failureOf(error)), late]);
  } finally {
    clearInterval(ticking);
  }
}
