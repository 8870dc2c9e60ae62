import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DeviceReport } from '../../contract/report.ts';

/** What every time in the sample reports is relative to (test/fixtures/devices/README.md). */
export const sampleBase = new Date('2026-11-16T08:00:00Z');

/** All sample reports, their times moved so that the base date is `now`. A file that is no report is a defect of this repository. */
export async function readSampleDevices(folder: string, now: Date): Promise<DeviceReport[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  const byMs = now.getTime() - sampleBase.getTime();
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(folder, name), 'utf8');
      return DeviceReport.parse(shiftTimes(JSON.parse(text), byMs));
    }),
  );
}

/** Moves every ISO 8601 UTC time in a JSON value. */
export function shiftTimes(value: unknown, byMs: number): unknown {
  if (typeof value === 'string')
    return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value)
      ? new Date(Date.parse(value) + byMs).toISOString()
      : value;
  if (Array.isArray(value)) return value.map((item) => shiftTimes(item, byMs));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, shiftTimes(item, byMs)]));
}
