import { z } from 'zod';
import { ExplainedVerdict } from './explained.ts';
import { openObject } from './open-object.ts';
import { Problem } from './problem.ts';
import { DeviceReport } from './report.ts';
import { ScanProgress, UploadStatus } from './status.ts';

/** Everything the window shows; sent whole each time it changes. */
export const AppSnapshot = openObject({
  device: openObject({ name: z.string(), os: z.string() }),
  /** Null before the first scan. */
  verdict: ExplainedVerdict.nullable(),
  scannedAt: z.iso.datetime().nullable(),
  /** When the device scan last looked, where the verdict also rests on what it left; null where the session's own scan saw all. */
  deviceScannedAt: z.iso.datetime().nullable(),
  progress: ScanProgress,
  upload: UploadStatus,
  lastProblem: Problem.nullable(),
  /** Set when the data comes from a fixture, not from this machine. */
  sample: z.string().nullable(),
});
export type AppSnapshot = z.infer<typeof AppSnapshot>;

const Nothing = z.undefined();
/** An answer that may fail in an expected way: the failure is a value with a code, never a flattened message. */
function outcomeOf<Value extends z.ZodType>(value: Value) {
  return z.discriminatedUnion('ok', [
    openObject({ ok: z.literal(true), value }),
    openObject({ ok: z.literal(false), problem: Problem }),
  ]);
}

/** A question from the window that main answers. */
type Ask<In extends z.ZodType, Out extends z.ZodType> = {
  way: 'ask';
  input: In;
  output: ReturnType<typeof outcomeOf<Out>>;
};
/** A whole state that main tells the window. */
type Tell<State extends z.ZodType> = { way: 'tell'; state: State };

function ask<In extends z.ZodType, Out extends z.ZodType>(input: In, output: Out): Ask<In, Out> {
  return { way: 'ask', input, output: outcomeOf(output) };
}
function tell<State extends z.ZodType>(state: State): Tell<State> {
  return { way: 'tell', state };
}

/** The one list of what crosses between window and main. Channel names are derived: `group.call`. */
export const ipc = {
  app: { snapshot: ask(Nothing, AppSnapshot), changed: tell(AppSnapshot) },
  scan: { start: ask(Nothing, Nothing), cancel: ask(Nothing, Nothing) },
  upload: { sendNow: ask(Nothing, UploadStatus), lastSent: ask(Nothing, DeviceReport.nullable()) },
  /** Opens the settings page or document of an action of the verdict now shown; main looks the link up by code. */
  remedy: { open: ask(z.strictObject({ code: z.string().max(64) }), Nothing) },
} as const;
export type Ipc = typeof ipc;

type AskCalls<Group> = {
  [Call in keyof Group as Group[Call] extends { way: 'ask' } ? Call : never]: Group[Call];
};
type TellCalls<Group> = {
  [Call in keyof Group as Group[Call] extends { way: 'tell' } ? Call : never]: Group[Call];
};

/** Main's side: one handler per ask; a missing one does not compile. Handlers throw ProblemError for expected failures. */
export type MainHandlers = {
  [Group in keyof Ipc]: {
    [Call in keyof AskCalls<Ipc[Group]>]: AskCalls<Ipc[Group]>[Call] extends Ask<infer In, infer Out>
      ? (input: z.infer<In>) => Promise<z.infer<Out>>
      : never;
  };
};
/** The window's side, exposed by the preload as `window.keyready`. */
export type Bridge = {
  [Group in keyof Ipc]: {
    [Call in keyof AskCalls<Ipc[Group]>]: AskCalls<Ipc[Group]>[Call] extends Ask<infer In, infer Out>
      ? (
          ...input: z.infer<In> extends undefined ? [] : [z.infer<In>]
        ) => Promise<{ ok: true; value: z.infer<Out> } | { ok: false; problem: Problem }>
      : never;
  } & {
    [Call in keyof TellCalls<Ipc[Group]>]: TellCalls<Ipc[Group]>[Call] extends Tell<infer State>
      ? (listen: (state: z.infer<State>) => void) => () => void
      : never;
  };
};
