import type { FactsOf } from '../../contract/signals.ts';
import type { Outcome, ProbeReach } from '../../platform/reach.ts';
import type { RegistryKey } from '../../platform/windows/registry.ts';
import { knownReading, unknown, unknownFrom } from '../probe.ts';
import { numberOf, registryValue } from '../windows/registry-values.ts';

type Policy = FactsOf<'bluetooth'>['policy'];

const POLICIES = 'SOFTWARE\\Microsoft\\PolicyManager\\current\\device';
const MAX_SERVICES = 100;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A key of device management; empty when nobody manages this area. */
async function readArea(reach: ProbeReach, area: string, value: string): Promise<Outcome<RegistryKey>> {
  const key = await reach.registry.readTree('HKLM', `${POLICIES}\\${area}`, { values: [value] });
  return !key.ok && key.problem === 'not-found' ? { ok: true, value: { values: {}, keys: {} } } : key;
}

/**
 * ServicesAllowedList: UUIDs in braces, separated by semicolons. null = no list; `unreadable` when it names nothing that is one.
 * https://learn.microsoft.com/en-us/windows/client-management/mdm/policy-csp-bluetooth
 */
function parseServices(key: RegistryKey): string[] | null | 'unreadable' {
  const value = registryValue(key, 'ServicesAllowedList');
  if (value === undefined) return null;
  if (value.type !== 'text' && value.type !== 'texts') return 'unreadable';
  const entries = (value.type === 'text' ? value.data : value.data.join(';'))
    .split(/[;,\s]+/)
    .map((entry) => entry.replace(/^\{|\}$/g, '').toLowerCase())
    .filter(Boolean);
  if (entries.length === 0) return null;
  const services = entries.filter((entry) => UUID.test(entry));
  return services.length === 0 ? 'unreadable' : services.slice(0, MAX_SERVICES);
}

/**
 * What device management says of Bluetooth. AllowBluetooth 0 switches it off.
 * https://learn.microsoft.com/en-us/windows/client-management/mdm/policy-csp-connectivity
 */
export async function readBluetoothPolicy(reach: ProbeReach): Promise<Policy> {
  const [services, connectivity] = await Promise.all([
    readArea(reach, 'Bluetooth', 'ServicesAllowedList'),
    readArea(reach, 'Connectivity', 'AllowBluetooth'),
  ]);
  if (!services.ok) return unknownFrom(services);
  if (!connectivity.ok) return unknownFrom(connectivity);
  const allowedServices = parseServices(services.value);
  if (allowedServices === 'unreadable')
    return unknown('unreadable', 'the list of allowed Bluetooth services names none');
  return knownReading({ allowed: numberOf(connectivity.value, 'AllowBluetooth') !== 0, allowedServices });
}
