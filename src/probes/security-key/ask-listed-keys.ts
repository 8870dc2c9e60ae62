import type { UnknownReason } from '../../contract/observation.ts';
import type { FactsOf } from '../../contract/signals.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import { cancelled, type Found, type Unknown, unknownFrom } from '../probe.ts';
import { accessFrom, askKeyAt, depthFrom, keyFrom } from './ask-keys.ts';
import { butFor, readFidoOffByHid } from './fido-off.ts';
import { listHidKeys } from './list-hid-keys.ts';

type How = {
  /** What a refusal to open means here. */
  denied: Extract<UnknownReason, 'needs-elevation' | 'no-device-access'>;
  /** May an empty list be called "no key"? Null = yes. */
  explainNone(): Promise<Unknown | null>;
};

/**
 * Keys where nothing but the HID library lists them (Windows, macOS). Whether a key is open to this process shows only when it
 * is asked.
 */
export async function askListedKeys(
  reach: ProbeReach,
  stop: AbortSignal,
  how: How,
): Promise<Found<FactsOf<'security-key'>>> {
  const [listed, fidoOff] = await Promise.all([listHidKeys(reach), readFidoOffByHid(reach)]);
  if (stop.aborted) return cancelled();
  if (!listed.ok) return unknownFrom(listed);
  if (listed.value.length === 0) {
    const why = await how.explainNone();
    if (why !== null) return why;
  }
  const keys = await Promise.all(
    listed.value.map(async (seen) => {
      const asked = await askKeyAt(reach, seen.path);
      return keyFrom(seen, accessFrom(asked), depthFrom(asked, how.denied));
    }),
  );
  if (stop.aborted) return cancelled();
  return { kind: 'known', facts: { keys, fidoOff: butFor(fidoOff, keys) }, source: 'node-hid' };
}
