import { z } from 'zod';
import type { Outcome, ProbeReach } from '../../platform/reach.ts';
import type { InstalledPackages, WantedPackages } from './parse-dpkg-status.ts';
import { parseRpmList, RPM_QUERY_FORMAT } from './parse-rpm-list.ts';

const RPM = '/usr/bin/rpm';
/** Where rpm keeps its database, newer place first: https://fedoraproject.org/wiki/Changes/RelocateRPMToUsr */
const databaseFolders = ['/usr/lib/sysimage/rpm', '/var/lib/rpm'];
const LIST_LIMIT_MS = 5000;
/** Below the limits of the signals that ask for a few names, so that a hanging rpm costs the version, not the signal. */
const NAMES_LIMIT_MS = 2500;

const Result = z.object({ exitCode: z.number().int(), stdout: z.string() });

/** Is there an rpm database? `not-found` where the system has none, so that no program is started for nothing. */
export async function findRpmDatabase(reach: ProbeReach): Promise<Outcome<string>> {
  for (const folder of databaseFolders) {
    const there = await reach.files.kind(folder);
    if (there.ok) return { ok: true, value: folder };
    if (there.problem !== 'not-found') return there;
  }
  return { ok: false, problem: 'not-found' };
}

async function query(
  reach: ProbeReach,
  args: readonly string[],
  timeLimitMs: number,
): Promise<Outcome<z.infer<typeof Result>>> {
  const database = await findRpmDatabase(reach);
  if (!database.ok) return database;
  const ran = await reach.commands.run(RPM, args, timeLimitMs);
  if (!ran.ok) {
    // The database is there: a missing program must not read as "this system does not use rpm".
    return ran.problem === 'not-found'
      ? { ...ran, problem: 'not-supported', detail: `${RPM} is not there` }
      : ran;
  }
  const result = Result.safeParse(ran.value);
  return result.success
    ? { ok: true, value: result.data }
    : { ok: false, problem: 'unreadable', detail: 'rpm answered in another form' };
}

/** All of rpm's packages; `not-found` where the system has no rpm database. Starts one process. */
export async function readRpm(
  reach: ProbeReach,
  wanted: WantedPackages,
): Promise<Outcome<InstalledPackages>> {
  const result = await query(reach, ['-qa', '--qf', RPM_QUERY_FORMAT], LIST_LIMIT_MS);
  if (!result.ok) return result;
  return result.value.exitCode === 0
    ? { ok: true, value: parseRpmList(result.value.stdout, wanted) }
    : { ok: false, problem: 'refused', detail: `rpm ended with ${result.value.exitCode}` };
}

/** Versions of a few packages by name. rpm ends with the number of those it does not have. Starts one process. */
export async function readRpmVersions(
  reach: ProbeReach,
  names: readonly string[],
): Promise<Outcome<ReadonlyMap<string, string>>> {
  const result = await query(reach, ['-q', '--qf', RPM_QUERY_FORMAT, ...names], NAMES_LIMIT_MS);
  if (!result.ok) return result;
  const { versions } = parseRpmList(result.value.stdout, new Set(names));
  const missing = names.length - versions.size;
  // Fewer misses than it counted would mean that the database itself could not be read.
  const reportedMissing = (result.value.stdout.match(/ is not installed\s*$/gm) ?? []).length;
  return missing === reportedMissing || missing === 0
    ? { ok: true, value: versions }
    : { ok: false, problem: 'unreadable', detail: `rpm ended with ${result.value.exitCode}` };
}
