import { readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { DeviceReport } from '../contract/report.ts';
import type { Clock } from '../platform/clock.ts';
import { makeFolders } from '../platform/make-folders.ts';
import { parseJson, readTextIfThere, stateFile } from '../platform/state-file.ts';
import { systemCode } from '../platform/system-code.ts';
import { asStateProblem, unfinishedPrefix, writeAtomically } from '../platform/write-atomically.ts';

/** Bounds of the outbox (docs/architecture.md, trust). */
export type OutboxLimits = { maxAgeMs: number; maxBytes: number };
export const defaultOutboxLimits: OutboxLimits = {
  maxAgeMs: 7 * 24 * 60 * 60_000,
  maxBytes: 50 * 1024 * 1024,
};

export type OutboxEntry = { name: string; report: DeviceReport };
export type OutboxCounts = { waiting: number; setAside: number; dropped: number };

/** Reports waiting to be sent, one file each, oldest first. Safe with several processes and after a crash at any moment. */
export type Outbox = {
  /** Stores a report and then drops the oldest beyond the bounds. Throws `state.disk-full`, `state.not-writable`. */
  add(report: DeviceReport): Promise<void>;
  /** The oldest readable report that is not in `except`; unreadable ones met on the way are set aside. */
  oldest(except?: ReadonlySet<string>): Promise<OutboxEntry | null>;
  remove(name: string): Promise<void>;
  /** Keeps an entry that can never be sent where a person can look at it. */
  setAside(name: string): Promise<void>;
  counts(): Promise<OutboxCounts>;
};

const entryName = /^(\d{15})-[0-9a-f-]{36}\.json$/;
const unfinishedMaxAgeMs = 10 * 60_000;
/** Set-aside entries are for a person to look at; more than these would only fill the disk. */
const maxSetAside = 50;
const DroppedRecord = z.strictObject({ dropped: z.number().int().nonnegative() });

type Kept = { name: string; order: number; sizeBytes: number };

/** Opens the outbox in `folder`, which is made on first use. */
export function openOutbox(folder: string, clock: Clock, limits: OutboxLimits = defaultOutboxLimits): Outbox {
  const asideFolder = join(folder, 'set-aside');
  const droppedFile = stateFile(join(folder, 'dropped.json'), DroppedRecord);

  async function droppedSoFar(): Promise<number> {
    const read = await droppedFile.read();
    return read.kind === 'found' ? read.value.dropped : 0;
  }

  async function moveAside(name: string): Promise<void> {
    try {
      await makeFolders(asideFolder, 0o700);
      await rename(join(folder, name), join(asideFolder, name));
      const oldest = (await namesIn(asideFolder)).sort().slice(0, -maxSetAside);
      for (const surplus of oldest) await rm(join(asideFolder, surplus), { force: true });
    } catch (error) {
      // Another process may have sent or moved it in between.
      if (systemCode(error) !== 'ENOENT') throw asStateProblem(error, join(asideFolder, name));
    }
  }

  /** Drops by age and size. The newest stays whatever the clock says: a clock set wrong must not empty the outbox. */
  async function keepWithinBounds(): Promise<void> {
    await sweepUnfinished(folder, clock);
    const kept = await listEntries(folder);
    const nowMs = clock.now().getTime();
    let sizeBytes = kept.reduce((sum, entry) => sum + entry.sizeBytes, 0);
    const drop: Kept[] = [];
    for (const entry of kept.slice(0, -1)) {
      if (nowMs - entry.order <= limits.maxAgeMs && sizeBytes <= limits.maxBytes) continue;
      drop.push(entry);
      sizeBytes -= entry.sizeBytes;
    }
    if (drop.length === 0) return;
    // Counted first: a crash in between counts one too many rather than losing one silently.
    await droppedFile.write({ dropped: (await droppedSoFar()) + drop.length });
    for (const entry of drop) await rm(join(folder, entry.name), { force: true });
  }

  return {
    async add(report) {
      const newest = (await listEntries(folder)).at(-1);
      // Order survives a clock set back: never below the newest already there.
      const order = Math.max(clock.now().getTime(), (newest?.order ?? 0) + 1);
      const name = `${String(order).padStart(15, '0')}-${report.reportId}.json`;
      await writeAtomically(join(folder, name), JSON.stringify(report));
      await keepWithinBounds();
    },
    async oldest(except) {
      for (const { name } of await listEntries(folder)) {
        if (except?.has(name)) continue;
        const text = await readTextIfThere(join(folder, name));
        if (text === null) continue;
        const report = DeviceReport.safeParse(parseJson(text));
        if (report.success) return { name, report: report.data };
        await moveAside(name);
      }
      return null;
    },
    async remove(name) {
      await rm(join(folder, name), { force: true });
    },
    setAside: moveAside,
    async counts() {
      const waiting = (await listEntries(folder)).length;
      const setAside = (await namesIn(asideFolder)).length;
      return { waiting, setAside, dropped: await droppedSoFar() };
    },
  };
}

async function listEntries(folder: string): Promise<Kept[]> {
  const kept: Kept[] = [];
  for (const name of (await namesIn(folder)).sort()) {
    const order = entryName.exec(name)?.[1];
    if (order === undefined) continue;
    const about = await stat(join(folder, name)).catch(() => null);
    if (about?.isFile()) kept.push({ name, order: Number(order), sizeBytes: about.size });
  }
  return kept;
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw asStateProblem(error, folder);
  }
}

/** Removes what a killed process left half-written. Young ones may belong to a process still writing. */
async function sweepUnfinished(folder: string, clock: Clock): Promise<void> {
  for (const name of await namesIn(folder)) {
    if (!name.startsWith(unfinishedPrefix)) continue;
    const about = await stat(join(folder, name)).catch(() => null);
    if (about !== null && clock.now().getTime() - about.mtimeMs > unfinishedMaxAgeMs)
      await rm(join(folder, name), { force: true });
  }
}
