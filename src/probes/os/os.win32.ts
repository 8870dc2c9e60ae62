import type { FactsOf } from '../../contract/signals.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import { nameHypervisor, nameProcessorVendor } from '../hypervisor-names.ts';
import { cancelled, type Found, knownReading, type Probe, unknown, unknownFrom } from '../probe.ts';
import { askNative } from '../windows/ask-native.ts';
import { readFirmwareNames } from '../windows/read-firmware-names.ts';
import { describeWindows, VERSION_KEY, versionValues } from './describe-windows.ts';

type Session = FactsOf<'os'>['session'];

/** Session 0 belongs to services: https://learn.microsoft.com/en-us/windows/win32/services/interactive-services */
async function readSession(reach: ProbeReach): Promise<Session['kind']> {
  const asked = await askNative(reach, 'thisProcess');
  if (!asked.ok) return asked.unknown;
  if (asked.answer.remote) return knownReading('remote');
  return knownReading(asked.answer.sessionId === 0 ? 'none' : 'local');
}

/**
 * Hypervisor by the names the firmware gives, else by the processor. Null when neither tells: firmware that names no hypervisor is no
 * proof of a bare machine.
 */
async function readVirtualization(reach: ProbeReach): Promise<string | null> {
  const [names, asked] = await Promise.all([readFirmwareNames(reach), askNative(reach, 'hypervisor')]);
  const named = names.ok ? nameHypervisor([names.value.model, names.value.manufacturer]) : null;
  if (named !== null || !asked.ok || !('present' in asked.answer)) return named;
  const { present, vendor, root } = asked.answer;
  return !present || root === true ? 'none' : nameProcessorVendor(vendor ?? '');
}

async function observe(reach: ProbeReach, stop: AbortSignal): Promise<Found<FactsOf<'os'>>> {
  const about = await reach.surroundings.about();
  if (!about.ok) return unknownFrom(about);
  if (stop.aborted) return cancelled();
  const key = await reach.registry.readTree('HKLM', VERSION_KEY, { values: versionValues });
  if (stop.aborted) return cancelled();
  if (!key.ok) return unknownFrom(key);
  const windows = describeWindows(key.value);
  if (windows === 'unreadable') return unknown('unreadable', 'the registry names no build of Windows');
  const [kind, virtualization] = await Promise.all([readSession(reach), readVirtualization(reach)]);
  if (stop.aborted) return cancelled();
  return {
    kind: 'known',
    facts: {
      platform: 'win32',
      ...windows,
      arch: about.value.arch,
      session: { kind, type: null, desktop: null },
      virtualization,
    },
    source: `HKLM\\${VERSION_KEY}`,
  };
}

/** Version, edition and session on Windows. */
export const osWin32: Probe<'os'> = { signal: 'os', observe };
