import { z } from 'zod';
import type { MachineReach, ReachProblem } from '../reach.ts';

/** Every way of not answering; a new one does not compile until it stands here. */
const problems: Record<ReachProblem, true> = {
  'not-found': true,
  denied: true,
  'timed-out': true,
  busy: true,
  gone: true,
  malformed: true,
  refused: true,
  unreadable: true,
  'too-large': true,
  'service-missing': true,
  'not-supported': true,
  'not-captured': true,
};

export function isReachProblem(word: string): word is ReachProblem {
  return Object.hasOwn(problems, word);
}

/** What a recorded call looks like: how many of its arguments make up the question, and the shape of a good answer. */
export type CallShape = { questionArgs: number; value: z.ZodType };

const Text = z.string();
const Hex = z.string().regex(/^([0-9a-f]{2})*$/);
const HidNode = z.object({
  path: z.string(),
  vendorId: z.number(),
  productId: z.number(),
  usagePage: z.number().nullable(),
  usage: z.number().nullable(),
  manufacturer: z.string().nullable(),
  product: z.string().nullable(),
  // Captures from before marks have none.
  mark: z.string().nullable().default(null),
});
const KeyAnswer = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), hex: Hex }),
  z.object({
    ok: z.literal(false),
    problem: z.string(),
    detail: z.string(),
    status: z.number().optional(),
  }),
]);
const KeyAnswers = z.object({
  init: Hex,
  getInfo: KeyAnswer.nullable(),
  pinRetries: KeyAnswer.nullable(),
  uvRetries: KeyAnswer.nullable(),
  fingerprintModality: KeyAnswer.nullable(),
  fingerprintSensor: KeyAnswer.nullable(),
  u2fVersion: KeyAnswer.nullable(),
});
const Surroundings = z.object({
  platform: z.enum(['win32', 'darwin', 'linux']),
  arch: z.string(),
  kernel: z.string(),
  uid: z.number().nullable(),
  elevated: z.boolean(),
  homeDir: z.string(),
  env: z.record(z.string(), z.string()),
});
const Machine = z.object({
  manufacturer: z.string(),
  model: z.string(),
  chassis: z.string(),
  virtual: z.boolean(),
});

const PlainValue = z.union([Text, z.number(), z.boolean()]);
const PartShape = z.object({
  name: Text,
  kept: z.record(Text, z.union([PlainValue, z.array(PlainValue), z.null()])),
});

/** Without the questions: the answers name them, and words of the catalogue may change without making old captures fall silent. */
const SettingsAnswers = z.object({
  files: z.number(),
  answers: z.array(
    z.object({
      id: Text,
      cases: z.array(z.object({ case: Text.nullable(), count: z.number(), proof: z.array(Text) })),
    }),
  ),
  unread: z.array(z.object({ problem: Text, detail: Text.optional(), count: z.number() })),
  changedLately: z.boolean(),
});

const RegistryValue = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), data: Text }),
  z.object({ type: z.literal('texts'), data: z.array(Text) }),
  z.object({ type: z.literal('number'), data: z.number() }),
  z.object({ type: z.literal('big-number'), data: Text }),
  z.object({ type: z.literal('binary'), data: Hex }),
  z.object({ type: z.literal('presence'), data: z.enum(['set', 'zero', 'empty']) }),
]);
const RegistryKey = z.object({
  values: z.record(Text, RegistryValue),
  get keys() {
    return z.record(Text, z.union([RegistryKey, z.object({ problem: z.enum(['denied', 'unreadable']) })]));
  },
});

/**
 * Every call of MachineReach; a new one does not compile until it stands here. Limits (bytes, milliseconds) are no part of
 * the question: changing one must not make old captures fall silent.
 */
export const reachCalls: {
  readonly [Port in keyof MachineReach]: { readonly [Call in keyof MachineReach[Port]]: CallShape };
} = {
  files: {
    readText: { questionArgs: 1, value: Text },
    readHex: { questionArgs: 1, value: Hex },
    readHexAt: { questionArgs: 3, value: Hex },
    readParts: { questionArgs: 3, value: z.array(PartShape) },
    askSettings: { questionArgs: 2, value: SettingsAnswers },
    list: { questionArgs: 1, value: z.array(Text) },
    realPath: { questionArgs: 1, value: Text },
    kind: { questionArgs: 1, value: z.enum(['file', 'folder', 'device', 'other']) },
    mayOpen: { questionArgs: 2, value: z.boolean() },
  },
  commands: {
    run: {
      questionArgs: 2,
      value: z.object({ exitCode: z.number().int(), stdout: Text, stderr: Text }),
    },
  },
  deviceNodes: { exchange: { questionArgs: 2, value: Hex } },
  dbus: {
    call: { questionArgs: 4, value: z.array(z.unknown()) },
    objectsWith: { questionArgs: 4, value: z.record(Text, z.record(Text, z.unknown())) },
    whichNames: { questionArgs: 2, value: z.object({ owned: z.array(Text), startable: z.array(Text) }) },
    askConnections: { questionArgs: 0, value: SettingsAnswers },
  },
  hid: { list: { questionArgs: 2, value: z.array(HidNode) } },
  securityKeys: { ask: { questionArgs: 1, value: KeyAnswers } },
  hardware: {
    machine: { questionArgs: 0, value: Machine },
    processor: { questionArgs: 0, value: z.object({ name: Text }) },
    memoryBytes: { questionArgs: 0, value: z.number().nonnegative() },
  },
  registry: {
    readTree: { questionArgs: 3, value: RegistryKey },
    askSettings: { questionArgs: 3, value: SettingsAnswers },
  },
  native: { ask: { questionArgs: 2, value: z.unknown() } },
  network: { connect: { questionArgs: 2, value: z.literal('connected') } },
  surroundings: { about: { questionArgs: 0, value: Surroundings } },
};

/** The shape of a call by name; undefined when this version has no such call. */
export function shapeOfCall(port: string, call: string): CallShape | undefined {
  const ports: Record<string, Record<string, CallShape>> = reachCalls;
  if (!Object.hasOwn(ports, port)) return undefined;
  const calls = ports[port];
  return calls !== undefined && Object.hasOwn(calls, call) ? calls[call] : undefined;
}

/** The arguments that make up the question, as JSON would keep them: no limits, no left-out ones at the end. */
export function questionOf(shape: CallShape, args: readonly unknown[]): unknown[] {
  const asked = args.slice(0, shape.questionArgs);
  while (asked.length > 0 && isLeftOut(asked[asked.length - 1])) asked.pop();
  return asked;
}

/** Not given, or given as nothing: `ask('x')` and `ask('x', [])` are one question. */
function isLeftOut(arg: unknown): boolean {
  return arg === undefined || arg === null || arg === '' || (Array.isArray(arg) && arg.length === 0);
}
