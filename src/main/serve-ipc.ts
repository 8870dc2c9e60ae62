import type { z } from 'zod';
import type { Ipc, MainHandlers } from '../contract/ipc.ts';
import { type Problem, ProblemError } from '../contract/problem.ts';

/** Who asks, as the transport itself saw it, never as the message claims. */
export type IpcSender = {
  /** Serialized origin of the asking frame: `app://keyready`. */
  origin: string;
  /** False for a frame inside the page: we never make one, so whoever asks from there is not us. */
  topFrame: boolean;
};

export type IpcCall = { channel: string; sender: IpcSender | null; input: unknown };

/** Carries asks in and tells out. Electron's is `electron-transport.ts`; tests bring their own. */
export interface IpcTransport {
  /** Answers every ask that arrives on these channels. Called once. */
  serve(channels: readonly string[], answer: (call: IpcCall) => Promise<unknown>): void;
  tell(channel: string, state: unknown): void;
}

type AnyCall = { way: 'ask'; input: z.ZodType; output: z.ZodType } | { way: 'tell'; state: z.ZodType };
type AnyHandler = (input: unknown) => Promise<unknown>;

/** `group.call` of every tell in the contract. */
export type TellChannel = {
  [Group in keyof Ipc & string]: {
    [Call in keyof Ipc[Group] & string]: Ipc[Group][Call] extends { way: 'tell' }
      ? `${Group}.${Call}`
      : never;
  }[keyof Ipc[Group] & string];
}[keyof Ipc & string];
type StateOf<Channel extends TellChannel> = Channel extends `${infer Group}.${infer Call}`
  ? Group extends keyof Ipc
    ? Call extends keyof Ipc[Group]
      ? Ipc[Group][Call] extends { way: 'tell'; state: infer State extends z.ZodType }
        ? z.infer<State>
        : never
      : never
    : never
  : never;

export interface IpcServer {
  /** Tells the window a whole state. A state that breaks the contract is a defect: reported, and not sent. */
  tell<Channel extends TellChannel>(channel: Channel, state: StateOf<Channel>): void;
}

export type ServeIpcOptions = {
  contract: Ipc;
  handlers: MainHandlers;
  transport: IpcTransport;
  /** The one origin whose top frame may ask: `app://keyready`. */
  allowedOrigin: string;
  /** Puts an error into words; a defect becomes `ipc.failed` and never shows its stack. */
  describe: (error: unknown) => Problem;
  /** Where defects go (the log): the window sees only `ipc.failed`. */
  onDefect: (error: unknown, channel: string) => void;
};

/**
 * Serves the contract's asks over any transport. For each message, in this order: is the sender ours, is the channel
 * in the contract, does the input fit its schema, does the answer fit its schema. The sender comes first so that a
 * stranger learns nothing from the shape of a refusal.
 */
export function serveIpc(options: ServeIpcOptions): IpcServer {
  const asks = new Map<string, { input: z.ZodType; output: z.ZodType; handle: AnyHandler }>();
  const tells = new Map<string, z.ZodType>();
  for (const [group, calls] of Object.entries(options.contract)) {
    for (const [name, call] of Object.entries(calls as Record<string, AnyCall>)) {
      const channel = `${group}.${name}`;
      if (call.way === 'tell') tells.set(channel, call.state);
      else asks.set(channel, { ...call, handle: handlerOf(options.handlers, group, name) });
    }
  }

  async function answer({ channel, sender, input }: IpcCall): Promise<unknown> {
    try {
      if (!sender?.topFrame || sender.origin !== options.allowedOrigin) {
        throw new ProblemError('ipc.untrusted-sender', 'The message did not come from the Keyready window.');
      }
      const ask = asks.get(channel);
      if (!ask) throw new ProblemError('ipc.bad-message', 'There is no such call.');
      const checked = ask.input.safeParse(input);
      if (!checked.success) {
        const where = checked.error.issues[0]?.path.join('/') ?? '';
        throw new ProblemError('ipc.bad-message', `The input of ${channel} has the wrong shape.`, {
          where: `/${where}`,
        });
      }
      return ask.output.parse({ ok: true, value: await ask.handle(checked.data) });
    } catch (error) {
      if (!(error instanceof ProblemError)) options.onDefect(error, channel);
      return { ok: false, problem: options.describe(error) };
    }
  }

  options.transport.serve([...asks.keys()], answer);
  return {
    tell(channel, state) {
      const checked = tells.get(channel)?.safeParse(state);
      if (checked?.success) options.transport.tell(channel, checked.data);
      else options.onDefect(checked?.error ?? new Error('not a tell of the contract'), channel);
    },
  };
}

/** The types guarantee the handler; this keeps the guarantee when the contract is walked by name. */
function handlerOf(handlers: MainHandlers, group: string, name: string): AnyHandler {
  const handler = (handlers as unknown as Record<string, Record<string, AnyHandler>>)[group]?.[name];
  if (!handler) throw new Error(`no handler for ${group}.${name}`);
  return handler;
}
