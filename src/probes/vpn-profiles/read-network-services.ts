import type { Part, PartsQuestion } from '../../platform/parts.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import { type Unknown, unknownFrom } from '../probe.ts';

/**
 * Network services of this Mac that can be a VPN, with what decides how one signs in. Names of keys:
 * https://developer.apple.com/documentation/systemconfiguration/ppp-entity-keys and .../ipsec-entity-keys. Accounts and passwords (or where
 * they are kept) are only looked for, never read.
 */
const QUESTION: PartsQuestion = {
  at: ['NetworkServices'],
  each: true,
  only: { key: 'Interface/Type', values: ['PPP', 'IPSec', 'VPN'] },
  keep: {
    UserDefinedName: 'value',
    'Interface/Type': 'value',
    'Interface/SubType': 'value',
    'PPP/AuthName': 'presence',
    'PPP/AuthEAPPlugins': 'presence',
    'PPP/TokenCard': 'presence',
    'PPP/AuthPasswordEncryption': 'value',
    'IPSec/AuthenticationMethod': 'value',
    'IPSec/XAuthEnabled': 'value',
    'IPSec/XAuthName': 'presence',
    'IPSec/XAuthPasswordEncryption': 'value',
  },
};

/** One service: its id, and what was kept of it by the names above. */
export type NetworkService = { id: string; kept: Part['kept'] };

export async function readNetworkServices(reach: ProbeReach): Promise<NetworkService[] | Unknown> {
  const path = '/Library/Preferences/SystemConfiguration/preferences.plist';
  const read = await reach.files.readParts(path, 'plist', QUESTION);
  if (!read.ok) return unknownFrom(read, 'the network settings');
  return read.value.map(({ name, kept }) => ({ id: name.toUpperCase(), kept }));
}
