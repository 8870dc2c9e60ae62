import type { Reading } from '../../contract/observation.ts';
import type { FactsOf } from '../../contract/signals.ts';
import type { Outcome, ProbeReach } from '../../platform/reach.ts';
import { cancelled, type Found, knownReading, type Probe, unknown, unknownFrom } from '../probe.ts';
import { numberOf, registryValue } from '../windows/registry-values.ts';

type SecureBootFacts = FactsOf<'secure-boot'>;

const CONTROL = 'SYSTEM\\CurrentControlSet\\Control';
const STATE = `${CONTROL}\\SecureBoot\\State`;
// Settings come first, then what Windows made of them. Both names:
// https://learn.microsoft.com/en-us/windows/client-management/mdm/policy-csp-deviceguard and
// https://learn.microsoft.com/en-us/windows/security/hardware-security/enable-virtualization-based-protection-of-code-integrity
const VBS_KEYS = ['SOFTWARE\\Policies\\Microsoft\\Windows\\DeviceGuard', `${CONTROL}\\DeviceGuard`];

/** A REG_DWORD under HKLM; null when key or value is not there. */
async function readNumber(reach: ProbeReach, path: string, name: string): Promise<Outcome<number | null>> {
  const key = await reach.registry.readTree('HKLM', path, { values: [name] });
  if (!key.ok) return key.problem === 'not-found' ? { ok: true, value: null } : key;
  const value = numberOf(key.value, name);
  return value === null && registryValue(key.value, name) !== undefined
    ? { ok: false, problem: 'unreadable', detail: `${name} is no number` }
    : { ok: true, value };
}

/**
 * 1 BIOS, 2 UEFI, as Windows found it at start:
 * https://learn.microsoft.com/en-us/windows-hardware/manufacture/desktop/boot-to-uefi-mode-or-legacy-bios-mode
 */
function nameFirmware(type: Outcome<number | null>): SecureBootFacts['firmware'] {
  if (!type.ok) return null;
  return type.value === 1 ? 'legacy' : type.value === 2 ? 'uefi' : null;
}

/**
 * UEFISecureBootEnabled is 1 only while Secure Boot is in effect. It is 0 when it is off, and also in setup mode:
 * https://techcommunity.microsoft.com/t5/windows-11/secureboot-enabled-but-uefisecurebootenabled-equals-0/td-p/3031686
 */
function judgeState(
  enabled: number | null,
  firmware: SecureBootFacts['firmware'],
): Omit<SecureBootFacts, 'vbs'> | null {
  const disabledInShim = false;
  if (enabled === 1)
    return { firmware: 'uefi', supported: true, enabled: true, setupMode: false, disabledInShim };
  // Old firmware has no Secure Boot, whether or not Windows keeps the value there.
  if (firmware === 'legacy')
    return { firmware, supported: false, enabled: false, setupMode: false, disabledInShim };
  if (enabled === 0) return { firmware, supported: null, enabled: false, setupMode: null, disabledInShim };
  return null;
}

/** What was set. Nothing set is not "off": newer Windows switches it on by itself. */
async function readVbsSetting(reach: ProbeReach): Promise<Reading<boolean>> {
  for (const path of VBS_KEYS) {
    const value = await readNumber(reach, path, 'EnableVirtualizationBasedSecurity');
    if (!value.ok) return unknownFrom(value);
    if (value.value !== null) return knownReading(value.value !== 0);
  }
  return unknown('not-supported', 'nothing is set, and Windows may switch it on by itself');
}

async function observe(reach: ProbeReach, stop: AbortSignal): Promise<Found<SecureBootFacts>> {
  const [enabled, type, configured] = await Promise.all([
    readNumber(reach, STATE, 'UEFISecureBootEnabled'),
    readNumber(reach, CONTROL, 'PEFirmwareType'),
    readVbsSetting(reach),
  ]);
  if (stop.aborted) return cancelled();
  if (!enabled.ok) return unknownFrom(enabled);
  const facts = judgeState(enabled.value, nameFirmware(type));
  if (facts === null) return unknown('not-supported', 'Windows does not tell the state of Secure Boot here');
  // Whether it runs, only WMI and undocumented calls say.
  const running = unknown('not-supported', 'Windows tells it only to programs that ask WMI as administrator');
  return { kind: 'known', facts: { ...facts, vbs: { configured, running } }, source: `HKLM\\${STATE}` };
}

/** Secure Boot as Windows found it at start, and the setting for virtualization-based security. */
export const secureBootWin32: Probe<'secure-boot'> = { signal: 'secure-boot', observe };
