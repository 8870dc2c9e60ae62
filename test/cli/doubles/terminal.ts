import { Writable } from 'node:stream';
import type { CliIo } from '../../../src/cli/io.ts';

type Seen = CliIo['stdout'] & { text(): string };

function seen(options: { isTTY?: boolean; columns?: number }): Seen {
  let text = '';
  const stream = new Writable({
    write(chunk, _encoding, done) {
      text += String(chunk);
      done();
    },
  });
  return Object.assign(stream, options, { text: () => text });
}

/** A command line's surroundings that remember what was written. */
export function fakeTerminal(
  options: { isTTY?: boolean; columns?: number; env?: NodeJS.ProcessEnv } = {},
): CliIo & { stdout: Seen; stderr: Seen } {
  const { env = { LANG: 'C.UTF-8' }, ...stream } = options;
  return { stdout: seen(stream), stderr: seen(stream), env, platform: 'linux' };
}
