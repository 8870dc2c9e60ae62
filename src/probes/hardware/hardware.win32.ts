import { z } from 'zod';
import type { FactsOf } from '../../contract/signals.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import { nameHypervisor } from '../hypervisor-names.ts';
import { cancelled, type Found, type Probe, tidyText, unknownFrom } from '../probe.ts';
import { askNative } from '../windows/ask-native.ts';
import { readFirmwareNames } from '../windows/read-firmware-names.ts';
import { textOf } from '../windows/registry-values.ts';
import { dropPlaceholder } from './read-chassis.ts';

type Form = FactsOf<'hardware'>['form'];

const PROCESSOR = 'HARDWARE\\DESCRIPTION\\System\\CentralProcessor\\0';
const MemoryBytes = z.number().int().positive();

// POWER_PLATFORM_ROLE, what the maker wrote into the firmware. 0 says nothing.
// https://learn.microsoft.com/en-us/windows/win32/api/winnt/ne-winnt-power_platform_role
const formByRole = new Map<number, Form>([
  [1, 'desktop'],
  [2, 'laptop'],
  [3, 'desktop'],
  [4, 'server'],
  [5, 'server'],
  [6, 'other'],
  [7, 'server'],
  [8, 'tablet'],
]);

async function readForm(reach: ProbeReach): Promise<Form> {
  const asked = await askNative(reach, 'platformRole');
  return asked.ok && 'role' in asked.answer ? (formByRole.get(asked.answer.role) ?? null) : null;
}

async function observe(reach: ProbeReach, stop: AbortSignal): Promise<Found<FactsOf<'hardware'>>> {
  const [names, processor, memory, form] = await Promise.all([
    readFirmwareNames(reach),
    reach.registry.readTree('HKLM', PROCESSOR, { values: ['ProcessorNameString'] }),
    reach.hardware.memoryBytes(),
    readForm(reach),
  ]);
  if (stop.aborted) return cancelled();
  // Memory alone does not let anybody recognise a device: without make and processor the signal is not known.
  if (!names.ok && !processor.ok) return unknownFrom(names);
  const made = names.ok ? names.value : { manufacturer: '', model: '' };
  const isVirtual = nameHypervisor([made.model, made.manufacturer]) !== null;
  return {
    kind: 'known',
    facts: {
      manufacturer: dropPlaceholder(made.manufacturer),
      model: dropPlaceholder(made.model),
      form: isVirtual ? 'virtual' : form,
      processor: processor.ok
        ? dropPlaceholder(tidyText(textOf(processor.value, 'ProcessorNameString') ?? ''))
        : null,
      memoryBytes: memory.ok ? (MemoryBytes.safeParse(memory.value).data ?? null) : null,
    },
    source: 'HKLM\\HARDWARE\\DESCRIPTION\\System',
  };
}

/** Make, model and size from what Windows took over from the firmware. */
export const hardwareWin32: Probe<'hardware'> = { signal: 'hardware', observe };
