import { cpus } from 'node:os';
import type { Files, HardwareInventory } from '../reach.ts';
import { askSystemInformation } from './ask-system-information.ts';
import { failure, success } from './outcomes.ts';

/** Firmware's own words, readable by every account (https://www.kernel.org/doc/Documentation/ABI/testing/sysfs-firmware-dmi-tables). */
const DMI_FOLDER = '/sys/class/dmi/id';
const CPU_INFO_FILE = '/proc/cpuinfo';
/** Some 1.5 kB for each processor: thousands of them fit. */
const CPU_INFO_BYTES = 8 * 1024 * 1024;

/** SMBIOS 3.7.0 table 17, chassis types, in the words of the specification (https://www.dmtf.org/standards/smbios). */
const chassisNames: Record<number, string> = {
  1: 'Other',
  2: 'Unknown',
  3: 'Desktop',
  4: 'Low Profile Desktop',
  5: 'Pizza Box',
  6: 'Mini Tower',
  7: 'Tower',
  8: 'Portable',
  9: 'Laptop',
  10: 'Notebook',
  11: 'Hand Held',
  12: 'Docking Station',
  13: 'All in One',
  14: 'Sub Notebook',
  15: 'Space-saving',
  16: 'Lunch Box',
  17: 'Main Server Chassis',
  23: 'Rack Mount Chassis',
  24: 'Sealed-case PC',
  28: 'Blade',
  29: 'Blade Enclosure',
  30: 'Tablet',
  31: 'Convertible',
  32: 'Detachable',
  33: 'IoT Gateway',
  34: 'Embedded PC',
  35: 'Mini PC',
  36: 'Stick PC',
};

/** Words of hypervisors in the firmware's maker or model, for processors whose cpuinfo has no `hypervisor` flag. */
const virtualMakers =
  /QEMU|KVM|VMware|VirtualBox|innotek|Xen|Bochs|Parallels|Virtual Machine|Google Compute Engine|Amazon EC2|OpenStack/i;

/** Linux: machine and processor from kernel files, memory from systeminformation, because only that call starts no program. */
export function linuxHardware(files: Files): HardwareInventory {
  const word = async (name: string) => {
    const read = await files.readText(`${DMI_FOLDER}/${name}`, 4096);
    return read.ok ? success(read.value.trim()) : read;
  };
  return {
    async machine() {
      const [maker, model, chassis, cpu] = await Promise.all([
        word('sys_vendor'),
        word('product_name'),
        word('chassis_type'),
        files.readText(CPU_INFO_FILE, CPU_INFO_BYTES),
      ]);
      // No firmware table at all (most ARM boards, containers): that is unknown, not an empty name.
      if (!maker.ok && !model.ok) return maker;
      const manufacturer = maker.ok ? maker.value : '';
      const name = model.ok ? model.value : '';
      // CPUID leaf 1 ECX bit 31, set by every hypervisor for its guests (https://docs.kernel.org/virt/kvm/x86/cpuid.html).
      const flagged = cpu.ok && /^flags\s*:.*\bhypervisor\b/m.test(cpu.value);
      return success({
        manufacturer,
        model: name,
        chassis: chassis.ok ? (chassisNames[Number(chassis.value)] ?? '') : '',
        virtual: flagged || virtualMakers.test(`${manufacturer} ${name}`),
      });
    },
    async processor() {
      const name = cpus()[0]?.model.trim();
      return name && name !== 'unknown'
        ? success({ name })
        : failure('not-supported', 'the kernel gives no name');
    },
    memoryBytes: () =>
      askSystemInformation(async ({ mem }) => {
        const { total } = await mem();
        return total > 0 ? success(total) : failure('unreadable', 'no total');
      }),
  };
}
