import { randomUUID } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, uptime } from 'node:os';
import { join } from 'node:path';
import { lock } from 'proper-lockfile';
import { z } from 'zod';
import { ProblemError } from '../../contract/problem.ts';
import { systemCode } from '../../platform/system-code.ts';

/**
 * After so long without a sign of life a lock is stale even if its owner cannot be told dead, milliseconds. Long, because
 * starting the embedded database holds the process for seconds, on a busy machine for tens of them.
 */
const staleMs = 120_000;
const gateStaleMs = 15_000;
/** Two readings of when the machine started differ by clock corrections only. */
const bootToleranceMs = 60_000;
/** Tells this process from an earlier one with the same number, as in a restarted container. */
const thisProcess = randomUUID();

const Owner = z.object({
  pid: z.number().int().positive(),
  host: z.string(),
  process: z.string(),
  bootedAtMs: z.number(),
});
type Owner = z.infer<typeof Owner>;

export type FolderLock = { release(): Promise<void> };

/**
 * Makes sure that only one collector has the folder open: two PostgreSQLs in one folder would destroy it. A lock whose
 * owner was killed is taken over at once when the owner ran on this host and its process is gone, else when it went stale.
 * `onLost` hears when another process took the lock away from this one. Throws `collector.data-folder-in-use`.
 */
export async function lockDataFolder(dataDir: string, onLost: (error: Error) => void): Promise<FolderLock> {
  const ownerFile = join(dataDir, 'collector.owner.json');
  const lockfilePath = join(dataDir, 'collector.lock');
  // Judging the present owner and becoming it is one step at a time, or two starters could both remove one stale lock.
  const leaveGate = await lock(join(dataDir, 'collector.gate'), {
    realpath: false,
    stale: gateStaleMs,
    retries: { retries: 90, factor: 1, minTimeout: 200, maxTimeout: 200 },
  }).catch((error: unknown) => {
    throw isHeld(error) ? inUse(dataDir, undefined, error) : error;
  });
  try {
    const acquire = () => lock(dataDir, { lockfilePath, stale: staleMs, onCompromised: onLost });
    const release = await acquire().catch(async (error: unknown) => {
      if (!isHeld(error)) throw error;
      const owner = await readOwner(ownerFile);
      if (!owner || !isGone(owner)) throw inUse(dataDir, owner, error);
      await rm(lockfilePath, { recursive: true, force: true });
      return acquire();
    });
    // The owner's name stays when the lock goes: removing it could hit the next owner's.
    await writeFile(ownerFile, JSON.stringify(describeSelf())).catch(async (error: unknown) => {
      await release();
      throw error;
    });
    return { release };
  } finally {
    await leaveGate();
  }
}

function isHeld(error: unknown): boolean {
  return systemCode(error) === 'ELOCKED';
}

async function readOwner(file: string): Promise<Owner | undefined> {
  try {
    return Owner.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return undefined;
  }
}

function describeSelf(): Owner {
  return {
    pid: process.pid,
    host: hostname(),
    process: thisProcess,
    bootedAtMs: Math.round(Date.now() - uptime() * 1000),
  };
}

/** True only when the owner is certainly no more; processes of another host cannot be judged from here. */
function isGone(owner: Owner): boolean {
  const self = describeSelf();
  if (owner.host !== self.host) return false;
  if (Math.abs(owner.bootedAtMs - self.bootedAtMs) > bootToleranceMs) return true;
  return owner.pid === self.pid ? owner.process !== self.process : !isRunning(owner.pid);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCode(error) !== 'ESRCH';
  }
}

function inUse(dataDir: string, owner: Owner | undefined, cause: unknown): ProblemError {
  const who = owner ? `process ${owner.pid} on ${owner.host}` : 'another collector';
  return new ProblemError('collector.data-folder-in-use', `${who} has ${dataDir} open`, {
    where: dataDir,
    cause,
  });
}
