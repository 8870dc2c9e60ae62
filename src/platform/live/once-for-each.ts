import type { Commands, Files } from '../reach.ts';

/**
 * Commands where one that is asked for again gives the first answer, also while it still runs: several probes read the same
 * `dsregcmd /status`. For one look at a machine, which is short; a failure is remembered too.
 */
export function onceForEach(commands: Commands): Commands {
  const once = remembering<Awaited<ReturnType<Commands['run']>>>();
  return {
    run: (file, args, timeLimitMs) =>
      once([file, args, timeLimitMs ?? null], () => commands.run(file, args, timeLimitMs)),
  };
}

/** Files whose text is read once, by the same rule: several probes look through the same package lists, which hold megabytes. */
export function textsReadOnce(files: Files): Files {
  const once = remembering<Awaited<ReturnType<Files['readText']>>>();
  return {
    ...files,
    readText: (path, maxBytes) => once([path, maxBytes ?? null], () => files.readText(path, maxBytes)),
  };
}

function remembering<Answer>(): (question: unknown[], ask: () => Promise<Answer>) => Promise<Answer> {
  const asked = new Map<string, Promise<Answer>>();
  return (question, ask) => {
    const key = JSON.stringify(question);
    const known = asked.get(key);
    if (known !== undefined) return known;
    const answer = ask();
    asked.set(key, answer);
    return answer;
  };
}
