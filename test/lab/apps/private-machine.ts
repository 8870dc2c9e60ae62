import { chmod, chown, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ScanOutput } from '../../../src/contract/cli.ts';
import type { SignalId } from '../../../src/contract/signals.ts';
import { BackgroundProgram } from '../processes/background-program.ts';
import { runOrThrow, runProgram } from '../processes/run-program.ts';
import { projectRoot } from '../vm/product-files.ts';
import { account } from './canaries.ts';

const timeLimitMs = 60_000;
/** All codes `keyready scan` ends with when it has a verdict (docs/cli.md). */
const verdictExitCodes = [0, 10, 20, 30];
/** Debian's `nobody`: an account without any right, not even the one to read the project where it lies in root's home. */
const nobody = 65534;

/** Folders of this machine that programs see their own of, by what the lab calls them. */
const overlaid = {
  'network-manager': '/etc/NetworkManager',
  'network-manager-state': '/var/lib/NetworkManager',
  openvpn: '/etc/openvpn',
  swanctl: '/etc/swanctl',
  run: '/run',
  home: '/home',
} as const;

export type Who = 'root' | 'person';

/**
 * This machine with settings of its own: each program runs in a mount namespace where throw-away folders lie over the places of settings, and in a network
 * namespace that leads nowhere. Installed programs are the machine's. Needs root.
 */
export class PrivateMachine {
  readonly folder: string;
  /** The person's home as programs in the machine see it. */
  readonly home = `/home/${account}`;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async create(): Promise<PrivateMachine> {
    const machine = new PrivateMachine(await mkdtemp(join(tmpdir(), 'keyready-apps-')));
    await chmod(machine.folder, 0o755);
    for (const name of [...Object.keys(overlaid), 'project', 'node']) await mkdir(join(machine.folder, name));
    for (const name of ['openvpn', 'swanctl'] as const)
      await cp(overlaid[name], join(machine.folder, name), { recursive: true });
    for (const path of ['home', join('home', account), 'state'].map((name) => join(machine.folder, name)))
      await mkdir(path, { recursive: true }).then(() => chown(path, nobody, nobody));
    await writeFile(join(machine.folder, 'enter.sh'), enter);
    return machine;
  }

  /** Whether this machine lets root make such namespaces; containers may forbid it. */
  static async isPossible(): Promise<boolean> {
    if (process.getuid?.() !== 0) return false;
    const tried = await runProgram('unshare', ['--mount', '--net', 'mount', '--bind', '/home', '/home']);
    return tried.exitCode === 0;
  }

  /** Where a file of the machine lies outside of it. */
  pathOf(place: keyof typeof overlaid, ...names: string[]): string {
    return join(this.folder, place, ...names);
  }

  /** Of the person's home. */
  homePath(...names: string[]): string {
    return this.pathOf('home', account, ...names);
  }

  /** Runs a program to its end. @throws Error when it fails. */
  run(who: Who, file: string, args: readonly string[], env: Record<string, string> = {}): Promise<string> {
    const [program, ...before] = this.launcher(who);
    return runOrThrow(program, [...before, file, ...args], { env: this.environment(who, env), timeLimitMs });
  }

  /** As `run`, whatever the exit code. */
  try(who: Who, file: string, args: readonly string[]): ReturnType<typeof runProgram> {
    const [program, ...before] = this.launcher(who);
    return runProgram(program, [...before, file, ...args], { env: this.environment(who, {}), timeLimitMs });
  }

  start(
    who: Who,
    file: string,
    args: readonly string[],
    env: Record<string, string> = {},
  ): BackgroundProgram {
    const [program, ...before] = this.launcher(who);
    return new BackgroundProgram(program, [...before, file, ...args], {
      timeLimitMs: 2 * timeLimitMs,
      env: this.environment(who, env),
    });
  }

  /** One of the lab's own programs (test/lab/apps/guest), by this Node. */
  runGuest(who: Who, name: string, args: readonly string[]): Promise<string> {
    return this.run(who, join(this.folder, 'node', 'node'), [`test/lab/apps/guest/${name}`, ...args]);
  }

  /** A file of the person's own. @returns its path inside the machine. */
  async writeInHome(path: string, text: string): Promise<string> {
    const folders = dirname(path).split('/');
    for (let depth = 1; depth <= folders.length; depth++) {
      const folder = this.homePath(...folders.slice(0, depth));
      await mkdir(folder, { recursive: true });
      await chown(folder, nobody, nobody);
    }
    await writeFile(this.homePath(path), text, { mode: 0o600 });
    await chown(this.homePath(path), nobody, nobody);
    return join(this.home, path);
  }

  /** The product's own command line. @returns what it found, and everything it printed. */
  async scan(
    who: Who,
    signals: readonly SignalId[],
    env: Record<string, string> = {},
  ): Promise<ScanOutput & { printed: string }> {
    const { exitCode, stdout, stderr } = await this.keyready(
      who,
      ['scan', '--json', '--only', signals.join(',')],
      env,
    );
    if (!verdictExitCodes.includes(exitCode))
      throw new Error(`keyready scan ended with ${exitCode}: ${stderr}`);
    return { ...ScanOutput.parse(JSON.parse(stdout)), printed: stdout + stderr };
  }

  keyready(
    who: Who,
    args: readonly string[],
    env: Record<string, string> = {},
  ): ReturnType<typeof runProgram> {
    const [program, ...before] = this.launcher(who);
    const node = join(this.folder, 'node', 'node');
    const state = join(this.folder, 'state', who);
    return runProgram(program, [...before, node, 'src/cli/keyready.ts', ...args], {
      env: this.environment(who, { KEYREADY_STATE_DIR: state, ...env }),
      timeLimitMs,
    });
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  private launcher(who: Who): [string, ...string[]] {
    const overlays = Object.entries(overlaid).flatMap(([name, place]) => [join(this.folder, name), place]);
    const mounts = [...overlays, projectRoot, join(this.folder, 'project')];
    const node = [dirname(process.execPath), join(this.folder, 'node')];
    return [
      'unshare',
      '--mount',
      '--net',
      '--',
      'sh',
      join(this.folder, 'enter.sh'),
      who,
      join(this.folder, 'project'),
      ...mounts,
      ...node,
      '--',
    ];
  }

  private environment(who: Who, more: Record<string, string>): NodeJS.ProcessEnv {
    const { PATH, LANG } = process.env;
    const home = who === 'person' ? this.home : '/home/root-canary';
    // No bus, no display, nothing of the session that runs the tests.
    return {
      PATH,
      LANG,
      HOME: home,
      DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent',
      GSETTINGS_BACKEND: 'memory',
      NO_AT_BRIDGE: '1',
      ...more,
    };
  }
}

/** Lays folders over others (pairs up to `--`), then becomes the program, as root or as an account without any right. */
const enter = `set -e
who=$1; folder=$2; shift 2
while [ "$1" != -- ]; do mount --bind "$1" "$2"; shift 2; done
shift
ip link set lo up
cd "$folder"
[ "$who" = root ] && exec "$@"
exec setpriv --reuid=${nobody} --regid=${nobody} --clear-groups --inh-caps=-all --bounding-set=-all -- "$@"
`;
