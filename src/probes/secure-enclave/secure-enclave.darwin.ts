import type { FactsOf } from '../../contract/signals.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import { readMachine } from '../macos/read-kernel.ts';
import { readSecurityChip } from '../macos/read-security-chip.ts';
import { cancelled, type Found, knownReading, type Probe, unknown } from '../probe.ts';

type SecureEnclaveFacts = FactsOf<'secure-enclave'>;

function foundIn(chip: 'apple-silicon' | 't2' | 't1' | 'none', source: string): Found<SecureEnclaveFacts> {
  return {
    kind: 'known',
    facts: { present: knownReading(chip !== 'none'), chip: knownReading(chip) },
    source,
  };
}

/**
 * In every processor of Apple, and with Intel in the T2 and T1 chips: https://support.apple.com/guide/security/secure-enclave-sec59b0b31ff/web.
 * A virtual Mac calls its processor Apple's too, which says nothing of what its host lends it.
 */
async function observe(reach: ProbeReach, stop: AbortSignal): Promise<Found<SecureEnclaveFacts>> {
  const machine = await readMachine(reach);
  if (stop.aborted) return cancelled();
  if (!('model' in machine)) return machine;
  if (machine.virtualization !== null && machine.virtualization !== 'none')
    return unknown('not-supported', 'a virtual Mac does not tell what its host lends it');
  if (machine.processor === 'apple-silicon') return foundIn('apple-silicon', 'sysctl');
  if (machine.processor === null)
    return unknown('unreadable', 'sysctl does not tell whose processor this is');
  const chip = await readSecurityChip(reach);
  if (stop.aborted) return cancelled();
  return typeof chip === 'string' ? foundIn(chip, 'sysctl, system_profiler') : chip;
}

/** Whether this Mac has a Secure Enclave, and in which chip. */
export const secureEnclaveDarwin: Probe<'secure-enclave'> = { signal: 'secure-enclave', observe };
