import type { FactsOf } from '../../contract/signals.ts';
import { tidyText } from '../probe.ts';
import type { NetworkService } from './read-network-services.ts';

type VpnProfile = FactsOf<'vpn-profiles'>['profiles'][number];
type Judged = Pick<VpnProfile, 'signIn' | 'proof' | 'remembersPassword'>;

/**
 * What profiles of macOS have in common: none hands on a Windows password, and always-on VPNs exist on iPhone and iPad only.
 * https://support.apple.com/guide/deployment/depae3d361d0/web
 */
export function macProfile(name: string, protocol: string | null, judged: Judged): VpnProfile {
  return {
    name: tidyText(name),
    scope: 'all-users',
    protocol,
    usesWindowsPassword: false,
    alwaysOn: false,
    ...judged,
  };
}

export function decidedBy(program: string): Judged {
  return { signIn: 'unknown', proof: tidyText(`decided by ${program}`), remembersPassword: false };
}

/** A VPN among the network services; null for modems, Bluetooth, PPPoE and whatever else has such a service. */
export function judgeNetworkService({ kept }: NetworkService): VpnProfile | null {
  const type = kept['Interface/Type'];
  const subType = kept['Interface/SubType'];
  const name = typeof kept.UserDefinedName === 'string' ? kept.UserDefinedName : '';
  if (type === 'IPSec') return macProfile(name, 'ipsec', judgeIpsec(kept));
  if (typeof subType !== 'string') return null;
  if (type === 'VPN') return macProfile(name, null, decidedBy(subType));
  if (type !== 'PPP' || !['L2TP', 'PPTP'].includes(subType)) return null;
  return macProfile(name, subType.toLowerCase(), judgePpp(kept));
}

/**
 * A name to sign in with, and nothing that takes the place of a password: EAP, a token (`AuthPasswordEncryption` = Token).
 * https://developer.apple.com/documentation/systemconfiguration/kscpropnetpppauthpasswordencryption-swift.var
 */
function judgePpp(kept: NetworkService['kept']): Judged {
  const encryption = wordOf(kept['PPP/AuthPasswordEncryption']);
  const remembersPassword = encryption === 'Keychain';
  const told = (signIn: Judged['signIn'], proof: string) => ({ signIn, proof, remembersPassword });
  if (kept['PPP/AuthEAPPlugins'] === true) return told('eap-unknown', 'AuthEAPPlugins is set');
  if (kept['PPP/TokenCard'] === true) return told('unknown', 'TokenCard is set');
  if (encryption === 'Token') return told('unknown', 'AuthPasswordEncryption=Token');
  if (kept['PPP/AuthName'] !== true) return told('unknown', 'AuthName is not set');
  return told(
    'password',
    `AuthName is set${encryption === null ? '' : `, AuthPasswordEncryption=${encryption}`}`,
  );
}

/** XAuth is a name and password of the person: https://developer.apple.com/documentation/devicemanagement/vpn/ipsec-data.dictionary */
function judgeIpsec(kept: NetworkService['kept']): Judged {
  const encryption = wordOf(kept['IPSec/XAuthPasswordEncryption']);
  const method = wordOf(kept['IPSec/AuthenticationMethod']);
  const xauth = kept['IPSec/XAuthEnabled'];
  const isOn = xauth === 1 || xauth === true;
  const isOff = xauth === undefined || xauth === 0 || xauth === false;
  const remembersPassword = isOn && encryption === 'Keychain';
  const told = (signIn: Judged['signIn'], proof: string) => ({ signIn, proof, remembersPassword });
  if (isOn && kept['IPSec/XAuthName'] === true) return told('password', 'XAuthEnabled=1, XAuthName is set');
  if (isOn) return told('unknown', 'XAuthEnabled=1, XAuthName is not set');
  if (isOff && method === 'Certificate')
    return told('certificate', 'AuthenticationMethod=Certificate, no XAuth');
  return told('unknown', `AuthenticationMethod=${method ?? 'not told'}`);
}

function wordOf(value: unknown): string | null {
  return typeof value === 'string' && /^[A-Za-z]{1,40}$/.test(value) ? value : null;
}
