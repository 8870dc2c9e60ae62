import type { Reading } from '../../contract/observation.ts';
import type { Outcome, ProbeReach } from '../../platform/reach.ts';
import type { InstalledPackages } from '../linux-packages/parse-dpkg-status.ts';
import { readDpkg } from '../linux-packages/read-dpkg.ts';
import { readRpmVersions } from '../linux-packages/read-rpm.ts';
import { type Failed, knownReading, unknown, unknownFrom } from '../probe.ts';
import { browserPackages } from './known-browsers.ts';
import type { LocatedBrowser } from './locate-browser.ts';
import { parseApplicationIni, parseMetainfo, parseSnapYaml, upstreamVersion } from './parse-versions.ts';

const MAX_METAINFO_BYTES = 4 * 1024 * 1024;
/** Ubuntu's empty packages that only install the snap: `1:1snap1-0ubuntu5`. Not a browser's version. */
const TRANSITIONAL = /snap\d/;

type Read = { path: string; parse: (text: string) => string | null };
type Found = { version: string; source: string };

async function readFirst(reach: ProbeReach, reads: readonly Read[]): Promise<Found | Failed | null> {
  let telling: Failed | null = null;
  for (const { path, parse } of reads) {
    const text = await reach.files.readText(path, MAX_METAINFO_BYTES);
    const version = text.ok ? parse(text.value) : null;
    if (version !== null) return { version, source: path };
    if (!text.ok && text.problem !== 'not-found') telling ??= text;
  }
  return telling;
}

/** https://docs.flatpak.org/en/latest/conventions.html#metainfo-files */
function flatpakFiles(id: string, homeDir: string): Read[] {
  return [`${homeDir}/.local/share/flatpak`, '/var/lib/flatpak'].flatMap((root) =>
    ['metainfo/{}.metainfo.xml', 'metainfo/{}.appdata.xml', 'appdata/{}.appdata.xml'].map((file) => ({
      path: `${root}/app/${id}/current/active/files/share/${file.replace('{}', id)}`,
      parse: parseMetainfo,
    })),
  );
}

function snapFiles(name: string): Read[] {
  return ['/snap', '/var/lib/snapd/snap'].map((root) => ({
    path: `${root}/${name}/current/meta/snap.yaml`,
    parse: parseSnapYaml,
  }));
}

/** Where a browser's program may stand beside its own files. The program may be a link into that folder, or a script. */
export async function installFolders(reach: ProbeReach, browser: LocatedBrowser): Promise<string[]> {
  if (browser.packaging === 'flatpak' || browser.packaging === 'snap') return [];
  const real = await reach.files.realPath(browser.program);
  const program = browser.program.slice(browser.program.lastIndexOf('/') + 1);
  const besides = [real.ok ? real.value : browser.program, browser.program]
    .filter((path) => path.startsWith('/'))
    .map((path) => path.slice(0, path.lastIndexOf('/')));
  const usual = browser.packaging === 'system' ? [`/usr/lib64/${program}`, `/usr/lib/${program}`] : [];
  return [...new Set([...besides, ...usual])];
}

/** Mozilla's programs carry their version beside them. */
async function applicationIniFiles(reach: ProbeReach, browser: LocatedBrowser): Promise<Read[]> {
  return (await installFolders(reach, browser)).map((folder) => ({
    path: `${folder}/application.ini`,
    parse: parseApplicationIni,
  }));
}

/** Package databases, each asked once for all browsers and only when a browser needs it. */
export function packageVersions(reach: ProbeReach) {
  let dpkg: Promise<Outcome<InstalledPackages>> | undefined;
  let rpm: Promise<Outcome<ReadonlyMap<string, string>>> | undefined;
  return async (packages: readonly string[]): Promise<Found | Failed> => {
    dpkg ??= readDpkg(reach, browserPackages);
    const fromDpkg = await dpkg;
    if (fromDpkg.ok) {
      for (const name of packages) {
        const version = fromDpkg.value.versions.get(name);
        const upstream =
          version === undefined || TRANSITIONAL.test(version) ? null : upstreamVersion(version);
        if (upstream !== null) return { version: upstream, source: 'dpkg' };
      }
    }
    rpm ??= readRpmVersions(reach, [...browserPackages]);
    const fromRpm = await rpm;
    if (fromRpm.ok) {
      for (const name of packages) {
        const upstream = upstreamVersion(fromRpm.value.get(name) ?? '');
        if (upstream !== null) return { version: upstream, source: 'rpm' };
      }
    }
    const telling = [fromDpkg, fromRpm].find((one) => !one.ok && one.problem !== 'not-found');
    return telling !== undefined && !telling.ok
      ? telling
      : { ok: false, problem: 'not-found', detail: 'no package database or file names its version' };
  };
}

/** Version from files and package databases; the browser is never started. */
export async function readBrowserVersion(
  reach: ProbeReach,
  browser: LocatedBrowser,
  homeDir: string,
  askPackages: ReturnType<typeof packageVersions>,
): Promise<{ version: Reading<string>; source: string | null }> {
  let found: Found | Failed | null = null;
  if (browser.flatpakId !== null) found = await readFirst(reach, flatpakFiles(browser.flatpakId, homeDir));
  else if (browser.snapName !== null) found = await readFirst(reach, snapFiles(browser.snapName));
  else {
    if (browser.family === 'firefox' || browser.known === undefined) {
      found = await readFirst(reach, await applicationIniFiles(reach, browser));
    }
    const told = found !== null && 'version' in found;
    if (!told && browser.packaging === 'system' && browser.known !== undefined) {
      found = await askPackages(browser.known.packages);
    }
  }
  if (found !== null && 'version' in found)
    return { version: knownReading(found.version), source: found.source };
  const version =
    found === null
      ? unknown('unreadable', 'no package database or file names its version')
      : unknownFrom(found);
  return { version, source: null };
}
