import Table from 'cli-table3';
import type { BenchResult } from '../figures.ts';
import type { CaseSummary } from './summary.ts';

/** What was run, in words a reader needs to judge the numbers. */
const words: Record<CaseSummary['case'], string> = {
  nothing: 'busybox true (taken off all others)',
  'fido2-token-start': 'fido2-token -V',
  'fido2-token-1': 'fido2-token -I, one key',
  'fido2-token-4': 'fido2-token -I, four times in a row',
  'reader-start': 'our reader, loads all, reads nothing',
  'reader-1': 'our reader, one key',
  'reader-1-twice': 'our reader, one key, twice',
  'reader-4': 'our reader, four keys side by side',
  'keyready-0': 'keyready keys --json, no key',
  'keyready-1': 'keyready keys --json, one key',
  'keyready-4': 'keyready keys --json, four keys',
};

const plain = { style: { head: [], border: [], compact: true } };

/** Two tables for people and, as the last line, one JSON object for programs. */
export function renderKeysBench(summaries: readonly CaseSummary[], result: BenchResult): string {
  const times = new Table({
    ...plain,
    head: ['whole process', 'packet ms', 'median ms', 'least..most', 'rounds', 'requests', 'key CPU ms'],
  });
  for (const one of summaries)
    times.push([
      words[one.case],
      String(one.packetMs),
      one.medianMs.toFixed(1),
      `${one.leastMs.toFixed(1)}..${one.mostMs.toFixed(1)}`,
      String(one.rounds),
      one.requests === 0 ? '-' : `${one.requests}: ${asText(one.asked)}`,
      one.keyCpuMs.toFixed(1),
    ]);
  const ratios = new Table({ ...plain, head: ['figure', 'ms', 'budget ms', 'ratio', 'against'] });
  for (const [name, figure] of Object.entries(result.figures))
    ratios.push([
      name,
      figure.value.toFixed(1),
      figure.budget?.toFixed(1) ?? '-',
      figure.ratio === null ? '-' : `${figure.ratio.toFixed(2)}${verdict(figure)}`,
      figure.against ?? '-',
    ]);
  return `${times.toString()}\n\n${ratios.toString()}\n${JSON.stringify(result)}\n`;
}

function verdict({ value, budget }: BenchResult['figures'][string]): string {
  return budget !== null && value > budget ? ' (over)' : '';
}

function asText(asked: Record<string, number>): string {
  return Object.entries(asked)
    .map(([kind, count]) => `${count} ${kind}`)
    .join(', ');
}
