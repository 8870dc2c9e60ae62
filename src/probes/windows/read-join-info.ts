import type { Outcome, ProbeReach } from '../../platform/reach.ts';
import type { RegistryRoot } from '../../platform/windows/registry.ts';
import { closedKeysBelow, keysBelow, textOf } from './registry-values.ts';

/** How the device joined; below it one key for each join, by the thumbprint of its certificate. https://aadinternals.com/post/deviceidentity/ */
const DEVICE_JOIN = 'SYSTEM\\CurrentControlSet\\Control\\CloudDomainJoin\\JoinInfo';
/** Work accounts of one person, in that person's own part of the registry. */
const WORK_ACCOUNTS = 'Software\\Microsoft\\Windows NT\\CurrentVersion\\WorkplaceJoin\\JoinInfo';

const GUID = /^\{?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\}?$/i;

/** A GUID in lower case, without braces; null for anything else, an empty text among it. */
export function plainGuid(text: string | null): string | null {
  return GUID.exec(text?.trim() ?? '')?.[1]?.toLowerCase() ?? null;
}

/** `entries`: how many joins are noted. `tenants`: each tenant once. The e-mail addresses beside them are not asked for. */
export type JoinInfo = { entries: number; tenants: string[] };

async function readJoins(reach: ProbeReach, root: RegistryRoot, path: string): Promise<Outcome<JoinInfo>> {
  const key = await reach.registry.readTree(root, path, { values: ['TenantId'], depth: 1 });
  if (!key.ok) return key.problem === 'not-found' ? { ok: true, value: { entries: 0, tenants: [] } } : key;
  if (closedKeysBelow(key.value).length > 0)
    return { ok: false, problem: 'denied', detail: 'a join is noted, but closed' };
  const joins = keysBelow(key.value);
  const tenants = joins.flatMap(([, join]) => plainGuid(textOf(join, 'TenantId')) ?? []);
  return { ok: true, value: { entries: joins.length, tenants: [...new Set(tenants)] } };
}

/** Joins of the device to Entra ID as the registry notes them. */
export function readDeviceJoin(reach: ProbeReach): Promise<Outcome<JoinInfo>> {
  return readJoins(reach, 'HKLM', DEVICE_JOIN);
}

/** Work accounts of the person who asks, or of a signed-in person by SID. */
export function readWorkAccounts(reach: ProbeReach, sid: string | null): Promise<Outcome<JoinInfo>> {
  return sid === null
    ? readJoins(reach, 'HKCU', WORK_ACCOUNTS)
    : readJoins(reach, 'HKU', `${sid}\\${WORK_ACCOUNTS}`);
}
