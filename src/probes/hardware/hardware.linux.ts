import { z } from 'zod';
import type { FactsOf } from '../../contract/signals.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import { cancelled, type Found, type Probe, tidyText, unknown, unknownFrom } from '../probe.ts';
import { dropPlaceholder, readChassis } from './read-chassis.ts';

const Machine = z.object({
  manufacturer: z.string(),
  model: z.string(),
  chassis: z.string(),
  virtual: z.boolean(),
});
const Processor = z.object({ name: z.string() });
const MemoryBytes = z.number().int().positive();

async function observe(reach: ProbeReach, stop: AbortSignal): Promise<Found<FactsOf<'hardware'>>> {
  const [machine, processor, memory] = await Promise.all([
    reach.hardware.machine(),
    reach.hardware.processor(),
    reach.hardware.memoryBytes(),
  ]);
  if (stop.aborted) return cancelled();
  // Memory alone does not let anybody recognise a device: without make and processor the signal is not known.
  if (!machine.ok && !processor.ok) return unknownFrom(machine);
  const made = machine.ok ? Machine.safeParse(machine.value).data : undefined;
  const computes = processor.ok ? Processor.safeParse(processor.value).data : undefined;
  const remembers = memory.ok ? MemoryBytes.safeParse(memory.value).data : undefined;
  if (made === undefined && computes === undefined) return unknown('unreadable', 'inventory in another form');
  const parts = [made && 'machine', computes && 'processor', remembers && 'memory'].filter(Boolean);
  return {
    kind: 'known',
    facts: {
      manufacturer: made ? dropPlaceholder(tidyText(made.manufacturer)) : null,
      model: made ? dropPlaceholder(tidyText(made.model)) : null,
      form: made === undefined ? null : made.virtual ? 'virtual' : readChassis(made.chassis),
      processor: computes ? dropPlaceholder(tidyText(computes.name)) : null,
      memoryBytes: remembers ?? null,
    },
    source: `hardware inventory (${parts.join(', ')})`,
  };
}

/** Make, model and size, through the hardware inventory. */
export const hardwareLinux: Probe<'hardware'> = { signal: 'hardware', observe };
