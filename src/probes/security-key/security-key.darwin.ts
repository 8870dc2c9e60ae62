import type { FactsOf } from '../../contract/signals.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import { cancelled, type Found, type Probe, unknownFrom } from '../probe.ts';
import { accessFrom, askKeyAt, depthFrom, keyFrom } from './ask-keys.ts';
import { butFor, readFidoOffByHid } from './fido-off.ts';
import { listHidKeys } from './list-hid-keys.ts';

async function observe(reach: ProbeReach, stop: AbortSignal): Promise<Found<FactsOf<'security-key'>>> {
  const [listed, fidoOff] = await Promise.all([listHidKeys(reach), readFidoOffByHid(reach)]);
  if (stop.aborted) return cancelled();
  if (!listed.ok) return unknownFrom(listed);
  const keys = await Promise.all(
    listed.value.map(async (seen) => {
      const asked = await askKeyAt(reach, seen.path);
      return keyFrom(seen, accessFrom(asked), depthFrom(asked, 'no-device-access'));
    }),
  );
  if (stop.aborted) return cancelled();
  return { kind: 'known', facts: { keys, fidoOff: butFor(fidoOff, keys) }, source: 'node-hid' };
}

/**
 * FIDO keys on macOS, where every account sees the system's whole list of HID devices. No rights are needed as a rule; what
 * refuses is the system's privacy settings or another program's hold. Whether a key is open to this process shows only when it is asked.
 */
export const securityKeyDarwin: Probe<'security-key'> = { signal: 'security-key', observe };
