import type { Reading } from '../../../../contract/observation.ts';
import type { FactsOf } from '../../../../contract/signals.ts';
import type { Evidence } from '../../../../contract/verdict.ts';
import type { Grounds } from '../../grounds.ts';
import { factsOf, look, read, saw } from '../../read-signal.ts';
import type { Subject } from '../../rule.ts';
import { and, cannotTell, not, type Truth, truthOf, unlessSeen } from '../../truth.ts';
import { isAtLeast, minimumFor, systemIsOlderThan } from '../../version-truth.ts';

type SsoFacts = FactsOf<'platform-sso'>;

function readSso<Value>(
  subject: Subject,
  detail: string,
  pick: (facts: SsoFacts) => Reading<Value>,
  ask: (value: Value) => Truth,
): Truth {
  return look(subject, 'platform-sso', (facts) => read('platform-sso', detail, pick(facts), ask));
}

/** Older than the first macOS that can keep a passkey this way. */
export function isTooOld(subject: Subject, grounds: Grounds): Truth {
  return systemIsOlderThan(subject, grounds, 'macplat.os');
}

/** Whose Platform single sign-on did the Mac's management set up? */
export function extensionIs(subject: Subject, whose: 'microsoft' | 'other' | 'none'): Truth {
  return readSso(
    subject,
    'whose Platform single sign-on',
    ({ extension }) => extension,
    (value) => truthOf(value === whose),
  );
}

/** Microsoft's is set up, on a macOS that has it. Where that is not so, what else is asked of it has no meaning. */
export function hasMicrosoftSso(subject: Subject, grounds: Grounds): Truth {
  return and(not(isTooOld(subject, grounds)), extensionIs(subject, 'microsoft'));
}

/**
 * Is the key made in the Secure Enclave? Password and smart card are documented as not usable for a passkey; about newer methods nothing is
 * published.
 * Source: https://learn.microsoft.com/en-us/entra/identity/devices/macos-psso
 */
export function methodIsSecureEnclave(subject: Subject): Truth {
  return readSso(
    subject,
    'method',
    ({ method }) => method,
    (value) => {
      if (value === 'access-key' || value === 'other')
        return cannotTell({ signal: 'platform-sso', reason: 'not-supported', detail: `method ${value}` });
      return truthOf(value === 'secure-enclave');
    },
  );
}

/** Microsoft's Platform single sign-on by the method that can keep a passkey: what registration is worth asking about. */
export function canKeepPasskey(subject: Subject, grounds: Grounds): Truth {
  return and(hasMicrosoftSso(subject, grounds), methodIsSecureEnclave(subject));
}

/** The Mac itself is registered. */
export function macIsRegistered(subject: Subject): Truth {
  return readSso(subject, 'registration of this Mac', ({ registered }) => registered, truthOf);
}

type UserState = SsoFacts['userState'] extends Reading<infer Value> ? Value : never;
export function userStateIs(subject: Subject, ...states: readonly UserState[]): Truth {
  return readSso(
    subject,
    'registration of this person',
    ({ userState }) => userState,
    (value) => truthOf(states.includes(value)),
  );
}
export function tokensExpired(subject: Subject): Truth {
  return readSso(
    subject,
    'sign-in tokens of this person',
    ({ tokens }) => tokens,
    (value) => truthOf(value === 'expired'),
  );
}

/**
 * Mac and person are registered with a key in the Secure Enclave. Settings shows "Registered" for the Mac alone, so both count.
 * Source: https://github.com/fleetdm/fleet/issues/51667
 */
export function isRegistered(subject: Subject): Truth {
  return and(
    extensionIs(subject, 'microsoft'),
    methodIsSecureEnclave(subject),
    macIsRegistered(subject),
    userStateIs(subject, 'normal'),
  );
}

/** No Secure Enclave. A working registration of a key in one proves that it is there. */
export function hasNoSecureEnclave(subject: Subject): Truth {
  return unlessSeen(
    look(subject, 'secure-enclave', ({ present }) =>
      read('secure-enclave', 'Secure Enclave', present, (value) => truthOf(!value)),
    ),
    isRegistered(subject),
  );
}

/** Not enrolled with the company's device management. The settings of Microsoft's extension come by it, so they prove it. */
export function isNotManaged(subject: Subject): Truth {
  return unlessSeen(
    look(subject, 'mdm-enrolment', ({ enrolled }) =>
      read('mdm-enrolment', 'device management', enrolled, (value) => truthOf(!value)),
    ),
    extensionIs(subject, 'microsoft'),
  );
}

/** Management demands Touch ID for the key. */
export function demandsTouchId(subject: Subject, grounds: Grounds): Truth {
  return and(
    canKeepPasskey(subject, grounds),
    readSso(subject, 'whether Touch ID is demanded', ({ biometricPolicy }) => biometricPolicy, truthOf),
  );
}

