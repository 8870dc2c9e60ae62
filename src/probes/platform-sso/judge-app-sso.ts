import type { FactsOf } from '../../contract/signals.ts';
import type { AppSsoBlock, AppSsoStatus } from '../../platform/macos/app-sso.ts';
import { knownReading, type NotApplicable, notApplicable, type Unknown, unknown } from '../probe.ts';

type PlatformSsoFacts = FactsOf<'platform-sso'>;
export type AppSsoFacts = Omit<PlatformSsoFacts, 'companyPortal' | 'credentialProvider'>;

/** The only extension that makes a passkey for Entra ID: https://learn.microsoft.com/en-us/entra/identity/devices/macos-psso */
const MICROSOFT = 'com.microsoft.CompanyPortalMac.ssoextension';

/** Words of each number as macOS prints them: `POLoginTypePassword (1)`. The number decides; a name alone is taken too. */
const methods = [
  [1, 'POLoginTypePassword', 'password'],
  [2, 'POLoginTypeUserSecureEnclaveKey', 'secure-enclave'],
  [3, 'POLoginTypeSmartCard', 'smart-card'],
  [4, 'POLoginTypeAccessKey', 'access-key'],
  [100, 'POLoginTypeRefresh', 'other'],
  [101, 'POLoginTypePlatformSSOToken', 'other'],
] as const;
/** 3 to 6 exist and are no registration that is in order; what they are called is not known for certain. */
const states = [
  [0, 'POUserStateNormal', 'normal'],
  [1, 'POUserStateNeedsNewKeys', 'needs-new-keys'],
  [2, 'POUserStateNeedsRegistration', 'needs-registration'],
  [3, null, 'other'],
  [4, null, 'other'],
  [5, null, 'other'],
  [6, null, 'other'],
  [null, 'POUserStateNeedsBinding', 'other'],
] as const;

type Row<Word> = readonly [number: number | null, name: string | null, word: Word];

function wordOf<Word>(rows: readonly Row<Word>[], text: unknown): Word | null {
  if (typeof text !== 'string') return null;
  const [, name = '', digits] = /^(.{0,100}?)\s*(?:\((\d{1,6})\))?$/.exec(text.trim()) ?? [];
  const byNumber = digits === undefined ? undefined : rows.find(([number]) => number === Number(digits));
  return (byNumber ?? rows.find(([, known]) => known !== null && known === name))?.[2] ?? null;
}

/** Bits of `userSEPKeyBiometricPolicy`: 1 and 2 demand Touch ID or a watch, 4 spares it while unlocking, 8 lets a password do instead. */
function demandsTouchId(text: unknown): boolean | null {
  const digits =
    typeof text === 'string' ? /^[A-Za-z, ]{1,120}\((\d{1,4})\)$/.exec(text.trim())?.[1] : undefined;
  const bits = Number(digits ?? Number.NaN);
  if (bits === 0) return false;
  if (Number.isNaN(bits) || bits > 15 || (bits & 3) === 0) return null;
  return (bits & 8) === 0;
}

const untold = (what: string): Unknown => unknown('unreadable', `app-sso does not tell ${what}`);

function isObject(block: AppSsoBlock): block is ReadonlyMap<string, string | number | boolean> {
  return typeof block !== 'string';
}

/** A value of the object, or the reason that there is none. */
function read<Value>(
  block: AppSsoBlock,
  judge: (values: ReadonlyMap<string, unknown>) => Value | null,
  what: string,
): { kind: 'known'; value: Value } | Unknown {
  const value = isObject(block) ? judge(block) : null;
  return value === null ? untold(what) : knownReading(value);
}

/** All readings alike. */
export function allAlike(why: Unknown | NotApplicable): AppSsoFacts {
  return { extension: why, method: why, registered: why, userState: why, tokens: why, biometricPolicy: why };
}

/**
 * What the text says of this Mac and person. `nobody` = why the answer belongs to no person; then only what stands there counts, and `(null)`
 * proves nothing.
 */
export function judgeAppSso(status: AppSsoStatus, nobody: Unknown | null): AppSsoFacts {
  const { device, login, user } = status.blocks;
  const isUnset = device === 'null' && !isObject(login) && !isObject(user);
  if (nobody !== null && !isObject(device)) return allAlike(nobody);
  if (isUnset)
    return {
      ...allAlike(notApplicable('no Platform single sign-on is set up')),
      extension: knownReading('none'),
    };
  const extension = read(device, extensionOf, 'whose extension is set up');
  if (extension.kind === 'known' && extension.value === 'other')
    return { ...allAlike(notApplicable('set up for another provider than Entra ID')), extension };
  return {
    extension,
    method: judgeMethod(device),
    registered: read(device, registeredOf, 'whether this Mac is registered'),
    userState: nobody ?? judgeUser(user),
    tokens: nobody ?? judgeTokens(status),
    biometricPolicy: nobody !== null && !isObject(login) ? nobody : judgePolicy(login),
  };
}

function extensionOf(values: ReadonlyMap<string, unknown>): 'microsoft' | 'other' | null {
  const id = values.get('extensionIdentifier');
  if (typeof id !== 'string' || id.trim() === '') return null;
  return id === MICROSOFT ? 'microsoft' : 'other';
}

function registeredOf(values: ReadonlyMap<string, unknown>): boolean | null {
  const value = values.get('registrationCompleted');
  return typeof value === 'boolean' ? value : null;
}

/** `POLoginTypeNone (0)`, which a Mac may show before it is registered, is no method. */
function judgeMethod(device: AppSsoBlock): PlatformSsoFacts['method'] {
  return read(device, (values) => wordOf(methods, values.get('loginType')), 'a method of sign-in');
}

function judgePolicy(login: AppSsoBlock): PlatformSsoFacts['biometricPolicy'] {
  return read(
    login,
    (values) => demandsTouchId(values.get('userSEPKeyBiometricPolicy')),
    'whether Touch ID is demanded',
  );
}

function judgeUser(user: AppSsoBlock): PlatformSsoFacts['userState'] {
  if (user === 'null') return knownReading('none');
  return read(user, (values) => wordOf(states, values.get('state')), 'the registration of this person');
}

/**
 * `(Not Expired)` is what was seen of valid tokens. The word for expired ones was not, so their own end decides, held against the command's
 * clock. That the part is missing means "none" only where the person is not registered, as with https://github.com/fleetdm/fleet/issues/51667
 */
function judgeTokens({ tokens, atMs, blocks }: AppSsoStatus): PlatformSsoFacts['tokens'] {
  if (tokens === null) {
    const person = judgeUser(blocks.user);
    const isUnregistered =
      person.kind === 'known' && (person.value === 'none' || person.value === 'needs-registration');
    return isUnregistered ? knownReading('none') : untold('anything of tokens');
  }
  if (tokens.some(({ word }) => word === 'Not Expired')) return knownReading('valid');
  const areOver = tokens.length > 0 && atMs !== null && tokens.every(({ expiresMs }) => expiresMs < atMs);
  return areOver ? knownReading('expired') : untold('whether tokens are valid');
}
