import type { SignalId } from '../../contract/signals.ts';
import type { SignalSpec } from './signal-spec.ts';

const everywhere = ['win32', 'darwin', 'linux'] as const;
const bothContexts = ['device', 'user'] as const;

/** Every signal Keyready knows, in the order documents list them. */
export const signalCatalogue: { readonly [Id in SignalId]: SignalSpec & { id: Id } } = {
  os: {
    id: 'os',
    title: 'Operating system and session',
    sentence:
      'Which system and version this is, and whether the person sits at the machine or came in remotely.',
    collects:
      'System name (on Linux also the distributions it is made from), version, kernel, processor architecture, whether it runs in a virtual machine or container, session kind, type and desktop. No user name.',
    platforms: everywhere,
    contexts: bothContexts,
    privilege: 'user',
    native: false,
    // Beyond the limit of one D-Bus call: a logind that never answers must cost the session, not the system's name.
    timeLimitMs: 4500,
    cost: 'light',
  },
  hardware: {
    id: 'hardware',
    title: 'Make and model',
    sentence: 'Manufacturer, model, processor and memory, so that IT recognises the device.',
    collects:
      'Manufacturer, model, form, processor name, memory size. No serial number, no MAC address, no asset tag.',
    platforms: everywhere,
    contexts: bothContexts,
    privilege: 'user',
    native: false,
    timeLimitMs: 3000,
    cost: 'medium',
  },
  tpm: {
    id: 'tpm',
    title: 'Security chip (TPM)',
    sentence:
      'Whether a Trusted Platform Module is there, its version and its maker, because passkeys kept on the device rest on it.',
    collects:
      'Presence, version, manufacturer id and text, specification family and revision, firmware version. No keys, no endorsement certificate.',
    platforms: ['win32', 'linux'],
    contexts: bothContexts,
    privilege: 'partly',
    native: false,
    timeLimitMs: 2500,
    cost: 'light',
  },
  'secure-boot': {
    id: 'secure-boot',
    title: 'Secure Boot',
    sentence: 'Whether the firmware starts only signed systems.',
    collects:
      'Firmware kind, whether Secure Boot is offered and on, setup mode, and whether shim switches it off.',
    platforms: ['win32', 'linux'],
    contexts: bothContexts,
    privilege: 'user',
    native: false,
    timeLimitMs: 1500,
    cost: 'light',
  },
  'biometric-sensor': {
    id: 'biometric-sensor',
    title: 'Fingerprint and face sensors',
    sentence: 'Which biometric readers are there and whether the person has enrolled anything.',
    collects:
      'Sensor name, kind, how it scans, how many prints or faces are enrolled, and whether the company or the person allows their use. Never a print, never which finger.',
    platforms: everywhere,
    contexts: bothContexts,
    bestSeenBy: 'user',
    privilege: 'partly',
    native: false,
    // Beyond the limit of system_profiler, which only Macs with an Intel processor are asked by.
    timeLimitMs: 4500,
    cost: 'medium',
  },
  bluetooth: {
    id: 'bluetooth',
    title: 'Bluetooth',
    sentence:
      'Whether a Bluetooth radio with Low Energy is on, because a passkey on a phone proves by it that the phone is near.',
    collects:
      'Each radio by its position (hci0), on or off, Low Energy, blocked by switch or policy. Nothing about paired or nearby devices, no address.',
    platforms: everywhere,
    contexts: bothContexts,
    privilege: 'user',
    native: false,
    // system_profiler on macOS takes up to three seconds for it.
    timeLimitMs: 5000,
    cost: 'medium',
  },
  'security-key': {
    id: 'security-key',
    title: 'Security keys',
    sentence:
      'Which FIDO2 security keys are plugged in now, whether this account may talk to them, and what they can do.',
    collects:
      'Maker, product, USB ids and position (hidraw3) of attached FIDO keys, access rights (on Linux also what udev has noted about a key, and which of the known rule files are there), and what each key tells without PIN or touch: model (AAGUID), versions, firmware, options, whether a PIN is set and how many tries are left, room for passkeys. On Windows, where a key may not be asked, its model by the system’s log of earlier uses. USB ids and product of a key whose FIDO side is switched off. A mark by which this installation knows the key again. No serial number, no stored passkeys, no PIN.',
    platforms: everywhere,
    contexts: bothContexts,
    privilege: 'partly',
    native: true,
    timeLimitMs: 4000,
    cost: 'medium',
  },
  connectors: {
    id: 'connectors',
    title: 'Ports for security keys',
    sentence: 'Which USB ports and NFC readers this device has, so that IT orders security keys that fit.',
    collects: 'Number of USB-C and USB-A ports where the system tells, and whether an NFC reader is there.',
    platforms: everywhere,
    contexts: bothContexts,
    privilege: 'user',
    native: false,
    timeLimitMs: 1500,
    cost: 'light',
  },
  browsers: {
    id: 'browsers',
    title: 'Browsers',
    sentence: 'Which browsers are installed, in which version, and which one opens links.',
    collects:
      'Browser names, channels, versions, packaging, whether a sandbox lets them use security keys, and the default; company settings that bear on passkeys (sign-in, sync and passwords of the browser, extensions of passkey providers). Of lists of addresses only that there is one. No history, no bookmarks, no profile content.',
    platforms: everywhere,
    contexts: bothContexts,
    bestSeenBy: 'user',
    privilege: 'user',
    native: false,
    timeLimitMs: 4000,
    cost: 'medium',
  },
  apps: {
    id: 'apps',
    title: 'Installed applications',
    sentence:
      'How many applications each package system has, and the few that matter for signing in or may still need a password.',
    collects:
      'Counts by package system, and name and version only of a few packages for signing in (brokers, password managers, VPN programs of a Mac, fingerprint, smart card and FIDO software; on a Mac also the team that each names as its maker) and of programs in the catalogue of password-dependent programs. The whole list only where the policy asks for it.',
    platforms: everywhere,
    contexts: bothContexts,
    privilege: 'user',
    native: false,
    timeLimitMs: 6000,
    cost: 'heavy',
  },
  'join-state': {
    id: 'join-state',
    title: 'Connection to Microsoft Entra ID',
    sentence: 'Whether this device is joined or registered, and which broker signs people in.',
    collects:
      'Join state, Entra device and tenant id where readable, installed brokers with version and whether each is in use. No token, no account name.',
    platforms: everywhere,
    contexts: bothContexts,
    bestSeenBy: 'user',
    privilege: 'partly',
    native: false,
    // Beyond the limit of dsregcmd on Windows: an answer that never comes must cost what it tells, not the join itself.
    timeLimitMs: 6000,
    cost: 'light',
  },
  'windows-hello': {
    id: 'windows-hello',
    title: 'Windows Hello',
    sentence:
      'Whether Windows Hello can keep a passkey for this person, whether a PIN, face or finger is set up, and what stands in the way.',
    collects:
      'Passkey interface version, whether Hello is available, set up or switched off, whether a PIN is set, kinds of enrolled biometrics, whether an Entra passkey is kept here; for other accounts only PIN yes or no and kinds. No names, no PIN, no print, no passkey.',
    platforms: ['win32'],
    contexts: bothContexts,
    bestSeenBy: 'user',
    privilege: 'user',
    native: true,
    timeLimitMs: 4000,
    cost: 'medium',
  },
  'hello-for-business': {
    id: 'hello-for-business',
    title: 'Windows Hello for Business',
    sentence:
      'Whether this person has a Windows Hello for Business credential and a valid sign-in to Entra ID, and if not, which check failed.',
    collects:
      'Credential yes or no, sign-in token yes or no (never the token), names of failed checks, code of the last sign-in error. No account name.',
    platforms: ['win32'],
    // Windows tells these only to the person's own session.
    contexts: ['user'],
    privilege: 'user',
    native: true,
    timeLimitMs: 6000,
    cost: 'heavy',
  },
  'hello-policy': {
    id: 'hello-policy',
    title: 'Company settings for Windows Hello',
    sentence:
      'Which company settings for Windows Hello, biometrics and sign-in with security keys are in force, and where each comes from.',
    collects:
      'Each setting with its value and source (group policy or device management). No names, no tenant id.',
    platforms: ['win32'],
    contexts: bothContexts,
    bestSeenBy: 'user',
    privilege: 'user',
    native: true,
    timeLimitMs: 2500,
    cost: 'light',
  },
  'passkey-providers': {
    id: 'passkey-providers',
    title: 'Passkey providers',
    sentence:
      'Which programs and browser extensions may keep passkeys for this person, and whether each is switched on.',
    collects:
      'Name, model id (AAGUID), kind, browser, on or off, locked or not; of browser profiles only their number, how many are signed in, and ids and states of these extensions. No passkeys, no accounts, no other extension.',
    platforms: everywhere,
    contexts: bothContexts,
    bestSeenBy: 'user',
    privilege: 'user',
    native: true,
    timeLimitMs: 2500,
    cost: 'light',
  },
  'app-settings': {
    id: 'app-settings',
    title: 'How programs sign in',
    sentence:
      "What this computer's own settings say about VPN connections and programs that may need a password: with proof, not by name.",
    collects:
      "For each program of the catalogue: how many profiles, accounts or connections sign in with which method, and the setting that proves it in the catalogue's own words. No value from any file, no password, name, address or path.",
    platforms: everywhere,
    contexts: bothContexts,
    bestSeenBy: 'device',
    privilege: 'partly',
    native: true,
    timeLimitMs: 5000,
    cost: 'medium',
  },
  'personal-app-settings': {
    id: 'personal-app-settings',
    title: "How the person's programs sign in",
    sentence:
      "What the person's own settings say about mail, VPN and other programs that may need a password: with proof, not by name.",
    collects:
      "The same of the person's own settings, and how many other people's were not looked at. No value from any file, no password, name, address or path.",
    platforms: everywhere,
    contexts: ['user'],
    privilege: 'user',
    native: true,
    timeLimitMs: 5000,
    cost: 'medium',
  },
  'vpn-profiles': {
    id: 'vpn-profiles',
    title: 'VPN profiles',
    sentence: 'Which VPN profiles of the system need a password to sign in.',
    collects:
      'Name of each profile, protocol, kind of sign-in and the setting that proves it. No address, no account, no password, no key.',
    platforms: ['win32', 'darwin'],
    contexts: bothContexts,
    bestSeenBy: 'user',
    privilege: 'user',
    native: true,
    timeLimitMs: 2500,
    cost: 'light',
  },
  'secure-enclave': {
    id: 'secure-enclave',
    title: 'Secure Enclave',
    sentence: 'Whether this Mac has the chip that keeps the key of Platform single sign-on.',
    collects: 'Presence, and whether it sits in the processor, a T2 or a T1 chip. No serial number.',
    platforms: ['darwin'],
    contexts: bothContexts,
    privilege: 'user',
    native: false,
    // Beyond the limit of system_profiler, which only Macs with an Intel processor are asked by.
    timeLimitMs: 4500,
    cost: 'medium',
  },
  'platform-sso': {
    id: 'platform-sso',
    title: 'Platform single sign-on',
    sentence:
      'Whether this Mac and person are registered with Entra ID through Company Portal, and whether the key lies in the Secure Enclave.',
    collects:
      'Whose extension, the method, whether Mac and person are registered, whether tokens are valid (never a token), whether Touch ID is demanded, version of Company Portal and whether it is on in AutoFill. No account, key or certificate.',
    platforms: ['darwin'],
    contexts: bothContexts,
    bestSeenBy: 'user',
    privilege: 'user',
    native: false,
    timeLimitMs: 5000,
    cost: 'medium',
  },
  'mdm-enrolment': {
    id: 'mdm-enrolment',
    title: 'Device management',
    sentence: 'Whether the company manages this Mac, which Platform single sign-on needs.',
    collects:
      'Enrolled, approved, and whether by automated enrolment. No address of the server, no profiles.',
    platforms: ['darwin'],
    contexts: bothContexts,
    privilege: 'user',
    native: false,
    timeLimitMs: 3000,
    cost: 'medium',
  },
  'icloud-keychain': {
    id: 'icloud-keychain',
    title: 'iCloud Keychain',
    sentence: 'Whether this person’s passkeys can sync through iCloud Keychain.',
    collects: 'Signed in, switched on, allowed by management: yes or no each. No Apple Account.',
    platforms: ['darwin'],
    contexts: bothContexts,
    bestSeenBy: 'user',
    privilege: 'user',
    native: false,
    timeLimitMs: 2000,
    cost: 'light',
  },
  'device-protection': {
    id: 'device-protection',
    title: 'Disk encryption and log-in',
    sentence: 'Whether FileVault is on and whether the Mac asks for a password when it starts.',
    collects: 'FileVault on, off or changing; automatic log-in yes or no. Not who.',
    platforms: ['darwin'],
    contexts: bothContexts,
    privilege: 'user',
    native: false,
    timeLimitMs: 2500,
    cost: 'light',
  },
  'login-methods': {
    id: 'login-methods',
    title: 'Ways to log in to this system',
    sentence:
      'Whether Linux itself logs people in by fingerprint, security key or Entra ID, so that nobody takes that for a passkey.',
    collects:
      'Names of PAM modules for these, the services that name them, and the login screen’s fingerprint setting.',
    platforms: ['linux'],
    contexts: bothContexts,
    privilege: 'user',
    native: false,
    timeLimitMs: 2000,
    cost: 'light',
  },
  'tunnel-hosts': {
    id: 'tunnel-hosts',
    title: 'Network for phone sign-in',
    sentence:
      'Whether this network lets the device reach the two relay hosts that a sign-in with a phone’s passkey goes through.',
    collects:
      'For each host whether a connection to port 443 came about. Nothing is sent. A company can switch this off.',
    platforms: everywhere,
    contexts: bothContexts,
    bestSeenBy: 'user',
    privilege: 'user',
    native: false,
    timeLimitMs: 4000,
    cost: 'medium',
  },
};
