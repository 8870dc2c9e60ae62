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

// What hypervisors put into CPUID leaf 0x40000000, by the same file (vm_table).
const processorVendors: Readonly<Record<string, string>> = {
  KVMKVMKVM: 'kvm',
  'Linux KVM Hv': 'kvm',
  TCGTCGTCGTCG: 'qemu',
  VMwareVMware: 'vmware',
  'Microsoft Hv': 'microsoft',
  VBoxVBoxVBox: 'oracle',
  XenVMMXenVMM: 'xen',
  'bhyve bhyve ': 'bhyve',
  ' lrpepyh  vr': 'parallels',
};

/** Hypervisor word for the vendor that the processor names; `other` for one that is not known. */
export function nameProcessorVendor(vendor: string): string {
  return Object.hasOwn(processorVendors, vendor) ? (processorVendors[vendor] ?? 'other') : 'other';
}
