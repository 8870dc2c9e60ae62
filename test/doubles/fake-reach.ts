import type { Catalogue } from '../../src/contract/catalogue.ts';
import type { KeyAnswers } from '../../src/ctap/key-answers.ts';
import { type Part, pickParts } from '../../src/platform/parts.ts';
import type { HidNode, Outcome, ProbeReach, ReachProblem } from '../../src/platform/reach.ts';
import { askConnections } from '../../src/platform/settings/ask-connections.ts';
import { askPlaces } from '../../src/platform/settings/ask-places.ts';
import { askRegistry } from '../../src/platform/settings/ask-registry.ts';
import type { RegistryKey } from '../../src/platform/windows/registry.ts';
import { fakeDisk } from './fake-disk.ts';
import { type FakeRegistry, readFakeRegistry } from './fake-registry.ts';

export type Failure = { ok: false; problem: ReachProblem; detail?: string };
type Answer<Value> = Value | Failure;
type BusNames = { owned: string[]; startable: string[] };
type About = Extract<Awaited<ReturnType<ProbeReach['surroundings']['about']>>, { ok: true }>['value'];

/** What a pretended machine answers. Keys are paths, or for D-Bus `name path interface.member arg…`. */
export type FakeMachine = {
  texts?: Record<string, Answer<string>>;
  hex?: Record<string, Answer<string>>;
  /** Whole documents as parsed; the fake picks the asked parts as the real port does. */
  documents?: Record<string, Answer<unknown>>;
  folders?: Record<string, Answer<string[]>>;
  links?: Record<string, Answer<string>>;
  kinds?: Record<string, Answer<'file' | 'folder' | 'device' | 'other'>>;
  mayOpen?: Record<string, Answer<boolean>>;
  /** Answers in order, one list for each device node. */
  deviceAnswers?: Record<string, Answer<string>[]>;
  dbusCalls?: Record<string, Answer<unknown[]>>;
  dbusObjects?: Record<string, Answer<Record<string, Record<string, unknown>>>>;
  /** Names on each bus; a failure stands for a bus that cannot be asked. */
  dbusNames?: Partial<Record<'system' | 'session', Answer<BusNames>>>;
  /** Keys are `file arg arg…`. */
  commands?: Record<string, Answer<{ exitCode: number; stdout: string; stderr: string }>>;
  hid?: Answer<HidNode[]>;
  /** What each key answers, by path; `silent` never answers at all. */
  keys?: Record<string, Answer<KeyAnswers> | 'silent'>;
  /** Whole key paths to values, see FakeRegistry. A key that is not there is `not-found`. */
  registry?: FakeRegistry | Failure;
  /** Keys are `fact arg arg…`, or only the first of these words: the longest that fits answers. */
  native?: Record<string, unknown>;
  /** What a connection to each host comes to; keys are `host:port`. */
  network?: Record<string, Answer<'connected'>>;
  machine?: Answer<{ manufacturer: string; model: string; chassis: string; virtual: boolean }>;
  processor?: Answer<{ name: string }>;
  memoryBytes?: Answer<number>;
  about?: Answer<Partial<About>>;
  /** What is looked for; without it there is no catalogue (`not-captured`). */
  catalogue?: Catalogue;
  /** The policy asks for the whole list of programs; not unless told. */
  wholeList?: boolean;
  /** What any call that is not scripted answers; `not-captured` unless told. */
  otherwise?: ReachProblem;
  /** Called with every call, so that a test can see what was touched. */
  onCall?: (call: string) => void;
};

export function fails(problem: ReachProblem, detail?: string): Failure {
  return detail === undefined ? { ok: false, problem } : { ok: false, problem, detail };
}

function isFailure(answer: unknown): answer is Failure {
  return typeof answer === 'object' && answer !== null && 'ok' in answer && answer.ok === false;
}

const plainLinux: About = {
  platform: 'linux',
  arch: 'x64',
  kernel: '6.12.0-test',
  uid: 1000,
  elevated: false,
  homeDir: '/home/person',
  env: {},
};

