import type { ProbeReach } from '../../platform/reach.ts';
import { nameHypervisor } from '../hypervisor-names.ts';
import { readContainer } from '../linux-machine/read-container.ts';

/** Does the first processor's flag list say it runs under a hypervisor? null where there is no such list (ARM). */
export function hasHypervisorFlag(cpuinfo: string): boolean | null {
  const flags = /^flags\s*:(.*)$/m.exec(cpuinfo)?.[1];
  return flags === undefined ? null : /\shypervisor(\s|$)/.test(flags);
}

async function readDmi(reach: ProbeReach, name: string): Promise<string> {
  const text = await reach.files.readText(`/sys/class/dmi/id/${name}`, 4096);
  return text.ok ? text.value.trim() : '';
}

/** Container or hypervisor word, `none` only on positive signs of a bare machine, null when it cannot be told. */
export async function readVirtualization(reach: ProbeReach, kernel: string): Promise<string | null> {
  const container = await readContainer(reach);
  if (container !== null) return container;
  if (/microsoft|WSL/i.test(kernel)) return 'wsl';
  const hypervisor = await reach.files.readText('/sys/hypervisor/type', 256);
  if (hypervisor.ok && /^[a-z]{2,20}\s*$/.test(hypervisor.value)) {
    // Xen's first domain (Qubes OS, XCP-ng) drives the real machine and its radios: detect_vm_xen_dom0 of the same file.
    const xen = await reach.files.readText('/proc/xen/capabilities', 256);
    return xen.ok && xen.value.includes('control_d') ? 'none' : hypervisor.value.trim();
  }
  const product = await readDmi(reach, 'product_name');
  const maker = await readDmi(reach, 'sys_vendor');
  const named = nameHypervisor([product, maker]);
  if (named !== null) return named;
  const cpuinfo = await reach.files.readText('/proc/cpuinfo', 4 * 1024 * 1024);
  const flagged = cpuinfo.ok ? hasHypervisorFlag(cpuinfo.value) : null;
  if (flagged === true) return 'vm-other';
  return flagged === false && maker !== '' ? 'none' : null;
}
