import type { VpnSignIn } from '../../contract/facts/vpn-profiles.ts';
import type { FactsOf } from '../../contract/signals.ts';
import { EAP_MSCHAPV2, EAP_PEAP, EAP_TLS, readPeapData } from '../../platform/windows/eap-data.ts';
import { tidyText } from '../probe.ts';
import { numberIn, type PhonebookEntry } from './parse-phonebook.ts';

type VpnProfile = FactsOf<'vpn-profiles'>['profiles'][number];

/** RASET_Vpn: https://learn.microsoft.com/en-us/previous-versions/windows/desktop/legacy/aa377274(v=vs.85) */
const VPN = 2;

/**
 * VpnStrategy. To 4: RASENTRY in the page above; the others are VS_… of Microsoft's metadata
 * (https://microsoft.github.io/windows-docs-rs/doc/windows/Win32/NetworkManagement/Rras/), and administrators write 0, 5, 6, 7 and 14
 * (https://github.com/richardhicks/aovpn/blob/main/Update-Rasphone.ps1). 14 falls back to SSTP only. The device that an entry prefers is
 * only the one last used.
 */
const protocols = new Map([
  [0, 'automatic'],
  [1, 'pptp'],
  [2, 'pptp-first'],
  [3, 'l2tp'],
  [4, 'l2tp-first'],
  [5, 'sstp'],
  [6, 'sstp-first'],
  [7, 'ikev2'],
  [8, 'ikev2-first'],
  [14, 'ikev2-first'],
]);

/** AuthRestrictions: methods that an entry lets the server choose. */
const EAP = 128;
const MSCHAPV2 = 512;
/** PAP, SPAP, CHAP: passwords all of them. */
const OTHER_PASSWORDS = 8 | 16 | 32;

type Judged = { signIn: VpnSignIn; proof: string };

/**
 * How the person signs in. A method whose meaning is nowhere documented (2048 alone, mixtures with EAP) is "unknown", and EAP whose
 * settings do not fit the known layout is `eap-unknown`: neither is guessed.
 */
function judgeSignIn(entry: PhonebookEntry): Judged {
  if (numberIn(entry, 'devicetunnel') === 1)
    return { signIn: 'machine-certificate', proof: 'DeviceTunnel=1' };
  const allowed = numberIn(entry, 'authrestrictions');
  if (allowed === null) return { signIn: 'unknown', proof: 'AuthRestrictions is not there' };
  const proof = `AuthRestrictions=${allowed}`;
  if (allowed === EAP) return judgeEap(entry, proof);
  const isPassword =
    allowed > 0 && (allowed & MSCHAPV2) !== 0 && (allowed & ~(MSCHAPV2 | OTHER_PASSWORDS)) === 0;
  return { signIn: isPassword ? 'password' : 'unknown', proof };
}

function judgeEap(entry: PhonebookEntry, restrictions: string): Judged {
  const method = numberIn(entry, 'customauthkey');
  const proof = `${restrictions}, CustomAuthKey=${method ?? 'not there'}`;
  if (method !== EAP_PEAP) return withCertificate(entry, method, proof);
  const inner = readPeapData(entry.lines.get('customauthdata') ?? [])?.inner ?? null;
  return withCertificate(entry, inner, `${proof}, inside ${inner ?? 'not told'}`);
}

function withCertificate(entry: PhonebookEntry, method: number | null, proof: string): Judged {
  if (method === EAP_MSCHAPV2) return { signIn: 'password', proof };
  if (method !== EAP_TLS) return { signIn: 'eap-unknown', proof };
  // Conditional Access for VPN: Entra ID issues the certificate.
  // https://learn.microsoft.com/en-us/windows-server/remote/remote-access/how-to-aovpn-conditional-access
  return numberIn(entry, 'devicecomplianceenabled') === 1
    ? { signIn: 'entra-certificate', proof: `${proof}, DeviceComplianceEnabled=1` }
    : { signIn: 'certificate', proof };
}

/** What a phone book entry says of signing in; null when it is no VPN. */
export function judgeEntry(entry: PhonebookEntry, scope: VpnProfile['scope']): VpnProfile | null {
  if (numberIn(entry, 'type') !== VPN) return null;
  const isOn = (key: string) => numberIn(entry, key) === 1;
  const { signIn, proof } = judgeSignIn(entry);
  const strategy = numberIn(entry, 'vpnstrategy');
  return {
    name: tidyText(entry.name),
    scope,
    protocol: strategy === null ? null : (protocols.get(strategy) ?? null),
    signIn,
    proof,
    usesWindowsPassword: signIn === 'password' && isOn('autologon'),
    remembersPassword: !signIn.endsWith('certificate') && isOn('cachecredentials'),
    alwaysOn: isOn('alwaysoncapable') || isOn('devicetunnel'),
  };
}
