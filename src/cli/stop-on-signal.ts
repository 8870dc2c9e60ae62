import { type ExitCode, exitCodes } from './exit-codes.ts';
import type { CliIo } from './io.ts';

/** Ctrl-C, SIGTERM and a closed terminal as an AbortSignal for the work, and as an exit code for the end. */
export type StopRequest = {
  signal: AbortSignal;
  /** Resolves at the first request. */
  asked: Promise<void>;
  /** Null while nobody asked to stop. */
  exitCode(): ExitCode | null;
  /** Gives the signals back to their default. */
  forget(): void;
};

/**
 * Listens for all three. A second request ends the process at once, unless there is a database to close (`closing`): then it only says that
 * closing takes a moment.
 */
export function stopOnSignal(closing?: Pick<CliIo, 'stderr'>): StopRequest {
  const controller = new AbortController();
  let code: ExitCode | null = null;
  const ask = (asked: ExitCode) => () => {
    if (code === null) {
      code = asked;
      controller.abort(new Error('stopped by a signal'));
    } else if (closing) {
      closing.stderr.write('closing; a moment\n');
    } else {
      process.exit(asked);
    }
  };
  const listeners = [
    ['SIGINT', ask(exitCodes.interrupted)],
    ['SIGTERM', ask(exitCodes.terminated)],
    ['SIGHUP', ask(exitCodes.hungUp)],
  ] as const;
  for (const [name, listener] of listeners) process.on(name, listener);
  return {
    signal: controller.signal,
    asked: new Promise((resolve) =>
      controller.signal.addEventListener('abort', () => resolve(), { once: true }),
    ),
    exitCode: () => code,
    forget() {
      for (const [name, listener] of listeners) process.off(name, listener);
    },
  };
}
