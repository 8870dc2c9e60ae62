import { z } from 'zod';
import type { Reading } from '../../contract/observation.ts';
import type { Outcome, ProbeReach } from '../../platform/reach.ts';
import { knownReading, unknown, unknownFrom } from '../probe.ts';

/** One adapter as BlueZ describes it. */
export type BluezAdapter = { id: string; powered: Reading<boolean>; lowEnergyCentral: Reading<boolean> };

// https://github.com/bluez/bluez/blob/master/doc/org.bluez.Adapter.rst
export const BLUEZ = 'org.bluez';
const ADAPTER_PATH = /^\/org\/bluez\/(hci\d{1,3})$/;

const Adapter = z.looseObject({
  Powered: z.boolean().optional(),
  PowerState: z.string().optional(),
  Roles: z.array(z.string()).optional(),
});
type Adapter = z.infer<typeof Adapter>;

function judgePowered(adapter: Adapter): Reading<boolean> {
  if (adapter.Powered !== undefined) return knownReading(adapter.Powered);
  if (adapter.PowerState === 'on') return knownReading(true);
  if (adapter.PowerState === 'off' || adapter.PowerState === 'off-blocked') return knownReading(false);
  return unknown('unreadable', 'BlueZ does not tell whether the adapter is on');
}

/**
 * Low Energy with the central role. `Roles` says it outright. BlueZ before it had `Roles` offers GattManager1 only on
 * Low Energy adapters (adapter_register in https://github.com/bluez/bluez/blob/master/src/adapter.c): without it there is
 * no Low Energy, with it the role stays untold.
 */
export function judgeLowEnergyCentral(
  roles: readonly string[] | undefined,
  hasGatt: Outcome<boolean>,
): Reading<boolean> {
  if (roles !== undefined)
    return knownReading(roles.some((role) => role === 'central' || role === 'central-peripheral'));
  if (!hasGatt.ok) return unknownFrom(hasGatt);
  return hasGatt.value
    ? unknown('not-supported', 'this BlueZ has Low Energy but does not tell the roles')
    : knownReading(false);
}

/** Adapters that BlueZ manages. Asks only about adapters, so that no name of a paired device enters the process. */
export async function readBluezAdapters(reach: ProbeReach): Promise<Outcome<BluezAdapter[]>> {
  const objects = await reach.dbus.objectsWith('system', BLUEZ, 'org.bluez.Adapter1', [
    'Powered',
    'PowerState',
    'Roles',
  ]);
  if (!objects.ok) return objects;
  const described: { path: string; id: string; adapter: Adapter }[] = [];
  for (const [path, properties] of Object.entries(objects.value)) {
    const id = ADAPTER_PATH.exec(path)?.[1];
    const adapter = Adapter.safeParse(properties);
    if (id === undefined || !adapter.success) {
      return { ok: false, problem: 'unreadable', detail: 'BlueZ described an adapter in another form' };
    }
    described.push({ path, id, adapter: adapter.data });
  }
  const needsGatt = described.some(({ adapter }) => adapter.Roles === undefined);
  const gatt = needsGatt
    ? await reach.dbus.objectsWith('system', BLUEZ, 'org.bluez.GattManager1', [])
    : undefined;
  const adapters = described.map(({ path, id, adapter }) => {
    const hasGatt: Outcome<boolean> =
      gatt === undefined || gatt.ok ? { ok: true, value: gatt !== undefined && path in gatt.value } : gatt;
    return {
      id,
      powered: judgePowered(adapter),
      lowEnergyCentral: judgeLowEnergyCentral(adapter.Roles, hasGatt),
    };
  });
  return { ok: true, value: adapters.sort((a, b) => a.id.localeCompare(b.id)) };
}