/** No Touch ID sensor, neither in the Mac nor in a keyboard. */
export function hasNoTouchId(subject: Subject): Truth {
  return unlessSeen(
    look(subject, 'biometric-sensor', ({ sensors, complete }) => {
      if (sensors.some(({ factor }) => factor === 'fingerprint')) return 'no';
      return complete === false
        ? cannotTell({ signal: 'biometric-sensor', reason: 'not-supported', detail: 'Touch ID sensors' })
        : 'yes';
    }),
    touchIdWorks(subject),
  );
}
/** A sensor is there, and this person has no finger enrolled. */
export function hasNoFinger(subject: Subject): Truth {
  return unlessSeen(
    look(subject, 'biometric-sensor', ({ sensors }) => {
      const touchId = sensors.filter(({ factor }) => factor === 'fingerprint');
      if (touchId.length === 0) return 'no';
      return and(
        ...touchId.map(({ enrolled }) =>
          read('biometric-sensor', 'enrolled fingers', enrolled, (count) => truthOf(count === 0)),
        ),
      );
    }),
    touchIdWorks(subject),
  );
}
/** The system itself says that Touch ID can be asked now. That it cannot proves nothing: the lid may be shut. */
function touchIdWorks(subject: Subject): Truth {
  return look(subject, 'biometric-sensor', ({ usableNow }) =>
    usableNow === undefined ? 'no' : read('biometric-sensor', 'Touch ID now', usableNow, truthOf, 'no'),
  );
}

export function hasNoPortal(subject: Subject): Truth {
  return readSso(
    subject,
    'Company Portal',
    ({ companyPortal }) => companyPortal,
    (version) => truthOf(version === null),
  );
}
/** Company Portal is there and older than the policy's minimum `id`. */
export function portalIsOlderThan(subject: Subject, grounds: Grounds, id: string): Truth {
  const minimum = minimumFor(subject, grounds, id)?.minimum;
  if (minimum === undefined) return 'no';
  const detail = 'version of Company Portal';
  return readSso(
    subject,
    detail,
    ({ companyPortal }) => companyPortal,
    (version) => (version === null ? 'no' : not(isAtLeast('platform-sso', version, minimum, detail))),
  );
}

export function credentialProviderIs(subject: Subject, state: 'on' | 'off' | 'undecided'): Truth {
  return readSso(
    subject,
    'Company Portal in AutoFill',
    ({ credentialProvider }) => credentialProvider,
    (value) => truthOf(value === state),
  );
}

const extensionWords = {
  microsoft: 'Platform single sign-on of Microsoft is set up',
  other: 'Platform single sign-on of another maker is set up',
  none: 'no Platform single sign-on is set up',
} as const;
const userStateWords = {
  normal: 'this person is registered',
  'needs-new-keys': 'the registration of this person needs new keys',
  'needs-registration': 'this person has to register again',
  none: 'this person is not registered',
  other: 'the registration of this person is in a state that is not published',
} as const;
const providerWords = {
  on: 'Company Portal is on in AutoFill',
  off: 'Company Portal is off in AutoFill',
  undecided: 'nobody has chosen yet whether Company Portal may fill in passkeys',
} as const;

/** One sentence for each reading of Platform single sign-on, where it is known. */
const sentences: { readonly [Name in SsoReading]: (facts: SsoFacts) => string | null } = {
  extension: ({ extension }) => told(extension, (value) => extensionWords[value]),
  method: ({ method }) => told(method, (value) => `method ${value}`),
  registered: ({ registered }) => told(registered, (value) => `this Mac is ${value ? '' : 'not '}registered`),
  userState: ({ userState }) => told(userState, (value) => userStateWords[value]),
  tokens: ({ tokens }) => told(tokens, (value) => `sign-in tokens: ${value}`),
  biometricPolicy: ({ biometricPolicy }) =>
    told(biometricPolicy, (value) => `Touch ID is ${value ? '' : 'not '}demanded`),
  companyPortal: ({ companyPortal }) =>
    told(
      companyPortal,
      (value) => `Company Portal ${value === null ? 'is not installed' : value.slice(0, 40)}`,
    ),
  credentialProvider: ({ credentialProvider }) => told(credentialProvider, (value) => providerWords[value]),
};
type SsoReading =
  | 'extension'
  | 'method'
  | 'registered'
  | 'userState'
  | 'tokens'
  | 'biometricPolicy'
  | 'companyPortal'
  | 'credentialProvider';

/** Evidence: what Platform single sign-on said about each of these. */
export function sawSso(subject: Subject, ...about: readonly SsoReading[]): Evidence[] {
  const facts = factsOf(subject, 'platform-sso');
  if (facts === null) return [];
  return about.flatMap((name) => {
    const says = sentences[name](facts);
    return says === null ? [] : [saw(subject, 'platform-sso', says)];
  });
}

export function sawTouchId(subject: Subject): Evidence[] {
  const sensors = factsOf(subject, 'biometric-sensor')?.sensors;
  if (sensors === undefined) return [];
  const touchId = sensors.filter(({ factor }) => factor === 'fingerprint').length;
  return [
    saw(subject, 'biometric-sensor', touchId === 0 ? 'no Touch ID sensor' : 'a Touch ID sensor is there'),
  ];
}

function told<Value>(reading: Reading<Value>, say: (value: Value) => string): string | null {
  return reading.kind === 'known' ? say(reading.value) : null;
}
