import type { Catalogue } from '../contract/catalogue.ts';
import type { PlatformName } from '../contract/platform-name.ts';
import type { SettingsFormat } from '../contract/settings-test.ts';
import type { KeyAnswers } from '../ctap/key-answers.ts';
import type { Part, PartsQuestion } from './parts.ts';
import type { SettingsAnswer, SettingsQuestion } from './settings/answer-questions.ts';
import type { NativeFact } from './windows/native-answers.ts';
import type { RegistryKey, RegistryQuestion, RegistryRoot } from './windows/registry.ts';

/** Why the machine did not answer. Told apart because each means something else for the observation. */
export type ReachProblem =
  | 'not-found'
  | 'denied'
  | 'timed-out'
  | 'busy'
  | 'gone'
  | 'malformed'
  | 'refused'
  | 'unreadable'
  | 'too-large'
  | 'service-missing'
  | 'not-supported'
  | 'not-captured';

/** Answers are values: a probe must look at failure before it can have the value. Values are plain JSON. */
export type Outcome<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: ReachProblem; readonly detail?: string };

/** Why files that a pattern matches could not be read. */
type UnreadFiles = { problem: ReachProblem; detail?: string; count: number };

/** What all files together answered. No name of a file is in it. */
export type SettingsAnswers = {
  /** Files that were read. */
  files: number;
  answers: SettingsAnswer[];
  unread: UnreadFiles[];
  /** One of the files was changed in the last 30 days. */
  changedLately: boolean;
};

/** `plist`: a property list, as XML or binary. */
export type StructuredFormat = 'json' | 'plist';

/** Reads files and folders. Paths are absolute. Nothing is ever written. */
export interface Files {
  /** UTF-8 text, at most `maxBytes` (default 1 MiB, else `too-large`). */
  readText(path: string, maxBytes?: number): Promise<Outcome<string>>;
  /** Bytes as lower-case hex. */
  readHex(path: string, maxBytes?: number): Promise<Outcome<string>>;
  /** Up to `length` bytes (at most 64 KiB) from `offset` as lower-case hex; fewer, or none, where the file ends. */
  readHexAt(path: string, offset: number, length: number): Promise<Outcome<string>>;
  /**
   * Parts of a structured file, and nothing else of it. `malformed` when it is not of that format; at most `maxBytes` (default
   * 8 MiB, else `too-large`).
   */
  readParts(
    path: string,
    format: StructuredFormat,
    question: PartsQuestion,
    maxBytes?: number,
  ): Promise<Outcome<Part[]>>;
  /**
   * Asks every file that a pattern matches (settings/expand-pattern.ts) the catalogue's questions. Only counts and the questions' own words come back:
   * no name of a file, no value. At most 5 MiB of each file. `within`: files must lie in this folder, links followed. `not-found` when there is none.
   */
  askSettings(
    pattern: string,
    format: Exclude<SettingsFormat, 'registry' | 'file-version'>,
    questions: readonly SettingsQuestion[],
    within?: string,
  ): Promise<Outcome<SettingsAnswers>>;
  /** Names in a folder, sorted. */
  list(path: string): Promise<Outcome<string[]>>;
  /** Where a symbolic link points, resolved and absolute. */
  realPath(path: string): Promise<Outcome<string>>;
  /** What stands there. */
  kind(path: string): Promise<Outcome<'file' | 'folder' | 'device' | 'other'>>;
  /** May this process open it so? Asked without opening. `ok: true, value: false` = permission denied. */
  mayOpen(path: string, how: 'read' | 'read-write'): Promise<Outcome<boolean>>;
}

export type CommandResult = { exitCode: number; stdout: string; stderr: string };
/** Runs a program by absolute path, no shell, locale C, bounded in time and output. */
export interface Commands {
  run(file: string, args: readonly string[], timeLimitMs?: number): Promise<Outcome<CommandResult>>;
}

/** One write, one read on a character device, for command/response devices such as /dev/tpmrm0. Hex in, hex out. */
export interface DeviceNodes {
  exchange(path: string, requestHex: string, maxResponseBytes: number): Promise<Outcome<string>>;
}

export type DbusBus = 'system' | 'session';
/** Reads over D-Bus. Only method calls that read; variants arrive unwrapped; 64-bit integers as strings. */
export interface Dbus {
  call(
    bus: DbusBus,
    target: { name: string; path: string; interface: string; member: string },
    signature: string,
    args: readonly unknown[],
  ): Promise<Outcome<unknown[]>>;
  /** Objects that have `interfaceName`, with only the named properties, so nothing else ever enters the process's results. */
  objectsWith(
    bus: DbusBus,
    name: string,
    interfaceName: string,
    properties: readonly string[],
  ): Promise<Outcome<Record<string, Record<string, unknown>>>>;
  /** Names now owned or startable on the bus, restricted to those asked about. */
  whichNames(
    bus: DbusBus,
    names: readonly string[],
  ): Promise<Outcome<{ owned: string[]; startable: string[] }>>;
  /**
   * As `Files.askSettings`, of NetworkManager's connections in place of its key files. Asks only what isToldByService (settings/connection-tree.ts).
   * `service-missing` when it does not run: it is never started. Connections of other accounts are `denied` in `unread`.
   */
  askConnections(questions: readonly SettingsQuestion[]): Promise<Outcome<SettingsAnswers>>;
}

