import type { ScanContext, UnknownReason } from '../contract/observation.ts';
import type { PlatformName } from '../contract/platform-name.ts';
import type { SignalId } from '../contract/signals.ts';
import type { Owner, PasskeyKind, Severity, VerdictState } from '../contract/verdict.ts';

/** Language of the words below; dates and numbers are written the same way. */
export const language = 'en';

const wholeNumber = new Intl.NumberFormat(language);
const plural = new Intl.PluralRules(language);

/** A number as people of this language write it: `12,400`. */
export function countWord(count: number): string {
  return wholeNumber.format(count);
}

/** `1 device`, `12,400 devices`. */
export function countedWord(count: number, one: string, many: string): string {
  return `${countWord(count)} ${plural.select(count) === 'one' ? one : many}`;
}

/** Words of the pieces that the window and the fleet view share. A translation replaces this file. */
export const words = {
  states: {
    ready: 'Ready',
    'ready-after-action': 'Ready after a step',
    blocked: 'Blocked',
    unknown: 'Could not check',
    'not-applicable': 'Not for this device',
  } satisfies Record<VerdictState, string>,
  /** `One step left`, `3 steps left`. */
  stepsLeft: (steps: number) => (steps === 1 ? 'One step left' : `${countWord(steps)} steps left`),
  severities: {
    block: 'Blocks signing in',
    unknown: 'Could not check',
    action: 'Something to do',
    warn: 'Worth knowing',
    info: 'For information',
    ready: 'In place',
    'not-applicable': 'Not for this device',
  } satisfies Record<Severity, string>,
  owners: { person: 'The person', it: 'IT', vendor: 'The maker' } satisfies Record<Owner, string>,
  kinds: {
    whfb: 'Windows Hello for Business',
    winhello: 'Windows Hello (passkey on this PC)',
    macplat: 'Mac (Touch ID / Secure Enclave)',
    seckey: 'Security key',
    synced: 'Synced passkey',
    hybrid: 'Phone',
  } satisfies Record<PasskeyKind, string>,
  platforms: { win32: 'Windows', darwin: 'macOS', linux: 'Linux' } satisfies Record<PlatformName, string>,
  signals: {
    os: 'System and session',
    hardware: 'Make and model',
    tpm: 'Security chip (TPM)',
    'secure-boot': 'Secure Boot',
    'biometric-sensor': 'Fingerprint and face sensors',
    bluetooth: 'Bluetooth',
    'security-key': 'Security keys',
    connectors: 'Ports for security keys',
    browsers: 'Browsers',
    apps: 'Installed applications',
    'app-settings': 'How programs sign in',
    'personal-app-settings': 'How the person’s programs sign in',
    'join-state': 'Connection to Microsoft Entra ID',
    'windows-hello': 'Windows Hello',
    'hello-for-business': 'Windows Hello for Business',
    'hello-policy': 'Company settings for Windows Hello',
    'passkey-providers': 'Passkey providers',
    'vpn-profiles': 'VPN profiles',
    'secure-enclave': 'Secure Enclave',
    'platform-sso': 'Platform single sign-on',
    'mdm-enrolment': 'Device management',
    'icloud-keychain': 'iCloud Keychain',
    'device-protection': 'Disk encryption and log-in',
    'login-methods': 'Ways to log in to this system',
    'tunnel-hosts': 'Network for phone sign-in',
  } satisfies Record<SignalId, string>,
  policy: 'Policy',
  unknownReasons: {
    'no-probe': 'this version cannot look at it on this system yet',
    'no-device-access': 'this account may not open the device',
    'needs-person-session': 'only a check in the person’s own session can tell',
    'needs-elevation': 'the account that looked has no right to see it',
    'timed-out': 'it took too long to answer',
    crashed: 'the check crashed; the rest of the scan went on',
    cancelled: 'the scan was stopped',
    unreadable: 'there was an answer that could not be understood',
    refused: 'the system refused to answer',
    busy: 'something else was using it',
    malformed: 'the device answered in a way that breaks its own rules',
    unplugged: 'it was unplugged while we looked',
    'service-missing': 'the service that knows is not running',
    'not-supported': 'this system offers no way to ask',
    'not-captured': 'the recording does not contain it',
    'switched-off': 'your company switched this check off',
    'too-old': 'it was seen too long ago to count',
  } satisfies Record<UnknownReason, string>,
  otherUnknownReason: (reason: string) => `reason “${reason}”, from a newer version`,
  noDependencies: 'Nothing was found that needs a password.',
  moreDependencies: (count: number) => `and ${countWord(count)} more`,
  untoldDependencies: (count: number) =>
    `Installed here, and nothing tells how they sign in (${countWord(count)})`,
  settledDependencies: (count: number) =>
    `Need nothing, or have a password of their own (${countWord(count)})`,
  whatToDo: 'What to do',
  whatWasSeen: 'What was seen',
  nothingSeen: 'Nothing was recorded for this.',
  details: 'Details',
  reasonCode: 'Reason code',
  rule: 'Rule',
  signal: 'Signal',
  source: 'Source',
  whoCanFix: (owner: string) => `Who can change it: ${owner}`,
  minutes: (minutes: number) => `about ${countedWord(minutes, 'minute', 'minutes')}`,
  steps: 'Steps',
  helpsWith: (kinds: string) => `Helps with: ${kinds}`,
  open: 'Open',
  openNamed: (title: string) => `Open: ${title}`,
  moreInformation: 'More information',
  onTheDevice: 'On the device:',
  nothingToDo: 'Nothing to do.',
  state: 'State',
  devices: 'Devices',
  share: 'Share',
  showTable: 'Show as a table',
  noDevices: 'No devices yet',
  lessSure: (why: string) => `Less sure: ${why}.`,
  seen: (age: string) => `seen ${age}`,
  seenBy: {
    device: (age: string) => `seen ${age} by the device scan`,
    user: (age: string) => `seen ${age} in this person’s session`,
  } satisfies Record<ScanContext, (age: string) => string>,
  copy: 'Copy',
  copied: 'Copied',
  copyFailed: 'Could not copy. Select the text and copy it.',
  problemCode: 'Code',
  problemWhere: 'Where',
  tryAgain: 'Try again',
  whatNow: 'What now',
  theme: 'Appearance',
  themes: { system: 'Like the system', light: 'Light', dark: 'Dark', contrast: 'High contrast' },
} as const;
