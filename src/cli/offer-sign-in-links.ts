import type { CliIo } from './io.ts';

/**
 * A sign-in link works once and for 15 minutes; the embedded database admits no second process that could make another.
 * So while the collector runs on a terminal, Enter prints a fresh link. Without a terminal nothing is read.
 */
export function offerSignInLinks(
  io: Pick<CliIo, 'stdin' | 'stdout' | 'stderr'>,
  createSignInLink: () => Promise<string>,
): { offered: boolean; stop(): void } {
  const { stdin } = io;
  if (stdin?.isTTY !== true) return { offered: false, stop() {} };
  const onKey = () => {
    createSignInLink().then(
      (link) => io.stdout.write(`Fleet view (link works once): ${link}\n`),
      (error: unknown) =>
        io.stderr.write(`no link could be made: ${error instanceof Error ? error.message : String(error)}\n`),
    );
  };
  stdin.on('data', onKey);
  stdin.resume();
  return {
    offered: true,
    stop() {
      stdin.off('data', onKey);
      // A paused terminal no longer holds the process.
      stdin.pause();
    },
  };
}
