import type { ProbeReach } from '../../platform/reach.ts';
import { type Unknown, unknown } from '../probe.ts';
import { runTool } from './run-tool.ts';

/**
 * Number of the account that has the screen; 0 = nobody, the login window shows. macOS gives the console to whoever logs in at the
 * screen. Screen sharing leaves it so, and cannot be told from here.
 * https://developer.apple.com/library/archive/qa/qa1133/_index.html
 */
export async function readConsoleUser(reach: ProbeReach): Promise<number | Unknown> {
  const said = await runTool(reach, '/usr/bin/stat', ['-f', '%u', '/dev/console']);
  if (!said.ok) return said.unknown;
  const uid = said.text.trim();
  return /^\d{1,10}$/.test(uid) ? Number(uid) : unknown('unreadable', 'stat named no account');
}
