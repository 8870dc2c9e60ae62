import type { SettingSource } from '../../../../contract/facts/hello-policy.ts';
import type { FactsOf } from '../../../../contract/signals.ts';
import type { Evidence } from '../../../../contract/verdict.ts';
import { factsOf, look, read, saw } from '../../read-signal.ts';
import type { Subject } from '../../rule.ts';
import { and, cannotTell, not, or, type Truth, truthOf } from '../../truth.ts';

type JoinState = 'joined' | 'hybrid' | 'registered' | 'none';
type PolicyFacts = FactsOf<'hello-policy'>;
export type PolicySwitch = Exclude<
  { [Name in keyof PolicyFacts]: Name }[keyof PolicyFacts],
  'enhancedSignInPeripherals'
>;

/** Is the PC in one of these relations to Entra ID? */
export function joinIs(subject: Subject, ...states: readonly JoinState[]): Truth {
  return look(subject, 'join-state', ({ state }) =>
    read('join-state', 'join state', state, (value) => truthOf(states.includes(value))),
  );
}

/** Is the PC a member of an on-premises domain? */
export function isDomainMember(subject: Subject): Truth {
  return look(subject, 'join-state', ({ domainJoined }) =>
    domainJoined === undefined
      ? cannotTell({ signal: 'join-state', reason: 'not-scanned', detail: 'on-premises domain' })
      : read('join-state', 'on-premises domain', domainJoined, truthOf, 'no'),
  );
}

/** Has this person a Windows Hello for Business credential here? */
export function hasHelloCredential(subject: Subject): Truth {
  return look(subject, 'hello-for-business', ({ credential }) =>
    read('hello-for-business', 'Windows Hello for Business credential', credential, truthOf, 'no'),
  );
}

/**
 * Can Windows sign this person in to Entra ID without asking? By its primary refresh token; on a registered device, or where the signal says
 * that it has no meaning, there is none to miss.
 * Source: https://learn.microsoft.com/en-us/entra/identity/devices/troubleshoot-device-dsregcmd
 */
export function hasToken(subject: Subject): Truth {
  const token = look(subject, 'hello-for-business', ({ primaryRefreshToken }) =>
    read('hello-for-business', 'sign-in token', primaryRefreshToken, truthOf, 'yes'),
  );
  return or(token, joinIs(subject, 'registered'));
}

/** Credential and token are there: Windows Hello for Business works for this person. */
export function isEnrolled(subject: Subject): Truth {
  return and(hasHelloCredential(subject), hasToken(subject));
}

/** Windows answers that Hello can serve a passkey for this person now. */
export function helloServes(subject: Subject): Truth {
  return look(subject, 'windows-hello', ({ platformAuthenticator }) =>
    read('windows-hello', 'Windows Hello as authenticator', platformAuthenticator, truthOf),
  );
}

type Verifier = 'available' | 'device-not-present' | 'not-configured' | 'disabled-by-policy' | 'busy';
/** Is this what Windows answers when asked whether it can verify this person? */
export function verifierSays(subject: Subject, answer: Verifier): Truth {
  return look(subject, 'windows-hello', ({ consentVerifier }) =>
    read('windows-hello', 'whether Windows can verify this person', consentVerifier, (value) =>
      truthOf(value === answer),
    ),
  );
}

/** Is this company setting in force with this value? A setting that nobody configured has neither. */
export function policySets(subject: Subject, name: PolicySwitch, value: boolean): Truth {
  return look(subject, 'hello-policy', (policy) =>
    read('hello-policy', policyNames[name], policy[name], (setting) => truthOf(setting.value === value)),
  );
}

/** No security chip. */
export function hasNoTpm(subject: Subject): Truth {
  return look(subject, 'tpm', ({ present }) => truthOf(!present));
}
export function tpmIs12(subject: Subject): Truth {
  return look(subject, 'tpm', ({ version }) =>
    read('tpm', 'version', version, (value) => truthOf(value === '1.2'), 'no'),
  );
}
/** There, and it cannot serve now. */
export function tpmIsNotReady(subject: Subject): Truth {
  return and(
    not(hasNoTpm(subject)),
    look(subject, 'tpm', ({ state }) =>
      state === undefined
        ? cannotTell({ signal: 'tpm', reason: 'not-scanned', detail: 'state' })
        : read('tpm', 'state', state, (value) => truthOf(value !== 'usable'), 'no'),
    ),
  );
}
/** Firmware with the weakness of RSA keys of 2017. */
export function tpmFirmwareIsWeak(subject: Subject): Truth {
  return look(subject, 'tpm', ({ weakFirmware }) =>
    weakFirmware === undefined
      ? cannotTell({ signal: 'tpm', reason: 'not-scanned', detail: 'known weakness of its firmware' })
      : read('tpm', 'known weakness of its firmware', weakFirmware, truthOf, 'no'),
  );
}

