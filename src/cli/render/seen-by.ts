import type { ScanContext } from '../../contract/observation.ts';
import type { DeviceReport, PartialReport } from '../../contract/report.ts';
import { ageInWords } from './age.ts';
import { clean, type Style } from './style.ts';
import { type Cell, columns, wrap } from './wrap.ts';

/** Answers of one scan come within seconds of each other; those of another scan lie further apart. */
const ONE_SCAN_MS = 60_000;

type Look = { context: ScanContext; newestMs: number; oldestMs: number; signals: string[] };

/** Who saw what, and when: a sentence where one scan saw all, else a row for each. Empty for a replay, or when nothing was looked at. */
export function seenByLines(
  { report, partial }: { report: DeviceReport; partial: PartialReport },
  style: Style,
  now: Date,
): string[] {
  if (partial.replayOf !== undefined) return [];
  const looks = looksOf(report).map(({ context, oldestMs, signals }) => ({
    who: whoWords(context, partial.context),
    when: ageInWords(new Date(oldestMs), now),
    signals: clean(signals.join(', ')),
  }));
  const [only, ...others] = looks;
  if (only === undefined) return [];
  if (others.length === 0) return wrap(`Seen ${only.when} ${only.who}.`, style.widthChars);
  const rows = looks.map(({ who, when, signals }): Cell[] => [
    { text: `${who}, ${when}` },
    { text: signals },
  ]);
  return [style.bold('Seen'), ...columns(rows, style.widthChars)];
}

/** Newest first. A signal that has no meaning on this system was looked at by nobody. */
function looksOf({ signals }: DeviceReport): Look[] {
  const seen = Object.entries(signals).flatMap(([signal, observation]) =>
    observation === undefined || observation.kind === 'not-applicable'
      ? []
      : [{ signal, context: observation.context, atMs: Date.parse(observation.at) }],
  );
  const looks: Look[] = [];
  for (const { context, atMs } of seen.toSorted((a, b) => b.atMs - a.atMs)) {
    const same = looks.find((look) => look.context === context && look.newestMs - atMs <= ONE_SCAN_MS);
    if (same) same.oldestMs = atMs;
    else looks.push({ context, newestMs: atMs, oldestMs: atMs, signals: [] });
  }
  // In the catalogue's order, as everywhere.
  for (const { signal, context, atMs } of seen)
    looks
      .find((look) => look.context === context && look.oldestMs <= atMs && atMs <= look.newestMs)
      ?.signals.push(signal);
  return looks;
}

/** `your` only for the session that asks now. */
function whoWords(context: ScanContext, asking: ScanContext): string {
  if (context === 'device') return 'by the device scan';
  return asking === 'user' ? 'in your session' : 'by a user scan';
}
