import Table from 'cli-table3';
import { type BenchResult, median } from '../figures.ts';
import { type CaseName, caseNames } from './programs.ts';
import type { Measured } from './samples.ts';

const words: Record<CaseName, string> = {
  keyready: 'keyready scan --only apps,app-settings,personal-app-settings',
  'keyready-start': 'keyready scan --only secure-boot (its start)',
  fusioninventory: 'fusioninventory-inventory, software alone',
  ocsinventory: 'ocsinventory-agent, all it collects',
};
const plain = { style: { head: [], border: [], compact: true } };

/** Tables for people and, as the last line, one JSON object for programs. */
export function renderAppsBench(measured: Measured, result: BenchResult): string {
  const runs = new Table({
    ...plain,
    head: ['whole process', 'wall ms', 'least..most', 'CPU ms', 'peak MB', 'rounds'],
  });
  for (const name of caseNames) {
    const group = measured.samples.filter((sample) => sample.case === name);
    if (group.length === 0) continue;
    const walls = group.map(({ wallMs }) => wallMs);
    runs.push([
      words[name],
      median(walls).toFixed(0),
      `${Math.min(...walls).toFixed(0)}..${Math.max(...walls).toFixed(0)}`,
      median(group.map(({ cpuMs }) => cpuMs)).toFixed(0),
      median(group.map(({ memoryMb }) => memoryMb)).toFixed(0),
      String(group.length),
    ]);
  }
  const figures = new Table({ ...plain, head: ['figure', 'value', 'budget', 'ratio', 'against'] });
  for (const [name, { value, unit, budget, ratio, against }] of Object.entries(result.figures)) {
    const over = budget !== null && value > budget ? ' (over)' : '';
    figures.push([name, `${value} ${unit}${over}`, budget ?? '-', ratio ?? '-', against ?? '-']);
  }
  const whose = measured.made
    ? 'made ones, laid over the list of this machine for all programs alike'
    : "this machine's own: its list could not be laid over here";
  const seen = `${measured.packages} packages of dpkg (${whose}), ${measured.settings} files of settings`;
  return `${runs.toString()}\n${seen}\n\n${figures.toString()}\n${JSON.stringify(result)}\n`;
}