const policyNames: Readonly<Record<PolicySwitch, string>> = {
  enabled: 'Windows Hello for Business',
  requireSecurityDevice: 'a security chip is required',
  excludeTpm12: 'TPM 1.2 does not count',
  postLogonProvisioningOff: 'no set-up after sign-in',
  biometrics: 'biometrics',
  domainBiometrics: 'biometrics for domain accounts',
  domainPin: 'convenience PIN for domain accounts',
  signInOptions: 'sign-in options in Settings',
  securityKeySignIn: 'security keys at Windows sign-in',
};
const placeNames: Readonly<Record<SettingSource, string>> = {
  'user-gpo': 'group policy for the person',
  'machine-gpo': 'group policy for the PC',
  'user-mdm': 'device management for the person',
  'device-mdm': 'device management for the PC',
  none: 'nobody',
};

/** Evidence: a company setting, who set it and who disagrees. */
export function sawPolicy(subject: Subject, name: PolicySwitch): Evidence[] {
  const setting = factsOf(subject, 'hello-policy')?.[name];
  if (setting?.kind !== 'known') return [];
  const { value, from, alsoSetBy } = setting.value;
  if (value === null) return [saw(subject, 'hello-policy', `${policyNames[name]}: not configured`)];
  const others =
    alsoSetBy.length === 0 ? '' : `; also set by ${alsoSetBy.map((one) => placeNames[one]).join(', ')}`;
  const says = `${policyNames[name]}: ${value ? 'yes' : 'no'}, set by ${placeNames[from]}${others}`;
  return [saw(subject, 'hello-policy', says)];
}

const joinWords: Readonly<Record<JoinState, string>> = {
  joined: 'joined to Entra ID',
  hybrid: 'joined to Entra ID and to an on-premises domain',
  registered: 'registered with Entra ID',
  none: 'not joined to Entra ID and not registered with it',
};
export function sawJoin(subject: Subject): Evidence[] {
  const facts = factsOf(subject, 'join-state');
  if (facts?.state.kind !== 'known') return [];
  const domain =
    facts.state.value === 'none' && facts.domainJoined?.kind === 'known' && facts.domainJoined.value;
  const says = `${joinWords[facts.state.value]}${domain ? ', member of an on-premises domain' : ''}`;
  return [saw(subject, 'join-state', says)];
}

export function sawTpm(subject: Subject): Evidence[] {
  const facts = factsOf(subject, 'tpm');
  if (facts === null) return [];
  if (!facts.present) return [saw(subject, 'tpm', 'no TPM')];
  const version = facts.version.kind === 'known' ? ` ${facts.version.value}` : '';
  const state =
    facts.state?.kind === 'known' && facts.state.value !== 'usable' ? `, ${facts.state.value}` : '';
  const { properties } = facts;
  const firmware =
    properties.kind === 'known'
      ? `, ${properties.value.manufacturer} firmware ${properties.value.firmware}`
      : '';
  return [saw(subject, 'tpm', `TPM${version}${state}${firmware}`)];
}

/** Evidence: the code of the last failed sign-in, and where it is explained. */
export function sawSignInError(subject: Subject): Evidence[] {
  const error = factsOf(subject, 'hello-for-business')?.lastSignInError;
  if (error?.kind !== 'known') return [];
  const says = `the last sign-in to Entra ID failed with ${error.value} (keyready explain ${error.value})`;
  return [saw(subject, 'hello-for-business', says)];
}

const verifierWords: Readonly<Record<Verifier, string>> = {
  available: 'Windows can verify this person',
  'device-not-present': 'Windows finds nothing to verify this person with',
  'not-configured': 'Windows Hello is not set up for this person',
  'disabled-by-policy': 'Windows says that a company setting switches Hello off',
  busy: 'Windows Hello was busy',
};
export function sawHello(subject: Subject): Evidence[] {
  const facts = factsOf(subject, 'windows-hello');
  if (facts === null) return [];
  const { platformAuthenticator: serves, consentVerifier: verifier } = facts;
  return [
    ...(serves.kind === 'known'
      ? [saw(subject, 'windows-hello', `Hello ${serves.value ? 'can' : 'cannot'} serve passkeys now`)]
      : []),
    ...(verifier.kind === 'known' ? [saw(subject, 'windows-hello', verifierWords[verifier.value])] : []),
  ];
}
