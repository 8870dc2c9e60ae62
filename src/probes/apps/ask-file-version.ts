import type { ProbeReach } from '../../platform/reach.ts';
import { askNative } from '../windows/ask-native.ts';

/** The version that a program of Windows carries; null where it tells none. */
export async function askFileVersion(reach: ProbeReach, program: string | null): Promise<string | null> {
  if (program === null) return null;
  const asked = await askNative(reach, 'fileVersion', program);
  return asked.ok && 'version' in asked.answer ? asked.answer.version : null;
}
