import type { Reading } from '../../contract/observation.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import { knownReading, type Unknown, unknown, unknownFrom } from '../probe.ts';
import { askNative, whyUncalled } from '../windows/ask-native.ts';
import { type JoinInfo, plainGuid, readDeviceJoin, readWorkAccounts } from '../windows/read-join-info.ts';
import { signedInHives } from '../windows/signed-in-hives.ts';
import { askWhoseSession } from '../windows/whose-session.ts';

/** How this device relates to Entra ID, before it is known whether it is in a domain too. Ids are null where the source has none. */
export type WindowsJoin = {
  how: 'joined' | 'registered' | 'none';
  deviceId: string | null;
  tenantId: string | null;
  source: string;
};

/** `joinType`: https://learn.microsoft.com/en-us/windows/win32/api/lmjoin/ne-lmjoin-dsreg_join_type */
const DEVICE_JOIN = 1;
const WORKPLACE_JOIN = 2;
/** NETSETUP_JOIN_STATUS: https://learn.microsoft.com/en-us/windows/win32/api/lmjoin/ne-lmjoin-netsetup_join_status */
const UNJOINED = 1;
const WORKGROUP = 2;
const DOMAIN = 3;

/** NetGetAadJoinInformation; a join type that it does not know itself is no answer. */
export async function askEntraJoin(reach: ProbeReach): Promise<WindowsJoin | Unknown> {
  const source = 'NetGetAadJoinInformation';
  const asked = await askNative(reach, 'entraJoin');
  if (!asked.ok) return asked.unknown;
  if (!('join' in asked.answer)) return whyUncalled(source, asked.answer);
  const { join } = asked.answer;
  if (join === null) return { how: 'none', deviceId: null, tenantId: null, source };
  if (join.type !== DEVICE_JOIN && join.type !== WORKPLACE_JOIN)
    return unknown('unreadable', `${source} does not know the kind of join`);
  const how = join.type === DEVICE_JOIN ? 'joined' : 'registered';
  return { how, deviceId: plainGuid(join.deviceId), tenantId: plainGuid(join.tenantId), source };
}

/** A join of the device that the registry notes. None noted proves nothing: that stays `why`. */
export async function readNotedJoin(reach: ProbeReach, why: Unknown): Promise<WindowsJoin | Unknown> {
  const noted = await readDeviceJoin(reach);
  if (!noted.ok || noted.value.entries === 0) return why;
  return { how: 'joined', deviceId: null, tenantId: onlyTenant(noted.value), source: 'CloudDomainJoin' };
}

/** The tenant, where there is no doubt which: after a change of tenant the old one may stay noted. */
function onlyTenant({ tenants }: JoinInfo): string | null {
  return tenants.length === 1 ? (tenants[0] ?? null) : null;
}

/** The tenant as the registry notes it, for a join whose source left it empty. */
export async function readNotedTenant(reach: ProbeReach): Promise<string | null> {
  const noted = await readDeviceJoin(reach);
  return noted.ok ? onlyTenant(noted.value) : null;
}

/**
 * Work accounts, which belong to people and not to the device: of the person whose session this is, otherwise of all who are signed in.
 * `none` only where at least one person's accounts could be looked at.
 */
export async function findWorkAccounts(reach: ProbeReach): Promise<WindowsJoin | Unknown> {
  const whose = await askWhoseSession(reach);
  const people = whose.kind === 'person' ? [null] : await hivesInstead(reach, whose);
  if (!Array.isArray(people)) return people;
  let failed: Unknown | null = null;
  for (const sid of people) {
    const accounts = await readWorkAccounts(reach, sid);
    if (!accounts.ok) failed = unknownFrom(accounts);
    else if (accounts.value.entries > 0)
      return {
        how: 'registered',
        deviceId: null,
        tenantId: onlyTenant(accounts.value),
        source: 'WorkplaceJoin',
      };
  }
  return failed ?? { how: 'none', deviceId: null, tenantId: null, source: 'WorkplaceJoin' };
}

async function hivesInstead(reach: ProbeReach, why: Unknown): Promise<string[] | Unknown> {
  const hives = await signedInHives(reach);
  if (!Array.isArray(hives)) return why;
  return hives.length > 0 ? hives.map(({ sid }) => sid) : why;
}

/** Member of an on-premises domain. */
export async function askDomain(reach: ProbeReach): Promise<Reading<boolean>> {
  const asked = await askNative(reach, 'domainJoin');
  if (!asked.ok) return asked.unknown;
  if (!('status' in asked.answer)) return whyUncalled('NetGetJoinInformation', asked.answer);
  const { status } = asked.answer;
  if (status === DOMAIN) return knownReading(true);
  return status === UNJOINED || status === WORKGROUP
    ? knownReading(false)
    : unknown('unreadable', 'Windows does not know whether it is in a domain');
}
