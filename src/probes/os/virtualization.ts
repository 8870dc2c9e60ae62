import type { ProbeReach } from '../../platform/reach.ts';
import { readContainer } from '../linux-machine/read-container.ts';

// Firmware names of hypervisors, as systemd-detect-virt knows them:
// https://github.com/systemd/systemd/blob/main/src/basic/virt.c (detect_vm_dmi_vendor)
const hypervisorNames: readonly { starts: string; word: string }[] = [
  { starts: 'KVM', word: 'kvm' },
  { starts: 'OpenStack', word: 'kvm' },
  { starts: 'KubeVirt', word: 'kvm' },
  { starts: 'Amazon EC2', word: 'amazon' },
  { starts: 'Google Compute Engine', word: 'google' },
  { starts: 'QEMU', word: 'qemu' },
  { starts: 'Standard PC (', word: 'qemu' },
  { starts: 'VMware', word: 'vmware' },
  { starts: 'VMW', word: 'vmware' },
  { starts: 'innotek GmbH', word: 'oracle' },
  { starts: 'VirtualBox', word: 'oracle' },
  { starts: 'Xen', word: 'xen' },
  { starts: 'HVM domU', word: 'xen' },
  { starts: 'Bochs', word: 'bochs' },
  { starts: 'Parallels', word: 'parallels' },
  { starts: 'BHYVE', word: 'bhyve' },
  { starts: 'Hyper-V', word: 'microsoft' },
  { starts: 'Virtual Machine', word: 'microsoft' },
  { starts: 'Apple Virtualization', word: 'apple' },
];

/** Hypervisor word for firmware names (product first, then maker); null when they name a real machine's maker. */
export function nameHypervisor(dmiNames: readonly string[]): string | null {
  // Bare-metal instances of Amazon carry the maker's name too: their product ends in `.metal`.
  if (dmiNames.some((name) => /\.metal(-|$)/.test(name))) return null;
  for (const name of dmiNames) {
    const found = hypervisorNames.find((known) => name.startsWith(known.starts));
    if (found !== undefined) return found.word;
  }
  return null;
}

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