/** A HID node as enumeration shows it, without opening it. Never a serial number. */
export type HidNode = {
  path: string;
  vendorId: number;
  productId: number;
  usagePage: number | null;
  usage: number | null;
  manufacturer: string | null;
  product: string | null;
  /**
   * HMAC-SHA-256 of the serial number under the installation's own key, 32 hex digits; null when the device shows none or
   * there is no such key.
   */
  mark: string | null;
};
export interface Hid {
  /** All HID nodes with this usage page; with `vendorId`, only that maker's, so that other devices are not even mentioned. */
  list(usagePage: number, vendorId?: number): Promise<Outcome<HidNode[]>>;
}

/** Talks CTAP to one key: opens it, asks what needs neither PIN nor touch, closes it. Keys are asked side by side. */
export interface SecurityKeys {
  /**
   * `path` as in HidNode. Problems: `denied`, `busy` (another program holds it), `gone` (unplugged), `timed-out`, `malformed`
   * (does not speak CTAPHID as it should), `not-supported` (no HID library here).
   */
  ask(path: string): Promise<Outcome<KeyAnswers>>;
}

/** The few cheap answers taken from systeminformation, only these fields. */
export interface HardwareInventory {
  machine(): Promise<Outcome<{ manufacturer: string; model: string; chassis: string; virtual: boolean }>>;
  processor(): Promise<Outcome<{ name: string }>>;
  memoryBytes(): Promise<Outcome<number>>;
}

/** Windows registry, read only. */
export interface Registry {
  /** A key, and what the question asks for below it. `not-found` when there is no such key; `too-large` beyond 20,000 keys or 4 MiB. */
  readTree(root: RegistryRoot, path: string, question: RegistryQuestion): Promise<Outcome<RegistryKey>>;
  /** As `Files.askSettings`, of every key that the path matches; `*` stands for a whole name. */
  askSettings(
    root: RegistryRoot,
    path: string,
    view: '64' | '32',
    questions: readonly SettingsQuestion[],
  ): Promise<Outcome<SettingsAnswers>>;
}
/** A fact that only the window's own process can ask, on macOS; true or false. See HostRequest.told. */
export type ToldFact = 'canPromptTouchId';
/** Facts only native code can give (native/). */
export interface NativeFacts {
  /**
   * What the addon answers, in the form of `nativeAnswers` (windows/native-answers.ts) but not yet checked. `not-supported` where no
   * addon is built for this system. A fact that the window was told comes from the window, and from nowhere else.
   */
  ask(fact: NativeFact | ToldFact, args?: readonly string[]): Promise<Outcome<unknown>>;
}

/** Whether a host can be reached from here. Nothing is asked of it. */
export interface Network {
  /**
   * A connection over TCP and TLS, with the host's name as server name, closed as soon as it stands; nothing else is sent. Problems:
   * `not-found` (the name does not resolve), `timed-out`, `refused` (turned down on the way; also any host but the few that may be looked
   * for, live/network.ts), `denied` (this program may not), `malformed` (what answers does not speak TLS), `unreadable` (its certificate is
   * not one of that host, or anything else).
   */
  connect(host: string, port: number, timeLimitMs?: number): Promise<Outcome<'connected'>>;
}

/** What the process is: never guessed from files. */
export interface Surroundings {
  about(): Promise<
    Outcome<{
      platform: PlatformName;
      arch: string;
      kernel: string;
      /** 0 = root; null where the idea does not exist. */
      uid: number | null;
      elevated: boolean;
      homeDir: string;
      /** Only the XDG_*, SSH_*, DISPLAY-like variables that probes need (see live/surroundings.ts). */
      env: Record<string, string>;
    }>
  >;
}

/** What programs are looked for and how their settings are asked. Nothing of the machine, so it is never recorded. */
export interface CatalogueSource {
  read(): Promise<Outcome<Catalogue>>;
  /** The policy asks for the names of all installed programs, not only of those in the catalogue. */
  readonly wholeList: boolean;
}

/** All of the machine a probe can touch. One folder of recorded outcomes can stand in for it (`--replay`). */
export interface MachineReach {
  files: Files;
  commands: Commands;
  deviceNodes: DeviceNodes;
  dbus: Dbus;
  hid: Hid;
  securityKeys: SecurityKeys;
  hardware: HardwareInventory;
  registry: Registry;
  native: NativeFacts;
  network: Network;
  surroundings: Surroundings;
}

/** What a probe is given. */
export interface ProbeReach extends MachineReach {
  catalogue: CatalogueSource;
}
