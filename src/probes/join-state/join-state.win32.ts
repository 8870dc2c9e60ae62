import type { Reading } from '../../contract/observation.ts';
import type { FactsOf } from '../../contract/signals.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import {
  cancelled,
  type Found,
  knownReading,
  notApplicable,
  type Probe,
  type Unknown,
  unknown,
} from '../probe.ts';
import type { DsregStatus } from '../windows/parse-dsregcmd.ts';
import { plainGuid } from '../windows/read-join-info.ts';
import { runDsregcmd } from '../windows/run-dsregcmd.ts';
import {
  askDomain,
  askEntraJoin,
  findWorkAccounts,
  readNotedJoin,
  readNotedTenant,
  type WindowsJoin,
} from './read-windows-join.ts';

type JoinStateFacts = FactsOf<'join-state'>;
type Asked = DsregStatus | Unknown;

function isStatus(asked: Asked): asked is DsregStatus {
  return 'flag' in asked;
}

/** The program's own view of the device, where neither the call nor the registry told. A work account it does not settle. */
function joinFromText(asked: Asked, why: Unknown): WindowsJoin | Unknown {
  const joined = isStatus(asked) ? asked.flag('AzureAdJoined') : null;
  if (joined === null) return why;
  return { how: joined ? 'joined' : 'none', deviceId: null, tenantId: null, source: 'dsregcmd' };
}

function judgeState({ how }: WindowsJoin, domain: Reading<boolean>): JoinStateFacts['state'] {
  if (how !== 'joined') return knownReading(how);
  if (domain.kind === 'known') return knownReading(domain.value ? 'hybrid' : 'joined');
  return unknown('unreadable', 'joined, but whether the device is in a domain too could not be told');
}

/** What Entra ID said of the device: https://learn.microsoft.com/en-us/entra/identity/devices/troubleshoot-device-dsregcmd */
function judgeDeviceAuth(asked: Asked): NonNullable<JoinStateFacts['deviceAuth']> {
  if (!isStatus(asked)) return asked;
  const word = asked.value('DeviceAuthStatus');
  if (word === null || word === '') return unknown('not-supported', 'this Windows does not ask');
  if (word === 'SUCCESS') return knownReading('ok');
  if (/^FAILED\. Device is either disabled or deleted/i.test(word))
    return knownReading('disabled-or-deleted');
  return /^FAILED/i.test(word)
    ? knownReading('failed')
    : unknown('unreadable', 'DeviceAuthStatus says neither success nor failure');
}

function judgeKeyProtection(asked: Asked): NonNullable<JoinStateFacts['keyProtection']> {
  if (!isStatus(asked)) return asked;
  const isProtected = asked.flag('TpmProtected');
  if (isProtected !== null) return knownReading(isProtected ? 'tpm' : 'software');
  const provider = asked.value('KeyProvider');
  if (provider === 'Microsoft Platform Crypto Provider') return knownReading('tpm');
  if (provider === 'Microsoft Software Key Storage Provider') return knownReading('software');
  return unknown('unreadable', 'dsregcmd does not tell where the key of the device lies');
}

function describeId(id: string | null, what: string): Reading<string> {
  return id === null ? unknown('unreadable', `${what} could not be told`) : knownReading(id);
}

/** Facts of a device that is joined, with what the program tells beside the call. */
async function describeJoined(
  reach: ProbeReach,
  join: WindowsJoin,
  asked: Asked,
  domain: Reading<boolean>,
): Promise<JoinStateFacts> {
  const told = (key: string) => (isStatus(asked) ? plainGuid(asked.value(key)) : null);
  const tenantId = join.tenantId ?? (await readNotedTenant(reach)) ?? told('TenantId');
  return {
    state: judgeState(join, domain),
    entraDeviceId: describeId(join.deviceId ?? told('DeviceId'), 'the device id'),
    tenantId: describeId(tenantId, 'the tenant'),
    brokers: [],
    domainJoined: domain,
    deviceAuth: judgeDeviceAuth(asked),
    keyProtection: judgeKeyProtection(asked),
  };
}

function describeOther(join: WindowsJoin | Unknown, domain: Reading<boolean>): JoinStateFacts {
  const onlyJoined = notApplicable('only a joined device has it');
  const shared = { brokers: [], domainJoined: domain, deviceAuth: onlyJoined, keyProtection: onlyJoined };
  if (!('how' in join)) return { ...shared, state: join, entraDeviceId: join, tenantId: join };
  if (join.how === 'none') {
    const none = notApplicable('not joined and not registered');
    return { ...shared, state: knownReading('none'), entraDeviceId: none, tenantId: none };
  }
  return {
    ...shared,
    state: knownReading(join.how),
    entraDeviceId: describeId(join.deviceId, 'the device id'),
    tenantId: describeId(join.tenantId, 'the tenant'),
  };
}

async function observe(reach: ProbeReach, stop: AbortSignal): Promise<Found<JoinStateFacts>> {
  const [called, askedDomain] = await Promise.all([askEntraJoin(reach), askDomain(reach)]);
  if (stop.aborted) return cancelled();
  let join = 'how' in called ? called : await readNotedJoin(reach, called);
  // Not joined: the program would tell no more, and run as administrator it can take minutes.
  const isWorthAsking = !('how' in join) || join.how === 'joined';
  const asked = isWorthAsking ? await runDsregcmd(reach) : null;
  if (stop.aborted) return cancelled();
  if (!('how' in join)) join = joinFromText(asked ?? join, join);
  if (!('how' in join)) return join;
  const inText = asked !== null && isStatus(asked) ? asked.flag('DomainJoined') : null;
  const domain = askedDomain.kind !== 'known' && inText !== null ? knownReading(inText) : askedDomain;
  const person = join.how === 'none' ? await findWorkAccounts(reach) : join;
  if (stop.aborted) return cancelled();
  const facts =
    join.how === 'joined' && asked !== null
      ? await describeJoined(reach, join, asked, domain)
      : describeOther(person, domain);
  const program = asked !== null && isStatus(asked) && join.source !== 'dsregcmd' ? ', dsregcmd' : '';
  return { kind: 'known', facts, source: join.source + program };
}

/** Join to Entra ID by the system's own call, else by the registry and at last by `dsregcmd /status`. */
export const joinStateWin32: Probe<'join-state'> = { signal: 'join-state', observe };
