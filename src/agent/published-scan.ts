import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { PlatformName } from '../contract/platform-name.ts';
import { ProblemError } from '../contract/problem.ts';
import { PartialReport } from '../contract/report.ts';
import type { Clock } from '../platform/clock.ts';
import type { FolderRights } from '../platform/folder-rights.ts';
import { readUpTo } from '../platform/read-up-to.ts';
import { parseJson } from '../platform/state-file.ts';
import { systemCode } from '../platform/system-code.ts';
import { writeAtomically } from '../platform/write-atomically.ts';
import type { MachineFolders } from './state-folder.ts';

/** Far above any report: one that is sent has at most 256 KB. */
const MAX_PUBLISHED_BYTES = 1024 * 1024;
/** A scan's facts are nested some six deep. What is nested without end would bring down whoever writes it out again. */
const MAX_DEPTH = 64;
/** Between the scan and now the clock may have been set right by a little; more, and nothing can be said for its freshness. */
const FUTURE_TOLERANCE_MS = 5 * 60_000;

export type PublishedRead =
  | { kind: 'found'; value: PartialReport }
  | { kind: 'missing' }
  /** There is something that cannot be believed or understood. It stays where it is: a reader may not change it. */
  | { kind: 'refused'; problem: ProblemError };

/** What the last device scan saw, left where every account of the machine may read it. No secret is in it. */
export type PublishedScan = {
  /** Rejects only on defects. */
  read(): Promise<PublishedRead>;
  /** Whole or not at all. Throws `scan.not-published`. */
  write(partial: PartialReport): Promise<void>;
};

/** The state folder of the machine's own account, closed to others, in the folder that all may enter. Throws `state.*`. */
export async function makeMachineState(folders: MachineFolders, rights: FolderRights): Promise<void> {
  await rights.make(folders.root, 'readable');
  await rights.make(folders.state, 'private');
}

export type PublishingParts = {
  folders: MachineFolders;
  rights: FolderRights;
  platform: PlatformName;
  clock: Clock;
};

export function publishedScanIn({ folders, rights, platform, clock }: PublishingParts): PublishedScan {
  const path = join(folders.published, 'device-scan.json');

  /** Null when nobody but the system's own account can have put the file there, or have put another one in its place. */
  async function whyNotTrusted(): Promise<string | null> {
    for (const part of [folders.root, folders.published, path]) {
      const why = await rights.whyNotTrusted(part);
      if (why !== null) return part === path ? why : `lies in ${part}, which ${why}`;
    }
    return null;
  }

  async function readText(): Promise<{ text: string } | { why: string } | null> {
    try {
      const why = await whyNotTrusted();
      return why === null ? await readBounded(path) : { why };
    } catch (error) {
      const code = systemCode(error);
      if (code === undefined) throw error;
      return code === 'ENOENT' ? null : { why: `could not be read (${code})` };
    }
  }

  return {
    async read() {
      const read = await readText();
      if (read === null) return { kind: 'missing' };
      const understood = 'why' in read ? read : understand(read.text, platform, clock.now());
      if ('value' in understood) return { kind: 'found', value: understood.value };
      const words = `what the device scan left was not used: ${path} ${understood.why}`;
      return {
        kind: 'refused',
        problem: new ProblemError('scan.device-result-refused', words, { where: path }),
      };
    },
    async write(partial) {
      try {
        const text = `${JSON.stringify(PartialReport.parse(partial))}\n`;
        if (Buffer.byteLength(text) > MAX_PUBLISHED_BYTES) throw notPublished(`${path} would be too large`);
        await rights.make(folders.root, 'readable');
        await rights.make(folders.published, 'readable');
        await writeAtomically(path, text, { mode: 0o644 });
        const why = await whyNotTrusted();
        if (why !== null) throw notPublished(`${path} ${why}, so no account would believe it`);
      } catch (error) {
        if (error instanceof ProblemError && error.code === 'scan.not-published') throw error;
        const code = error instanceof ProblemError ? error.message : systemCode(error);
        throw code === undefined ? error : notPublished(code, error);
      }
    },
  };

  function notPublished(why: string, cause?: unknown): ProblemError {
    const words = `the result could not be left for the other accounts: ${why}`;
    return new ProblemError('scan.not-published', words, { where: path, cause });
  }
}

/** Follows no link and waits for no writer, whatever stands there by now. */
async function readBounded(path: string): Promise<{ text: string } | { why: string }> {
  // Windows has neither flag; Node gives undefined there.
  const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
  const file = await open(path, flags);
  try {
    if (!(await file.stat()).isFile()) return { why: 'is no file' };
    const bytes = await readUpTo(file, MAX_PUBLISHED_BYTES);
    return bytes === null ? { why: 'is larger than any result' } : { text: bytes.toString('utf8') };
  } finally {
    await file.close();
  }
}

function understand(
  text: string,
  platform: PlatformName,
  now: Date,
): { value: PartialReport } | { why: string } {
  const json = parseJson(text);
  if (json === undefined) return { why: 'is not JSON' };
  if (!isShallow(json, MAX_DEPTH)) return { why: 'is nested too deep' };
  const checked = PartialReport.safeParse(json);
  if (!checked.success) return { why: 'has another shape than expected' };
  const { data } = checked;
  if (data.context !== 'device' || data.replayOf !== undefined || data.platform !== platform)
    return { why: 'holds no device scan of this machine' };
  const observations = Object.values(data.signals).filter((seen) => seen !== undefined);
  if (observations.some(({ context }) => context !== 'device'))
    return { why: 'holds no device scan of this machine' };
  const newestMs = Math.max(...[data.startedAt, ...observations.map(({ at }) => at)].map(Date.parse));
  if (newestMs > now.getTime() + FUTURE_TOLERANCE_MS)
    return { why: `says it is from the future (${new Date(newestMs).toISOString()})` };
  return { value: data };
}

function isShallow(value: unknown, depthLeft: number): boolean {
  if (value === null || typeof value !== 'object') return true;
  return depthLeft > 0 && Object.values(value).every((inner) => isShallow(inner, depthLeft - 1));
}
