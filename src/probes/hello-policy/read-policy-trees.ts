import type { Outcome, ProbeReach } from '../../platform/reach.ts';
import type { RegistryKey, RegistryRoot } from '../../platform/windows/registry.ts';
import { type Unknown, unknown, unknownFrom } from '../probe.ts';
import { plainGuid, readDeviceJoin } from '../windows/read-join-info.ts';
import { keyAt } from '../windows/registry-values.ts';
import { signedInHives } from '../windows/signed-in-hives.ts';
import { askWhoseSession } from '../windows/whose-session.ts';
import type { PolicyTrees } from './judge-setting.ts';
import { policyValues } from './policy-places.ts';

type Tree = PolicyTrees[keyof PolicyTrees];

const GPO = 'SOFTWARE\\Policies\\Microsoft';
const GPO_HELLO = `${GPO}\\PassportForWork`;
const MDM_HELLO = 'SOFTWARE\\Microsoft\\Policies\\PassportForWork';
const POLICY_MANAGER = 'SOFTWARE\\Microsoft\\PolicyManager';
/** Deep enough for `<tenant>\Device\Policies\ExcludeSecurityDevices`. */
const MDM_DEPTH = 4;

async function readTree(reach: ProbeReach, root: RegistryRoot, path: string, depth: number): Promise<Tree> {
  const key = await reach.registry.readTree(root, path, { values: policyValues, depth });
  if (key.ok) return key.value;
  return key.problem === 'not-found' ? 'absent' : unknownFrom(key);
}

/** Whose settings count: the person in whose session this runs, otherwise the one person who is active here. */
type Person = { root: RegistryRoot; prefix: string; sid: string };

async function findPerson(reach: ProbeReach): Promise<Person | Unknown> {
  const whose = await askWhoseSession(reach);
  if (whose.kind === 'person') return { root: 'HKCU', prefix: '', sid: whose.sid };
  const hives = await signedInHives(reach);
  if (!Array.isArray(hives)) return whose;
  const active = hives.filter((user) => user.active);
  const [only] = active;
  return active.length === 1 && only !== undefined
    ? { root: 'HKU', prefix: `${only.sid}\\`, sid: only.sid }
    : unknown('needs-person-session', 'not exactly one person is active here');
}

/**
 * The part of device management that belongs to this device's tenant. After a change of tenant the old one's part may stay behind, so
 * the tenant that the device is joined to decides; where it notes none, the only one there is.
 */
function tenantPart(mdm: Tree, joined: readonly string[] | Unknown): RegistryKey | 'absent' | Unknown {
  if (mdm === 'absent' || 'kind' in mdm) return mdm;
  const parts = Object.entries(mdm.keys).filter(([name]) => plainGuid(name) !== null);
  if (parts.length === 0) return 'absent';
  if ('kind' in joined) return joined;
  const own = joined.length === 0 ? parts : parts.filter(([name]) => joined.includes(plainGuid(name) ?? ''));
  if (own.length > 1) return unknown('unreadable', 'settings of several tenants are here');
  const part = own[0]?.[1];
  if (part === undefined) return 'absent';
  return 'problem' in part ? unknown('needs-elevation', 'the settings of the tenant are closed') : part;
}

/** Policies of one owner in the tenant's part: `Device`, or a person by SID. */
function ownersPart(part: RegistryKey | 'absent' | Unknown, owner: string): Tree {
  if (part === 'absent' || 'kind' in part) return part;
  const closed = Object.entries(part.keys).find(([name]) => name.toLowerCase() === owner.toLowerCase())?.[1];
  if (closed !== undefined && 'problem' in closed)
    return unknown('needs-elevation', 'these settings are closed');
  return keyAt(part, `${owner}\\Policies`) ?? 'absent';
}

function tenantsOf(join: Awaited<ReturnType<typeof readDeviceJoin>>): readonly string[] | Unknown {
  return join.ok ? join.value.tenants : unknownFrom(join);
}

/** Reads every key that holds such settings, once. */
export async function readPolicyTrees(reach: ProbeReach): Promise<PolicyTrees> {
  const person = await findPerson(reach);
  const [join, mdm, machineGpo, fido, biometrics, system, settings, signInOptions, userGpo] =
    await Promise.all([
      readDeviceJoin(reach),
      readTree(reach, 'HKLM', MDM_HELLO, MDM_DEPTH),
      readTree(reach, 'HKLM', GPO_HELLO, 1),
      readTree(reach, 'HKLM', `${GPO}\\FIDO`, 0),
      readTree(reach, 'HKLM', `${GPO}\\Biometrics`, 1),
      readTree(reach, 'HKLM', `${GPO}\\Windows\\System`, 0),
      readTree(reach, 'HKLM', `${POLICY_MANAGER}\\current\\device\\Settings`, 0),
      readTree(reach, 'HKLM', `${POLICY_MANAGER}\\default\\Settings\\AllowSignInOptions`, 0),
      'kind' in person ? person : readTree(reach, person.root, `${person.prefix}${GPO_HELLO}`, 1),
    ]);
  const tenant = tenantPart(mdm, tenantsOf(join));
  return {
    'user-gpo-hello': userGpo,
    'machine-gpo-hello': machineGpo,
    // Where the tenant has no part there are no settings for anybody.
    'user-mdm-hello': tenant !== 'absent' && 'kind' in person ? person : personsPart(tenant, person),
    'device-mdm-hello': ownersPart(tenant, 'Device'),
    'mdm-hello': mdm,
    'gpo-fido': fido,
    'gpo-biometrics': biometrics,
    'gpo-system': system,
    'mdm-settings': settings,
    'mdm-default-sign-in-options': signInOptions,
  };
}

function personsPart(tenant: RegistryKey | 'absent' | Unknown, person: Person | Unknown): Tree {
  return 'kind' in person ? 'absent' : ownersPart(tenant, person.sid);
}

/** Is the registry shown at all? Absent keys mean "not set" only where it is. */
export async function isRegistryShown(reach: ProbeReach): Promise<Outcome<unknown>> {
  return reach.registry.readTree('HKLM', 'SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion', { values: [] });
}
