import { execFileSync, spawnSync } from 'node:child_process';

/**
 * Debian packages behind the tests that use real programs. `needs`: without them the whole part is skipped. `uses`: some
 * of its tests want them and skip themselves, with a reason, where they are missing.
 */
export type PackageDemand = { needs: readonly string[]; uses: readonly string[] };

/** What can be asked of the machine about packages, so that the decisions can be tested without one. */
export interface PackageSource {
  isRoot: boolean;
  hasApt: boolean;
  isInstalled(name: string): boolean;
  /** @throws Error when apt fails. */
  install(names: readonly string[]): void;
}

export type PackagesReady = {
  /** Still missing, by what the parts demand. */
  missing: ReadonlySet<string>;
  /** What to tell the person, once; null when nothing is missing. */
  message: string | null;
};

/** Installs as root what the parts want; as anybody else only finds out what is missing. */
export function preparePackages(
  demands: readonly PackageDemand[],
  source: PackageSource,
  say: (line: string) => void,
): PackagesReady {
  const wanted = [...new Set(demands.flatMap((demand) => [...demand.needs, ...demand.uses]))];
  const absent = wanted.filter((name) => !source.isInstalled(name));
  if (absent.length === 0) return { missing: new Set(), message: null };
  const command = `apt-get install --no-install-recommends ${absent.join(' ')}`;
  if (!source.hasApt)
    return {
      missing: new Set(absent),
      message: `Some tests need programs that Debian packages as: ${absent.join(' ')}. This system has no apt-get, so those tests are skipped.`,
    };
  if (!source.isRoot)
    return {
      missing: new Set(absent),
      message: `Some tests need Debian packages that are not installed and are skipped. To run them: sudo ${command}`,
    };
  say(`installing Debian packages: ${absent.join(' ')}`);
  try {
    source.install(absent);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return {
      missing: new Set(absent.filter((name) => !source.isInstalled(name))),
      message: `Debian packages could not be installed (${why}). Tests that need them cannot run. Command: ${command}`,
    };
  }
  return { missing: new Set(absent.filter((name) => !source.isInstalled(name))), message: null };
}

// biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query's own placeholder, see dpkg-query(1).
const installedStatus = '${db:Status-Status}';

/** The packages of this machine, by dpkg and apt. */
export const systemPackages: PackageSource = {
  isRoot: process.getuid?.() === 0,
  hasApt: spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0,
  isInstalled: (name) => {
    const answer = spawnSync('dpkg-query', ['-W', '-f', installedStatus, name], { encoding: 'utf8' });
    return answer.status === 0 && answer.stdout === 'installed';
  },
  install: (names) => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    // Another apt may be at work on a shared machine; wait for it rather than fail.
    const options = ['-q', '-o', 'DPkg::Lock::Timeout=300', '-o', 'APT::Lists::Lock::Timeout=300'];
    const run = (args: string[]) => {
      try {
        execFileSync('apt-get', [...options, ...args], {
          env,
          stdio: ['ignore', 'ignore', 'pipe'],
          encoding: 'utf8',
        });
      } catch (error) {
        const stderr = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
        throw new Error(stderr.split('\n').at(-1) ?? `apt-get ${args[0]} failed`, { cause: error });
      }
    };
    run(['update']);
    run(['install', '-y', '--no-install-recommends', ...names]);
  },
};
