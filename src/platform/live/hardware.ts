import { totalmem } from 'node:os';
import type { HardwareInventory } from '../reach.ts';
import { askSystemInformation } from './ask-system-information.ts';
import { liveFiles } from './files.ts';
import { linuxHardware } from './linux-hardware.ts';
import { failure, success } from './outcomes.ts';

/** Hardware of this machine. Which answer comes from where on Linux, and what each call costs: ADR 0003. */
export function liveHardware(): HardwareInventory {
  if (process.platform === 'linux') return linuxHardware(liveFiles());
  return process.platform === 'win32' ? windowsHardware : hardwareBySystemInformation();
}

/** systeminformation would start PowerShell. Maker, model and processor are in the registry, which probes read themselves. */
const windowsHardware: HardwareInventory = {
  machine: async () => failure('not-supported', 'in the registry on Windows'),
  processor: async () => failure('not-supported', 'in the registry on Windows'),
  memoryBytes: async () => success(totalmem()),
};

/** All three from systeminformation; only the named fields are taken from its answers. */
function hardwareBySystemInformation(): HardwareInventory {
  return {
    machine: () =>
      askSystemInformation(async ({ system, chassis }) => {
        const [machine, box] = await Promise.all([system(), chassis()]);
        return success({
          manufacturer: machine.manufacturer,
          model: machine.model,
          chassis: box.type,
          virtual: machine.virtual === true,
        });
      }),
    processor: () =>
      askSystemInformation(async ({ cpu }) => {
        const { manufacturer, brand } = await cpu();
        return success({ name: `${manufacturer} ${brand}`.trim() });
      }),
    memoryBytes: () =>
      askSystemInformation(async ({ mem }) => {
        const { total } = await mem();
        return total > 0 ? success(total) : failure('unreadable', 'no total');
      }),
  };
}
