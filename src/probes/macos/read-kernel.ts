import type { ProbeReach } from '../../platform/reach.ts';
import { nameHypervisor } from '../hypervisor-names.ts';
import { tidyText, type Unknown, unknown, unknownFrom } from '../probe.ts';
import { wholeLines } from './whole-lines.ts';

/** Values of the kernel by name; what this kernel does not know is not there. */
type KernelValues = ReadonlyMap<string, string>;

/** What the kernel says of the machine. */
export type MacMachine = {
  /** Identifier as Apple's lists have it: `Mac16,5`, `MacBookPro15,1`, `VirtualMac2,1`. */
  model: string | null;
  /** Null when neither the kernel nor the processor's name tells. */
  processor: 'apple-silicon' | 'intel' | null;
  /** `Apple M4 Max`; null under Rosetta, which gives the processor another name. */
  processorName: string | null;
  memoryBytes: number | null;
  /** A hypervisor's word, `none`, or null when it cannot be told. */
  virtualization: string | null;
};

/** The same for every probe, so that one run serves all of them. */
const NAMES = [
  'hw.model',
  'hw.memsize',
  'machdep.cpu.brand_string',
  'hw.optional.arm64',
  'sysctl.proc_translated',
  'kern.hv_vmm_present',
];

function parseValues(text: string): KernelValues {
  const values = new Map<string, string>();
  for (const line of wholeLines(text)) {
    const [, name, value] = /^([a-z][a-z0-9_.]{1,60}): (.*)$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined && NAMES.includes(name)) values.set(name, tidyText(value));
  }
  return values;
}

/**
 * Apple silicon has `hw.optional.arm64: 1`, also for a program that Rosetta translates. An Intel kernel does not know the name, or
 * says 0; since a missing answer is no proof, the processor must call itself Intel's.
 * https://developer.apple.com/documentation/apple-silicon/about-the-rosetta-translation-environment
 */
function judgeProcessor(values: KernelValues): MacMachine['processor'] {
  if (values.get('hw.optional.arm64') === '1' || isTranslated(values)) return 'apple-silicon';
  return /^(genuine )?intel\b/i.test(values.get('machdep.cpu.brand_string') ?? '') ? 'intel' : null;
}

function isTranslated(values: KernelValues): boolean {
  return values.get('sysctl.proc_translated') === '1';
}

/**
 * `kern.hv_vmm_present` is there since macOS 11 on both kinds of processors; an Apple virtual Mac is also named so.
 * Rosetta calls the processor `VirtualApple`, which is no virtual machine.
 * https://github.com/freegeek-pdx/macOS-Testing-and-Deployment-Scripts (get_marketing_model_name)
 */
function judgeVirtualization(values: KernelValues): string | null {
  const model = values.get('hw.model') ?? '';
  if (/^VirtualMac/.test(model)) return 'apple';
  const named = nameHypervisor([model]);
  if (named !== null) return named;
  const present = values.get('kern.hv_vmm_present');
  if (present === '1') return 'vm-other';
  return present === '0' ? 'none' : null;
}

function readMemory(text: string | undefined): number | null {
  const bytes = /^\d{6,16}$/.test(text ?? '') ? Number(text) : Number.NaN;
  return Number.isSafeInteger(bytes) ? bytes : null;
}

/**
 * Asks the kernel by `sysctl -i`, which leaves out names that this kernel does not know; without it the tool may stop at the first such.
 * So each line counts for itself, and the exit code for nothing.
 */
export async function readMachine(reach: ProbeReach): Promise<MacMachine | Unknown> {
  const run = await reach.commands.run('/usr/sbin/sysctl', ['-i', ...NAMES]);
  if (!run.ok) return unknownFrom(run);
  const values = parseValues(run.value.stdout);
  if (values.size === 0)
    return unknown('unreadable', `sysctl ended with ${run.value.exitCode} and named no value`);
  const model = values.get('hw.model') ?? '';
  const brand = values.get('machdep.cpu.brand_string') ?? '';
  return {
    model: /^[A-Za-z][A-Za-z0-9 -]{0,40}(\d+,\d+)?$/.test(model) ? model : null,
    processor: judgeProcessor(values),
    processorName: isTranslated(values) || brand === '' ? null : brand,
    memoryBytes: readMemory(values.get('hw.memsize')),
    virtualization: judgeVirtualization(values),
  };
}
