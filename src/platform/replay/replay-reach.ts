import type { Exchange } from '../../contract/capture.ts';
import type { CatalogueSource, Outcome, ProbeReach } from '../reach.ts';
import { buildReach } from '../record/build-reach.ts';
import { questionOf } from '../record/reach-calls.ts';

/** For replays of what has nothing to do with the catalogue. */
const noCatalogue: CatalogueSource = {
  wholeList: false,
  read: async () => ({ ok: false, problem: 'not-captured' }),
};

/**
 * Answers one signal's questions from its exchanges and never from this machine. The same question asked again gets the
 * recorded answers in order, then the last one again; a question that was not recorded gets `not-captured`.
 */
export function replayReach(
  exchanges: readonly Exchange[],
  catalogue: CatalogueSource = noCatalogue,
): ProbeReach {
  const answers = new Map<string, Outcome<unknown>[]>();
  for (const exchange of exchanges) {
    const key = keyOf(exchange.port, exchange.call, exchange.args);
    const recorded = answers.get(key) ?? [];
    recorded.push(exchange.outcome as Outcome<unknown>);
    answers.set(key, recorded);
  }
  const machine = buildReach(async (port, call, args, shape) => {
    const question = questionOf(shape, args);
    const recorded = answers.get(keyOf(port, call, question));
    const next = recorded !== undefined && recorded.length > 1 ? recorded.shift() : recorded?.[0];
    return (
      next ?? {
        ok: false,
        problem: 'not-captured',
        detail: `${port}.${call} ${JSON.stringify(question)}`.slice(0, 300),
      }
    );
  });
  return { ...machine, catalogue };
}

/** Port, call and arguments as one text; object keys sorted, so that their order in a file does not matter. */
function keyOf(port: string, call: string, args: readonly unknown[]): string {
  return JSON.stringify([port, call, args], (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
