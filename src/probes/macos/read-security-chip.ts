import { z } from 'zod';
import type { ProbeReach } from '../../platform/reach.ts';
import { type Unknown, unknown } from '../probe.ts';
import { runTool } from './run-tool.ts';

const Report = z.object({ SPiBridgeDataType: z.array(z.looseObject({})).max(50) });

/** Below the limits of the signals that ask. */
const TIME_LIMIT_MS = 3500;

/**
 * Reads what system_profiler tells of a security chip beside an Intel processor. An empty list means that there is none; that the
 * list itself is missing means that this macOS does not know the question.
 * https://support.apple.com/en-us/103265
 */
export function parseSecurityChip(text: string): 't2' | 't1' | 'none' | 'unreadable' {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return 'unreadable';
  }
  const report = Report.safeParse(parsed);
  if (!report.success) return 'unreadable';
  if (report.data.SPiBridgeDataType.length === 0) return 'none';
  const names = report.data.SPiBridgeDataType.map((chip) => String(chip.ibridge_model_name ?? ''));
  if (names.some((name) => /\bT2\b/.test(name))) return 't2';
  return names.some((name) => /\bT1\b/.test(name)) ? 't1' : 'unreadable';
}

/** T2, T1 or no such chip in a Mac with an Intel processor. Takes 0.3 to 2 s, so only such Macs are asked. */
export async function readSecurityChip(reach: ProbeReach): Promise<'t2' | 't1' | 'none' | Unknown> {
  const said = await runTool(
    reach,
    '/usr/sbin/system_profiler',
    ['-json', 'SPiBridgeDataType'],
    TIME_LIMIT_MS,
  );
  if (!said.ok) return said.unknown;
  const chip = parseSecurityChip(said.text);
  return chip === 'unreadable'
    ? unknown('unreadable', 'system_profiler told of the chip in another form')
    : chip;
}
