import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sampleBase, shiftTimes } from '../../../src/cli/main-job/read-sample-devices.ts';
import { DeviceReport } from '../../../src/contract/report.ts';

const DAY_MS = 86_400_000;
const devicesDir = join(import.meta.dirname, '../../fixtures/devices');

/** A device of the test fleet: its report, and how long ago the collector heard of it. */
export type FleetDevice = { report: DeviceReport; seenDaysAgo: number };

/** Every whole-machine sample report, by file name. */
export async function readSampleReports(): Promise<Map<string, DeviceReport>> {
  const names = (await readdir(devicesDir)).filter((name) => name.endsWith('.json')).toSorted();
  const entries = await Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(devicesDir, name), 'utf8');
      return [name.replace(/\.json$/, ''), DeviceReport.parse(JSON.parse(text))] as const;
    }),
  );
  return new Map(entries);
}

/** Names that have broken lists before: markup, a very long word, right-to-left letters, a LIKE pattern. */
const hostileNames = [
  '<img src=x onerror=alert(1)>',
  'donaudampfschifffahrtsgesellschaftskapitaenskajuetenschluessel'.repeat(4).slice(0, 255),
  'מחשב-נייד-17',
  '100%_ready',
];

/**
 * A fleet of `size` devices: the sample reports again and again under new names and ids, every seventh of them silent for
 * weeks. What a device saw is as old as its last report, so that the fleet is judged alike on any day. Always the same for the same size but
 * for its times, so that a failure can be looked at again.
 */
export async function makeFleet(size: number, now: Date = new Date()): Promise<FleetDevice[]> {
  const samples = [...(await readSampleReports()).values()];
  return Array.from({ length: size }, (_unused, index) => {
    const sample = samples[index % samples.length];
    if (sample === undefined) throw new Error(`no sample reports in ${devicesDir}`);
    const number = String(index).padStart(4, '0');
    const name = hostileNames[index - 20] ?? `${sample.device.name}-${number}`;
    const seenDaysAgo = index % 7 === 3 ? 9 + (index % 40) : (index % 24) / 24;
    const byMs = now.getTime() - seenDaysAgo * DAY_MS - sampleBase.getTime();
    const report: DeviceReport = {
      ...DeviceReport.parse(shiftTimes(sample, byMs)),
      reportId: `00000000-0000-4000-8000-00000000${number}`,
      device: { ...sample.device, id: `test-device-${number}`, name },
    };
    return { report, seenDaysAgo };
  });
}