/** A machine made of scripted answers. It knows nothing of its own: a call not scripted is a failure, never a guess. */
export function fakeReach(machine: FakeMachine): ProbeReach {
  const otherwise = machine.otherwise ?? 'not-captured';
  function answer<Value>(call: string, scripted: Answer<Value> | undefined): Promise<Outcome<Value>> {
    machine.onCall?.(call);
    if (scripted === undefined) return Promise.resolve({ ok: false, problem: otherwise });
    if (isFailure(scripted)) return Promise.resolve(scripted);
    return Promise.resolve({ ok: true, value: structuredClone(scripted) as Value });
  }
  function text(
    path: string,
    encoded: Answer<string> | undefined,
    maxBytes: number,
  ): Promise<Outcome<string>> {
    const tooLarge = typeof encoded === 'string' && Buffer.byteLength(encoded) > maxBytes;
    return answer(`read ${path}`, tooLarge ? fails('too-large') : encoded);
  }
  const positions = new Map<string, number>();
  const readTree: ProbeReach['registry']['readTree'] = (root, path, question) => {
    const call = `registry ${root}\\${path}`;
    if (machine.registry === undefined || isFailure(machine.registry))
      return answer<RegistryKey>(call, machine.registry as Failure | undefined);
    machine.onCall?.(call);
    return Promise.resolve(readFakeRegistry(machine.registry, root, path, question));
  };
  const dbus: Omit<ProbeReach['dbus'], 'askConnections'> = {
    call: (bus, target, _signature, args) => {
      const call = [target.name, target.path, `${target.interface}.${target.member}`, ...args].join(' ');
      return answer(`dbus ${bus} ${call}`, machine.dbusCalls?.[call]);
    },
    objectsWith: (bus, name, interfaceName) =>
      answer(`objects ${bus} ${name} ${interfaceName}`, machine.dbusObjects?.[interfaceName]),
    whichNames: (bus, names) => {
      const scripted = machine.dbusNames?.[bus];
      if (scripted === undefined || isFailure(scripted)) return answer<BusNames>(`names ${bus}`, scripted);
      return answer<BusNames>(`names ${bus}`, {
        owned: scripted.owned.filter((name) => names.includes(name)),
        startable: scripted.startable.filter((name) => names.includes(name)),
      });
    },
  };
  return {
    files: {
      readText: (path, maxBytes = 1024 * 1024) => text(path, machine.texts?.[path], maxBytes),
      readHex: (path, maxBytes = 1024 * 1024) => text(path, machine.hex?.[path], maxBytes * 2),
      readHexAt: async (path, offset, length) => {
        const whole = await answer(`read ${path} at ${offset}`, machine.hex?.[path]);
        return whole.ok ? { ok: true, value: whole.value.slice(offset * 2, (offset + length) * 2) } : whole;
      },
      readParts: (path, format, question) => {
        const document = machine.documents?.[path];
        const call = `readParts ${format} ${path}`;
        if (document === undefined || isFailure(document)) return answer<Part[]>(call, document);
        return answer(call, pickParts(document, question));
      },
      askSettings: (pattern, format, questions, within) => {
        machine.onCall?.(`askSettings ${format} ${pattern}`);
        return askPlaces(fakeDisk(machine, otherwise), pattern, format, questions, within);
      },
      list: (path) => answer(`list ${path}`, machine.folders?.[path]),
      realPath: (path) => answer(`realPath ${path}`, machine.links?.[path]),
      kind: (path) => answer(`kind ${path}`, machine.kinds?.[path]),
      mayOpen: (path) => answer(`mayOpen ${path}`, machine.mayOpen?.[path]),
    },
    commands: {
      run: (file, args) => answer(`run ${file}`, machine.commands?.[[file, ...args].join(' ')]),
    },
    deviceNodes: {
      exchange: (path, requestHex) => {
        const position = positions.get(path) ?? 0;
        positions.set(path, position + 1);
        return answer(`exchange ${path} ${requestHex}`, machine.deviceAnswers?.[path]?.[position]);
      },
    },
    dbus: {
      ...dbus,
      askConnections: (questions) => {
        machine.onCall?.('askConnections');
        return askConnections(dbus, questions);
      },
    },
    hid: {
      list: (usagePage, vendorId) => {
        const wanted = (node: HidNode) =>
          node.usagePage === usagePage && (vendorId === undefined || node.vendorId === vendorId);
        const { hid } = machine;
        return answer(`hid ${usagePage.toString(16)}`, Array.isArray(hid) ? hid.filter(wanted) : hid);
      },
    },
    securityKeys: {
      ask: (path) => {
        const scripted = machine.keys?.[path];
        const call = `ask key ${path}`;
        if (scripted !== 'silent') return answer(call, scripted);
        machine.onCall?.(call);
        return new Promise(() => {});
      },
    },
    hardware: {
      machine: () => answer('machine', machine.machine),
      processor: () => answer('processor', machine.processor),
      memoryBytes: () => answer('memoryBytes', machine.memoryBytes),
    },
    registry: {
      readTree,
      askSettings: (root, path, view, questions) => askRegistry(readTree, root, path, view, questions),
    },
    native: {
      ask: (fact, args = []) => {
        const asked = [fact, ...args];
        const names = asked.map((_, at) => asked.slice(0, asked.length - at).join(' '));
        const name = names.find((one) => Object.hasOwn(machine.native ?? {}, one)) ?? fact;
        return answer(`native ${names[0]}`, machine.native?.[name]);
      },
    },
    network: {
      connect: (host, port) => answer(`connect ${host}:${port}`, machine.network?.[`${host}:${port}`]),
    },
    surroundings: {
      about: () => {
        const about = machine.about;
        if (about === undefined || isFailure(about)) return answer<About>('about', about);
        return answer<About>('about', { ...plainLinux, ...about });
      },
    },
    catalogue: {
      wholeList: machine.wholeList ?? false,
      read: async () =>
        machine.catalogue === undefined
          ? { ok: false, problem: 'not-captured' }
          : { ok: true, value: machine.catalogue },
    },
  };
}

/** A signal that never fires, for tests that do not stop the probe. */
export function neverStops(): AbortSignal {
  return new AbortController().signal;
}
