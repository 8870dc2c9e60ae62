import type { FactsOf } from '../../contract/signals.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import { readMachine } from '../macos/read-kernel.ts';
import { cancelled, type Found, type Probe, unknown } from '../probe.ts';
import { readMacForm } from './read-mac-form.ts';

/** Identifiers of Apple's own machines, virtual ones among them. */
const APPLE_MODEL = /^(Mac|iMac|VirtualMac)[A-Za-z]*\d+,\d+$/;

async function observe(reach: ProbeReach, stop: AbortSignal): Promise<Found<FactsOf<'hardware'>>> {
  const machine = await readMachine(reach);
  if (stop.aborted) return cancelled();
  if (!('model' in machine)) return machine;
  const { model, processorName, memoryBytes, virtualization } = machine;
  // Memory alone does not let anybody recognise a device: without model and processor the signal is not known.
  if (model === null && processorName === null)
    return unknown('unreadable', 'sysctl named neither model nor processor');
  const isVirtual = virtualization !== null && virtualization !== 'none';
  const form = isVirtual ? 'virtual' : await readMacForm(reach, model ?? '');
  if (stop.aborted) return cancelled();
  return {
    kind: 'known',
    facts: {
      manufacturer: model !== null && APPLE_MODEL.test(model) ? 'Apple' : null,
      model,
      form,
      processor: processorName,
      memoryBytes,
    },
    source: 'sysctl',
  };
}

/** Model identifier, processor and memory as the kernel tells them. */
export const hardwareDarwin: Probe<'hardware'> = { signal: 'hardware', observe };
