import type { FactsOf } from '../../contract/signals.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import {
  cancelled,
  type Found,
  knownReading,
  type Probe,
  type Unknown,
  unknown,
  unknownFrom,
} from '../probe.ts';
import { accessFrom, askKeyAt, depthFrom, type Key, keyFrom } from './ask-keys.ts';
import { butFor, readFidoOffByHid } from './fido-off.ts';
import { listFidoDevices, notAmong } from './list-fido-devices.ts';
import { listHidKeys, type SeenKey } from './list-hid-keys.ts';
import { loggedModelOf, readLoggedModels } from './read-logged-models.ts';

/**
 * Since Windows 10 1903 only administrators may open FIDO devices (https://github.com/Yubico/libfido2/issues/153). Others see such
 * a device listed and are refused (https://github.com/Yubico/libfido2/issues/61), or do not see it at all, since the HID library
 * makes its list by opening each device (https://github.com/framefilter/keyroost/issues/58,
 * https://github.com/Yubico/python-fido2/issues/55).
 */
const CLOSED = 'Windows opens security keys only to programs with administrator rights';

/** A key that the HID library listed is asked: whether it is open to this process shows only so. */
async function askListed(reach: ProbeReach, seen: SeenKey): Promise<Key> {
  const asked = await askKeyAt(reach, seen.path);
  return keyFrom(seen, accessFrom(asked), depthFrom(asked, 'needs-elevation'));
}

/** A key that only Windows itself lists is asked where this process may; elsewhere an attempt would be refused. */
async function askUnlisted(reach: ProbeReach, seen: SeenKey, elevated: boolean | null): Promise<Key> {
  if (elevated) return askListed(reach, seen);
  const closed = unknown('needs-elevation', CLOSED);
  return keyFrom(seen, elevated === null ? closed : knownReading(false), closed);
}

/** What the system's log tells of keys that did not answer themselves. */
async function addLoggedModels(reach: ProbeReach, keys: readonly Key[]): Promise<Key[]> {
  const silent = keys.filter(({ depth }) => depth?.kind !== 'known');
  if (silent.length === 0) return [...keys];
  const models = await readLoggedModels(reach);
  return keys.map((key) =>
    silent.includes(key) ? { ...key, loggedModel: loggedModelOf(models, key) } : key,
  );
}

/** May an empty list of the HID library be called "no key"? Only where it may open devices. */
function explainNone(elevated: boolean | null): Unknown | null {
  return elevated
    ? null
    : unknown('needs-elevation', 'Windows may hide security keys from programs without administrator rights');
}

async function observe(reach: ProbeReach, stop: AbortSignal): Promise<Found<FactsOf<'security-key'>>> {
  const [listed, present, fidoOff, about] = await Promise.all([
    listHidKeys(reach),
    listFidoDevices(reach),
    readFidoOffByHid(reach),
    reach.surroundings.about(),
  ]);
  if (stop.aborted) return cancelled();
  const elevated = about.ok ? about.value.elevated : null;
  const isWhole = !('kind' in present);
  if (!isWhole && !listed.ok) return unknownFrom(listed);
  const seen = listed.ok ? listed.value : [];
  if (!isWhole && seen.length === 0) {
    const why = explainNone(elevated);
    if (why !== null) return why;
  }
  const unlisted = isWhole
    ? notAmong(present, seen).map((key, at) => ({ ...key, id: `hid-${seen.length + at}`, mark: null }))
    : [];
  const asked = await Promise.all([
    ...seen.map((key) => askListed(reach, key)),
    ...unlisted.map((key) => askUnlisted(reach, key, elevated)),
  ]);
  if (stop.aborted) return cancelled();
  const keys = await addLoggedModels(reach, asked);
  if (stop.aborted) return cancelled();
  const sources = [listed.ok && 'node-hid', isWhole && 'SetupDi'].filter(Boolean);
  return { kind: 'known', facts: { keys, fidoOff: butFor(fidoOff, keys) }, source: sources.join(', ') };
}

/**
 * FIDO keys on Windows, seen two ways: by the HID library, and by Windows' own list, which is whole for every account. What a key
 * tells needs administrator rights; where it cannot be asked, the system's log of earlier uses may name its model.
 */
export const securityKeyWin32: Probe<'security-key'> = { signal: 'security-key', observe };
