import type { Commands } from '../reach.ts';

/**
 * Commands where one that is asked for again gives the first answer, also while it still runs: several probes read the same
 * `dsregcmd /status`. For one look at a machine, which is short; a failure is remembered too.
 */
export function onceForEach(commands: Commands): Commands {
  const asked = new Map<string, ReturnType<Commands['run']>>();
  return {
    run(file, args, timeLimitMs) {
      const key = JSON.stringify([file, args, timeLimitMs ?? null]);
      const known = asked.get(key);
      if (known !== undefined) return known;
      const answer = commands.run(file, args, timeLimitMs);
      asked.set(key, answer);
      return answer;
    },
  };
}
