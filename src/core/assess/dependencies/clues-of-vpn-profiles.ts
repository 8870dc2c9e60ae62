import type { VpnSignIn } from '../../../contract/facts/vpn-profiles.ts';
import type { PlatformName } from '../../../contract/platform-name.ts';
import type { Shown } from '../../../contract/settings-test.ts';
import type { FactsOf } from '../../../contract/signals.ts';
import { factsOf } from '../read-signal.ts';
import type { Subject } from '../rule.ts';
import type { Clue, Entry } from './weigh-evidence.ts';

type Profile = FactsOf<'vpn-profiles'>['profiles'][number];

/**
 * What the system's own VPN profiles show. EAP methods of Windows never open a web page, so what is no certificate is a password; EAP whose inner
 * method is not told stays with the server.
 * https://learn.microsoft.com/en-us/windows-server/networking/technologies/extensible-authentication-protocol/network-access
 */
const meaning: Readonly<Record<VpnSignIn, { shows: Shown; means: string }>> = {
  password: { shows: 'password', means: 'a user name and password' },
  certificate: { shows: 'certificate', means: 'a certificate' },
  'machine-certificate': { shows: 'certificate', means: 'a certificate of the computer' },
  'entra-certificate': { shows: 'certificate', means: 'a short-lived certificate from Entra ID' },
  'eap-unknown': { shows: 'server-decides', means: 'EAP, and what is used inside it could not be told' },
  unknown: { shows: 'server-decides', means: 'how it signs in could not be told' },
};

/** How evidence names the place the profiles are in. */
const places: Readonly<Record<PlatformName, string>> = {
  // https://learn.microsoft.com/en-us/windows/win32/rras/ras-phone-books
  win32: 'rasphone.pbk',
  darwin: 'the network settings',
  linux: 'the network settings',
};

/** Profiles of one entry, never by name. */
export function cluesOfVpnProfiles(
  entry: Entry,
  subject: Subject,
): { clues: Clue[]; count: number; remembers: boolean } {
  const wanted = entry.vpnProfiles;
  const listed =
    wanted?.platform === subject.platform ? (factsOf(subject, 'vpn-profiles')?.profiles ?? []) : [];
  const ours = listed.filter(
    ({ protocol, alwaysOn }) =>
      (wanted?.protocols === undefined || (protocol !== null && wanted.protocols.includes(protocol))) &&
      !(protocol !== null && wanted?.exceptProtocols?.includes(protocol)) &&
      (wanted?.alwaysOn === undefined || wanted.alwaysOn === alwaysOn),
  );
  const same = Map.groupBy(ours, ({ signIn, proof }) => `${signIn} ${proof}`);
  return {
    clues: [...same.values()].flatMap((profiles) => clueOf(profiles, subject.platform)),
    count: ours.length,
    remembers: ours.some(({ remembersPassword }) => remembersPassword),
  };
}

function clueOf(profiles: readonly Profile[], platform: PlatformName): Clue[] {
  const [first] = profiles;
  if (first === undefined) return [];
  const { signIn, proof } = first;
  const { shows, means } = meaning[signIn];
  // A sentence about what is not told stands for itself.
  const isSetting = !/^(only|decided by) /.test(proof);
  return [
    {
      from: 'profile',
      own: false,
      evidence: {
        id: `vpn-profile/${signIn}`,
        says: isSetting ? `${proof} in ${places[platform]}` : proof,
        means,
        shows,
        grade: shows === 'server-decides' ? 'none' : 'proven',
        count: profiles.length,
      },
    },
  ];
}
