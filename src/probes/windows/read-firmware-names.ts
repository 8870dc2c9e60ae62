import type { Outcome, ProbeReach } from '../../platform/reach.ts';
import { tidyText } from '../probe.ts';
import { textOf } from './registry-values.ts';

/**
 * What the firmware calls the machine (SMBIOS 3.7.0, system information), which Windows copies to here at start. Only two values are
 * asked for. https://www.dmtf.org/standards/smbios on what they are; of the copy no page of Microsoft was found.
 */
const BIOS = 'HARDWARE\\DESCRIPTION\\System\\BIOS';

/** Maker and model, tidied; empty where the firmware gives none. */
export async function readFirmwareNames(
  reach: ProbeReach,
): Promise<Outcome<{ manufacturer: string; model: string }>> {
  const key = await reach.registry.readTree('HKLM', BIOS, {
    values: ['SystemManufacturer', 'SystemProductName'],
  });
  if (!key.ok) return key;
  return {
    ok: true,
    value: {
      manufacturer: tidyText(textOf(key.value, 'SystemManufacturer') ?? ''),
      model: tidyText(textOf(key.value, 'SystemProductName') ?? ''),
    },
  };
}
