import type { Readable, Writable } from 'node:stream';

/** The process as commands see it, so that tests can stand in for a terminal. */
export type CliIo = {
  /** Absent where nobody can type. */
  stdin?: Readable & { isTTY?: boolean };
  stdout: Writable & { isTTY?: boolean; columns?: number };
  stderr: Writable & { isTTY?: boolean; columns?: number };
  env: NodeJS.ProcessEnv;
  platform: NodeJS.Platform;
};

/** One JSON document and nothing else on standard output. */
export function printJson(io: CliIo, value: unknown): void {
  io.stdout.write(`${JSON.stringify(value, null, io.stdout.isTTY ? 2 : 0)}\n`);
}

/** One line of many, each a JSON document. */
export function printJsonLine(io: CliIo, value: unknown): void {
  io.stdout.write(`${JSON.stringify(value)}\n`);
}

/** A reader that has seen enough (`| head`) is no error. Anything else on the stream is. */
export function ignoreClosedReaders(streams: readonly Writable[]): void {
  for (const stream of streams) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}
