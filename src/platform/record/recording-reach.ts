import type { Exchange } from '../../contract/capture.ts';
import type { Outcome, ProbeReach } from '../reach.ts';
import { buildReach } from './build-reach.ts';
import { questionOf } from './reach-calls.ts';
import type { RedactExchange } from './redact-exchange.ts';

/**
 * Wraps a reach and notes each question with its answer, in the order asked. The probe sees the real answers; what is
 * noted is redacted at once, so that nothing unredacted outlives the call.
 */
export function recordingReach(
  inner: ProbeReach,
  redact: RedactExchange,
): { reach: ProbeReach; exchanges(): Exchange[] } {
  const noted: (Exchange | null)[] = [];
  const machine = buildReach(async (port, call, args, shape) => {
    const place = noted.push(null) - 1;
    const method = (
      inner[port] as unknown as Record<string, (...args: unknown[]) => Promise<Outcome<unknown>>>
    )[call];
    if (method === undefined) throw new TypeError(`no call ${port}.${call}`);
    const outcome = await method.apply(inner[port], [...args]);
    noted[place] = redact({ port, call, args: questionOf(shape, args), outcome });
    return outcome;
  });
  // A question still open when the probe was cut off has no answer to note.
  const reach = { ...machine, catalogue: inner.catalogue };
  return { reach, exchanges: () => noted.filter((exchange) => exchange !== null) };
}
