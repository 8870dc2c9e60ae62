import type { FactsOf } from '../../contract/signals.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import { runTool } from '../macos/run-tool.ts';
import { cancelled, type Found, type Probe, unknown } from '../probe.ts';
import { parseProfilesStatus } from './parse-profiles-status.ts';

async function observe(reach: ProbeReach, stop: AbortSignal): Promise<Found<FactsOf<'mdm-enrolment'>>> {
  const said = await runTool(reach, '/usr/bin/profiles', ['status', '-type', 'enrollment']);
  if (stop.aborted) return cancelled();
  if (!said.ok) return said.unknown;
  const facts = parseProfilesStatus(said.text);
  if (facts.enrolled.kind === 'unknown' && facts.automated.kind === 'unknown')
    return unknown('unreadable', 'profiles told nothing known');
  return { kind: 'known', facts, source: 'profiles status' };
}

/** Whether device management holds this Mac. */
export const mdmEnrolmentDarwin: Probe<'mdm-enrolment'> = { signal: 'mdm-enrolment', observe };
