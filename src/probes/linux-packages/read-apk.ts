import type { Outcome, ProbeReach } from '../../platform/reach.ts';
import { tidyText } from '../probe.ts';
import { type InstalledPackages, isWanted, type WantedPackages } from './parse-dpkg-status.ts';

/** The database, the place of newer releases with one `/usr` second: https://wiki.alpinelinux.org/wiki/Apk_spec */
const databases = ['/lib/apk/db/installed', '/usr/lib/apk/db/installed'];
const MAX_DATABASE_BYTES = 64 * 1024 * 1024;

/** apk's packages; `not-found` where the system has no apk. */
export async function readApk(
  reach: ProbeReach,
  wanted: WantedPackages,
): Promise<Outcome<InstalledPackages>> {
  for (const path of databases) {
    const text = await reach.files.readText(path, MAX_DATABASE_BYTES);
    if (!text.ok && text.problem === 'not-found') continue;
    if (!text.ok) return text;
    const packages = parseApkInstalled(text.value, wanted);
    return packages === 'unreadable'
      ? { ok: false, problem: 'unreadable', detail: `${path} lists no package` }
      : { ok: true, value: packages };
  }
  return { ok: false, problem: 'not-found' };
}

/** Paragraphs of lines that begin with a letter: `P:` the name, `V:` the version. `unreadable` when the text holds something, but no package. */
export function parseApkInstalled(text: string, wanted: WantedPackages): InstalledPackages | 'unreadable' {
  const versions = new Map<string, string>();
  let count = 0;
  for (const [, name, rest] of text.matchAll(/^P:(\S{1,200})\n((?:[A-Za-z]:.*\n?)*)/gm)) {
    if (name === undefined) continue;
    count += 1;
    if (!isWanted(wanted, name)) continue;
    const version = /^V:(\S+)$/m.exec(rest ?? '')?.[1];
    if (version !== undefined) versions.set(name, tidyText(version, 100));
  }
  return count === 0 && text.trim() !== '' ? 'unreadable' : { count, versions };
}
