import Table from 'cli-table3';
import type { BenchResult } from '../figures.ts';
import type { CaseName } from './programs.ts';
import type { Measured } from './samples.ts';
import { summarize } from './summary.ts';

const words: Record<CaseName, string> = {
  keyready: 'keyready scan --json, built',
  'keyready-source': 'keyready scan --json, from source',
  fusioninventory: 'fusioninventory-inventory',
  'static-data': 'systeminformation getStaticData()',
  node: 'node, doing nothing',
};
const plain = { style: { head: [], border: [], compact: true } };

/** Tables for people and, as the last line, one JSON object for programs. */
export function renderScanBench(measured: Measured, result: BenchResult): string {
  const runs = new Table({
    ...plain,
    head: [
      'whole process',
      'start',
      'wall s',
      'least..most',
      'CPU s',
      'peak MB',
      'programs started',
      'rounds',
    ],
  });
  for (const one of summarize(measured))
    runs.push([
      words[one.case],
      one.start,
      one.wall.median.toFixed(2),
      `${one.wall.least.toFixed(2)}..${one.wall.most.toFixed(2)}`,
      one.cpu.median.toFixed(2),
      one.memory?.median.toFixed(0) ?? '-',
      String(measured.started[one.case] ?? 'not counted'),
      String(one.rounds),
    ]);
  const figures = new Table({ ...plain, head: ['figure', 'value', 'budget', 'ratio', 'against'] });
  for (const [name, { value, unit, budget, ratio, against }] of Object.entries(result.figures)) {
    const over = budget !== null && value > budget ? ' (over)' : '';
    figures.push([name, `${value} ${unit}${over}`, budget ?? '-', ratio ?? '-', against ?? '-']);
  }
  const cold = measured.pagesDropped
    ? 'cold: no compiled code, page cache dropped'
    : 'cold: no compiled code; the page cache could not be dropped here';
  return `${runs.toString()}\n${cold}\n\n${figures.toString()}\n${JSON.stringify(result)}\n`;
}
