import { z } from 'zod';

/** How a child process ended. Both null with a `problem` when it never started. */
export type ChildExit = {
  exitCode: number | null;
  signalName: string | null;
  problem?: string;
};

/** The parent's end of the line to one disposable child. Messages are plain JSON values. */
export interface ChildChannel {
  /** Never throws; a message to a dead child is dropped, its death is told by `onExit`. */
  send(message: unknown): void;
  onMessage(listen: (message: unknown) => void): void;
  /** Called exactly once, also when the child could not be started at all. */
  onExit(listen: (exit: ChildExit) => void): void;
  /** Ends the child at once; it gets no chance to refuse. */
  kill(): void;
}

/**
 * Starts a fresh probe host. In Node by child_process.fork (live/node-child.ts); in Electron main by utilityProcess,
 * because fork needs the runAsNode fuse, which is off
 * (https://www.electronjs.org/docs/latest/tutorial/fuses#runasnode).
 */
export type LaunchHost = () => ChildChannel;

/** The child's end of the line. */
export interface ParentChannel {
  /** Resolves when the message has been handed to the system, so that it survives a crash right after. */
  send(message: unknown): Promise<void>;
  onMessage(listen: (message: unknown) => void): void;
  /** The parent went away. */
  onGone(listen: () => void): void;
}

/**
 * Housekeeping from a host: it started a program of its own, or that program ended. The pid leads a process group, so
 * that whoever loses the host can clear away what it left running.
 */
export const CommandNotice = z.strictObject({
  kind: z.literal('command'),
  pid: z.number().int().min(2),
  running: z.boolean(),
});
export type CommandNotice = z.infer<typeof CommandNotice>;

/** A channel to nothing: it only tells that there was no start. */
export function neverStarted(problem: string): ChildChannel {
  return {
    send() {},
    onMessage() {},
    onExit: (listen) => queueMicrotask(() => listen({ exitCode: null, signalName: null, problem })),
    kill() {},
  };
}
