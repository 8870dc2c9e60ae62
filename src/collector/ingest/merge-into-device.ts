import type { DeviceReport } from '../../contract/report.ts';
import type { Signals } from '../../contract/signals.ts';
import { mergeSignals } from '../../core/merge/merge-signals.ts';
import { completenessOf } from '../../core/scan/completeness.ts';

/**
 * The device as all its reports show it: per signal the best answer, everything else from the report made last. A later
 * report is the last word of the contexts it speaks for: what they can no longer tell is not kept known by an older
 * answer of theirs. Reports may arrive in any order. A stamp from the future (a device clock that was wrong while scanning) counts as of
 * `receivedAt`, or no later answer could ever be fresher.
 */
export function mergeIntoDevice(
  stored: DeviceReport | undefined,
  received: DeviceReport,
  receivedAt: Date,
): DeviceReport {
  const createdAt = new Date(Math.min(Date.parse(received.createdAt), receivedAt.getTime())).toISOString();
  const incoming = { ...received, createdAt, signals: notAfter(received.signals, receivedAt) };
  if (!stored) return incoming;
  const [older, newer] =
    Date.parse(stored.createdAt) <= Date.parse(createdAt) ? [stored, incoming] : [incoming, stored];
  const signals = mergeSignals(withoutSuperseded(older.signals, newer), bare(newer.signals));
  return {
    ...older,
    ...newer,
    contexts: [...new Set([...stored.contexts, ...incoming.contexts])].sort(),
    completeness: completenessOf(signals),
    signals,
  };
}

function withoutSuperseded(signals: Signals, newer: DeviceReport): Signals {
  const kept = Object.entries(signals).flatMap(([id, observation]) => {
    if (observation === undefined) return [];
    const superseded = Object.hasOwn(newer.signals, id) && newer.contexts.includes(observation.context);
    return superseded ? [] : [[id, observation] as const];
  });
  return bare(Object.fromEntries(kept));
}

/** Without a prototype: a signal that some later version calls `constructor` is only there when a report has it. */
function bare(signals: Signals): Signals {
  return Object.assign(Object.create(null), signals);
}

function notAfter(signals: Signals, latest: Date): Signals {
  const entries = Object.entries(signals).map(([id, observation]) =>
    observation && Date.parse(observation.at) > latest.getTime()
      ? [id, { ...observation, at: latest.toISOString() }]
      : [id, observation],
  );
  return Object.fromEntries(entries);
}
