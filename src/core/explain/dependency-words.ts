import type { CatalogueKind } from '../../contract/catalogue.ts';
import type {
  DependencyAnswer,
  EvidenceGrade,
  PasswordDependency,
  PresenceGrade,
} from '../../contract/password-dependencies.ts';

/** Words about programs that may need a password, in one place so that they can be translated. */

export const gradeWords: Readonly<Record<EvidenceGrade, string>> = {
  proven: 'Proven',
  likely: 'Likely',
  possible: 'Possible',
  none: 'Not known',
};

export const presenceWords: Readonly<Record<PresenceGrade, string>> = {
  used: 'Used lately',
  configured: 'Set up',
  installed: 'Installed',
  file: 'A file was seen',
};

type Kind = CatalogueKind;

/** Title of an answer. What is no more than possible says so. */
export function titleOf(answer: DependencyAnswer, grade: EvidenceGrade, kind: Kind): string {
  const isVague = grade === 'possible' || grade === 'none';
  switch (answer) {
    case 'needs-password':
      return isVague ? 'May need a password' : 'Needs a password';
    case 'no-passkey-prompt':
      return isVague ? 'May show no passkey prompt' : 'Shows no passkey prompt';
    case 'retired':
      return 'No longer works with Microsoft 365';
    case 'ask-admin':
      return kind === 'vpn' ? 'Ask your VPN administrator' : 'Ask who runs its server';
    case 'could-not-read':
      return 'Could not be read';
    case 'own-account':
      return 'A password of its own';
    case 'not-affected':
      return 'Not affected';
    case 'ready':
      return isVague ? 'Web sign-in, try it once' : 'Ready, test once';
  }
}

/** What the answer means, in a sentence or two. `since`: from which version and how a passkey can be used with it. */
export function plainOf(
  answer: DependencyAnswer,
  grade: EvidenceGrade,
  { name, since, kind }: { name: string; since: string | undefined; kind: Kind },
): string {
  const isVague = grade === 'possible' || grade === 'none';
  switch (answer) {
    case 'needs-password':
      return isVague
        ? `${name} is known to need a user name and password. Nothing here shows how it is used.`
        : `${name} signs in with a user name and password only. That stops working when passwords end: plan a replacement or an exception with an end date.`;
    case 'no-passkey-prompt':
      return `${name} signs in with the company's account in a window that ${isVague ? 'may show' : 'shows'} no passkey prompt.`;
    case 'retired':
      return `${name}, or the way it signs in, is no longer taken by Microsoft 365.`;
    case 'ask-admin':
      return `${capable(name, since)} Its server decides, and this device cannot see the ${kind === 'vpn' ? "gateway's" : "server's"} setting.`;
    case 'could-not-read':
      return `How ${name} signs in is in settings that this check may not read. It may need a password or not.`;
    case 'own-account':
      return `${name} has accounts of its own. That password is outside this rollout.`;
    case 'not-affected':
      return `${name} signs in with a certificate or key, without a password. Check that it is allowed to bypass Conditional Access.`;
    case 'ready':
      return isVague
        ? `${name} signs in on a web page. Whether that page shows a passkey prompt there has to be tried once.`
        : `${name} can sign in with a passkey. Test it once.`;
  }
}

function capable(name: string, since: string | undefined): string {
  return since === undefined
    ? `${name} may sign in on a web page.`
    : `${name} can use a passkey: ${since.replace(/[.\s]+$/, '')}.`;
}

/** What to ask whoever runs the server. */
export function questionOf(kind: Kind, serverSetting: string | undefined): string {
  const look =
    serverSetting === undefined ? '' : ` What to look for: ${serverSetting.replace(/[.\s]+$/, '')}.`;
  const [who, what] = kind === 'vpn' ? ['your VPN admin', 'this profile'] : ['who runs its server', 'it'];
  return `Ask ${who}: (1) does ${what} sign in with Entra ID on a web page, (2) does that page open in the default browser?${look} If both are so: ready. If not: a change, or an exception with an end date.`;
}

const nouns: Readonly<Partial<Record<Kind, readonly [one: string, many: string]>>> = {
  vpn: ['profile', 'profiles'],
  mail: ['account', 'accounts'],
  'remote-desktop': ['connection', 'connections'],
  'file-transfer': ['connection', 'connections'],
};

/** `2 profiles`. */
export function countOf(count: number, kind: Kind): string {
  const [one, many] = nouns[kind] ?? ['place', 'places'];
  return `${count} ${count === 1 ? one : many}`;
}

/** `1 profile could not be told apart`. */
export function untoldOf(count: number, kind: Kind): string {
  return `${countOf(count, kind)}: how it signs in could not be told`;
}

/** Why something could not be read, for lists of settings and signals. A word of a newer version is shown as it is. */
const reasons: Readonly<Record<string, string>> = {
  'needs-elevation': 'it takes the rights of the system',
  'needs-person-session': "it takes a check in the person's own session",
  'not-scanned': 'not looked at in this check',
  'not-captured': 'not in the capture',
  'no-probe': 'this version cannot look there',
  'timed-out': 'it took too long',
  crashed: 'the check broke off',
  cancelled: 'the check was stopped',
  unreadable: 'it could not be read',
  malformed: 'it is damaged or in an unknown form',
  refused: 'access was refused',
  busy: 'it was in use',
  'not-supported': 'it is not supported here',
  'service-missing': 'a service is missing',
  'switched-off': 'switched off by the policy',
  'too-old': 'last seen too long ago',
  'older-catalogue': 'looked at with an older list of programs',
};

export function whyNot(reason: string): string {
  return Object.hasOwn(reasons, reason) ? (reasons[reason] ?? reason) : reason;
}

/** What each signal looks at, for sentences about what may have been missed. */
const parts: Readonly<Record<string, string>> = {
  apps: 'the lists of installed programs',
  'app-settings': "programs' settings for the whole machine",
  'personal-app-settings': "programs' settings of the person",
  'vpn-profiles': 'VPN profiles of the system',
};

/** `There may be more: VPN profiles of the system (it took too long).` */
export function gapNote(gaps: readonly { signal: string; reason: string }[]): string {
  const bySignal = Map.groupBy(gaps, ({ signal }) => signal);
  const told = [...bySignal].map(([signal, same]) => {
    const why = [...new Set(same.map(({ reason }) => whyNot(reason)))].join('; ');
    return `${Object.hasOwn(parts, signal) ? parts[signal] : signal} (${why})`;
  });
  return `There may be more: ${told.join(', ')}.`;
}

export function othersNote(count: number): string {
  return count === 1
    ? "One other person's settings on this device were not looked at."
    : `Settings of ${count} other people on this device were not looked at.`;
}

const canWords = {
  yes: 'yes, as far as this device goes',
  perhaps: 'perhaps',
  'cannot-tell': 'cannot be told',
  no: 'no',
};

/** Both uses of a passkey with remote desktop; the other computer has a say in either. */
export function remoteDesktopLines({
  start,
  inside,
}: NonNullable<PasswordDependency['remoteDesktop']>): string[] {
  return [
    `Start a session with a passkey: ${canWords[start.can]} (${start.because})`,
    `Use a passkey in programs inside: ${canWords[inside.can]} (${inside.because})`,
  ];
}
