import { existsSync } from 'node:fs';
import { ensureKernel } from '../../test/lab/vm/kernel.ts';
import { ensureWindowsNode } from '../../test/lab/wine/windows-node.ts';
import type { RunnerReport } from './part-report.ts';
import { runCheckRules } from './run-check-rules.ts';
import { runChecks } from './run-checks.ts';
import { runPlaywright } from './run-playwright.ts';
import type { StreamedOptions } from './run-streamed.ts';
import { runVitest } from './run-vitest.ts';
import type { PackageDemand } from './system-packages.ts';

export type PartOptions = StreamedOptions & { reportDir: string };

/** One part of `npm test`. */
export type Part = PackageDemand & {
  id: string;
  /** One line for `--help`. */
  about: string;
  timeLimitMs: number;
  /** Whether this machine can run it at all, whatever is installed; a string says why not. */
  impossible?: () => string | null;
  /** Fetches what no package brings. Failing means the part cannot run. */
  prepare?: () => Promise<void>;
  run(options: PartOptions): Promise<RunnerReport>;
};

const minute = 60_000;
const vmPackages = ['qemu-system-x86', 'seabios', 'swtpm', 'swtpm-tools', 'busybox-static', 'kmod'];
const appPackages = [
  ...['thunderbird', 'evolution', 'filezilla', 'remmina', 'firefox-esr', 'chromium'],
  ...['openvpn', 'openconnect', 'strongswan-swanctl', 'charon-systemd', 'network-manager'],
  ...['openvpn', 'vpnc', 'openconnect', 'strongswan'].map((plugin) => `network-manager-${plugin}`),
  ...['dbus', 'iproute2', 'openssl', 'xvfb', 'xdotool'],
];
/** Its packages bring services that apt starts where systemd runs, which a person's machine must not get from a test. */
const whyNoApps = () => {
  if (process.platform !== 'linux') return 'needs Linux';
  if (process.getuid?.() !== 0) return 'needs root, to lay folders of its own over those with settings';
  const brings = ['/usr/sbin/NetworkManager', '/usr/sbin/charon-systemd'].some((path) => !existsSync(path));
  const wouldStart = brings && existsSync('/run/systemd/system') && process.env.CI !== 'true';
  return wouldStart
    ? 'would install and start NetworkManager and strongSwan here; run it in a container'
    : null;
};
const needsX64Linux = () =>
  process.platform === 'linux' && process.arch === 'x64' ? null : 'needs Linux on x86-64';
const labConfig = ['--config', 'test/lab/vitest.config.ts'];

/** In the order they run: quick first, so that a slip shows soon. */
export const parts: readonly Part[] = [
  {
    id: 'check',
    about: 'format and lint, types, import rules, dead code',
    needs: [],
    uses: [],
    timeLimitMs: 5 * minute,
    run: runChecks,
  },
  {
    id: 'unit',
    about: 'rules, parsers, contracts and everything else inside one process',
    needs: [],
    // The D-Bus port is tested on a real bus.
    uses: ['dbus'],
    timeLimitMs: 10 * minute,
    run: (options) => runVitest(['--project', 'unit'], options),
  },
  {
    id: 'rules',
    about: 'each row of the truth table taken out in turn: some test of the judge fails',
    needs: [],
    uses: [],
    timeLimitMs: 15 * minute,
    run: runCheckRules,
  },
  {
    id: 'process',
    about: 'command line, collector, store on PGlite and PostgreSQL, packaging: real processes',
    needs: [],
    uses: ['postgresql', 'gcc', 'libc6-dev'],
    timeLimitMs: 20 * minute,
    // One file at a time: they start collectors, builds and databases that would slow each other into time limits.
    run: (options) => runVitest(['--project', 'process', '--no-file-parallelism'], options),
  },
  {
    id: 'e2e',
    about: 'window and fleet view in real Chromium',
    // The configuration takes another browser by this variable.
    needs: process.env.KEYREADY_CHROMIUM === undefined ? ['chromium'] : [],
    uses: [],
    timeLimitMs: 20 * minute,
    run: runPlaywright,
  },
  {
    id: 'lab-desktop',
    about: 'real fprintd with a virtual reader, BlueZ by python-dbusmock, browsers of Debian',
    needs: ['dbus', 'fprintd', 'libfprint-2-2', 'python3-dbusmock', 'chromium', 'firefox-esr', 'strace'],
    uses: [],
    timeLimitMs: 5 * minute,
    impossible: () => (process.platform === 'linux' ? null : 'needs Linux'),
    run: (options) => runVitest([...labConfig, '--project', 'lab-desktop'], options),
  },
  {
    id: 'lab-apps',
    about: 'mail, VPN, file and remote desktop programs of Debian, set up by themselves: password or not',
    needs: appPackages,
    uses: [],
    timeLimitMs: 8 * minute,
    impossible: whyNoApps,
    run: (options) => runVitest([...labConfig, '--project', 'lab-apps'], options),
  },
  {
    id: 'lab-vm',
    about: 'a real kernel in QEMU with TPM 2.0, systemd-udevd and a virtual security key',
    needs: [...vmPackages, 'udev', 'systemd'],
    uses: [],
    timeLimitMs: 25 * minute,
    impossible: needsX64Linux,
    prepare: async () => {
      await ensureKernel();
    },
    run: (options) => runVitest([...labConfig, '--project', 'lab-vm'], options),
  },
  {
    id: 'lab-keys',
    about: 'many kinds of virtual security keys, healthy and hostile, beside fido2-token',
    needs: [...vmPackages, 'fido2-tools'],
    uses: [],
    timeLimitMs: 25 * minute,
    impossible: needsX64Linux,
    prepare: async () => {
      await ensureKernel();
    },
    run: (options) => runVitest([...labConfig, '--project', 'lab-keys'], options),
  },
  {
    id: 'lab-windows',
    about: 'the Windows addon under Wine: plain, on a seeded registry, on stand-in DLLs, healthy and hostile',
    needs: ['wine64', 'g++-mingw-w64-x86-64-posix', 'cppcheck'],
    uses: [],
    timeLimitMs: 25 * minute,
    impossible: needsX64Linux,
    prepare: async () => {
      await ensureWindowsNode();
    },
    run: (options) => runVitest([...labConfig, '--project', 'lab-windows'], options),
  },
  {
    id: 'lab-wine',
    about: 'the same keys read by the Windows build of Node under Wine, beside Linux',
    needs: [...vmPackages, 'wine64', 'gcc-mingw-w64-x86-64-posix', 'e2fsprogs'],
    uses: [],
    timeLimitMs: 25 * minute,
    impossible: needsX64Linux,
    prepare: async () => {
      await ensureKernel();
      await ensureWindowsNode();
    },
    run: (options) => runVitest([...labConfig, '--project', 'lab-wine'], options),
  },
];

/** Parts whose id is one of `words` or begins with it and a dash; all when there is no word. @throws RangeError naming an unknown word. */
export function selectParts(words: readonly string[]): readonly Part[] {
  const isOf = (part: Part, word: string) => part.id === word || part.id.startsWith(`${word}-`);
  const unknown = words.find((word) => !parts.some((part) => isOf(part, word)));
  if (unknown !== undefined) throw new RangeError(`there is no part "${unknown}"`);
  return words.length === 0 ? parts : parts.filter((part) => words.some((word) => isOf(part, word)));
}
