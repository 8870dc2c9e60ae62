import type { FactsOf } from '../../contract/signals.ts';
import type { Outcome, ProbeReach } from '../../platform/reach.ts';
import { readContainer } from '../linux-machine/read-container.ts';
import { cancelled, type Found, type Probe, type Unknown, unknown, unknownFrom } from '../probe.ts';
import { parseEfiFlag } from './parse-efi-variable.ts';

type SecureBootFacts = FactsOf<'secure-boot'>;

const EFI = '/sys/firmware/efi';
const VARIABLES = `${EFI}/efivars`;
// Global variables of the UEFI specification, section 3.3, and shim's run-time mirror of its own switch as mokutil reads
// it: https://uefi.org/specs/UEFI/2.10/03_Boot_Manager.html, https://github.com/lcp/mokutil/blob/master/src/mokutil.c
const SECURE_BOOT = 'SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c';
const SETUP_MODE = 'SetupMode-8be4df61-93ca-11d2-aa0d-00e098032b8c';
const SHIM_OFF = 'MokSBStateRT-605dab50-e046-4300-abb6-3dd810dd8b23';

const neverSecure = { supported: false, enabled: false, setupMode: false, disabledInShim: false };

/** No EFI folder: old firmware, or firmware that this process is not shown. */
async function explainNoEfi(reach: ProbeReach): Promise<Found<SecureBootFacts>> {
  const container = await readContainer(reach);
  if (container !== null) {
    return unknown('not-supported', `inside a container (${container}) the firmware cannot be told`);
  }
  const firmware = await reach.files.list('/sys/firmware');
  if (!firmware.ok) return unknownFrom(firmware, 'the kernel shows nothing about the firmware');
  // Sandboxes cover /sys/firmware with an empty folder; a real one always holds something (acpi, memmap, devicetree).
  if (firmware.value.length === 0)
    return unknown('unreadable', 'the kernel shows nothing about the firmware');
  return { kind: 'known', facts: { firmware: 'legacy', ...neverSecure }, source: `${EFI} is not there` };
}

async function readFlag(reach: ProbeReach, name: string): Promise<Outcome<boolean>> {
  const bytes = await reach.files.readHex(`${VARIABLES}/${name}`, 64);
  if (!bytes.ok) return bytes;
  const flag = parseEfiFlag(bytes.value);
  return flag === 'unreadable'
    ? { ok: false, problem: 'unreadable', detail: `${name} is not one byte of 0 or 1` }
    : { ok: true, value: flag };
}

async function judgeVariables(
  reach: ProbeReach,
  names: readonly string[],
): Promise<SecureBootFacts | Unknown> {
  if (!names.includes(SECURE_BOOT)) return { firmware: 'uefi', ...neverSecure };
  const [on, setupMode] = await Promise.all([readFlag(reach, SECURE_BOOT), readFlag(reach, SETUP_MODE)]);
  if (!on.ok) return unknownFrom(on);
  if (!setupMode.ok) return unknownFrom(setupMode, 'the firmware does not tell whether it is in setup mode');
  const disabledInShim = names.includes(SHIM_OFF);
  return {
    firmware: 'uefi',
    supported: true,
    enabled: on.value && !setupMode.value && !disabledInShim,
    setupMode: setupMode.value,
    disabledInShim,
  };
}

async function observe(reach: ProbeReach, stop: AbortSignal): Promise<Found<SecureBootFacts>> {
  const efi = await reach.files.list(EFI);
  if (stop.aborted) return cancelled();
  if (!efi.ok) return efi.problem === 'not-found' ? explainNoEfi(reach) : unknownFrom(efi);
  const names = await reach.files.list(VARIABLES);
  if (stop.aborted) return cancelled();
  if (!names.ok) return unknownFrom(names, 'the EFI variables are not shown here');
  // An EFI machine always has variables: an empty folder means that efivarfs is not mounted.
  if (names.value.length === 0) return unknown('unreadable', 'the EFI variables are not shown here');
  const facts = await judgeVariables(reach, names.value);
  return 'firmware' in facts ? { kind: 'known', facts, source: VARIABLES } : facts;
}

/** Secure Boot from the EFI variables. `enabled` means in effect: variable on, not in setup mode, not off in shim. */
export const secureBootLinux: Probe<'secure-boot'> = { signal: 'secure-boot', observe };
