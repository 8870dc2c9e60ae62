import type { Reading } from '../../../../contract/observation.ts';
import { depthOf, infoOf, isU2fOnly } from '../../../keys/key-answers.ts';
import { firmwareOf } from '../../../keys/key-firmware.ts';
import { memberOf, optionOf } from '../../../keys/members.ts';
import { pinStateOf } from '../../../keys/pin-state.ts';
import { roomLeftOf } from '../../../keys/room-left.ts';
import { uvStateOf } from '../../../keys/uv-state.ts';
import { read } from '../../read-signal.ts';
import type { KeyInSight, KeyRule } from '../../rule.ts';
import { and, not, or, type Truth, truthOf } from '../../truth.ts';
import { askFido2, askKey, sawKey, sawLoggedModel } from '../facts/key-facts.ts';
import { isSystem } from '../facts/system-facts.ts';
import { pages } from '../sources.ts';

/** From this many wrong PIN entries left a person should know before the next. */
const FEW_TRIES = 2;

/** Why a key was not read; null when it was, or when an agent that reads no keys left it to be told by access alone. */
function whyNotRead({ key, subject }: KeyInSight): string | null {
  if (key.depth === undefined) {
    if (key.accessible.kind === 'known') {
      if (key.accessible.value) return null;
      return subject.platform === 'win32' ? 'needs-elevation' : 'no-device-access';
    }
    return key.accessible.kind === 'unknown' ? key.accessible.reason : 'not-supported';
  }
  const depth = depthOf(key);
  if (depth.kind !== 'known') return depth.kind === 'unknown' ? depth.reason : 'not-supported';
  const info = infoOf(key);
  return info.kind === 'unknown' ? info.reason : null;
}

function hasBuiltIn(seen: KeyInSight, state: 'none' | 'not-set-up' | 'set-up'): Truth {
  return askKey(seen, 'built-in verification', uvStateOf(seen.key), ({ builtIn }) =>
    truthOf(builtIn === state),
  );
}
function supportsPin(seen: KeyInSight): Truth {
  return askKey(seen, 'PIN support', pinStateOf(seen.key), ({ supported }) => truthOf(supported));
}
function hasPinSet(seen: KeyInSight): Truth {
  return askKey(seen, 'PIN', pinStateOf(seen.key), (pin) => truthOf(pin.supported && pin.set));
}
type PinSet = Extract<ReturnType<typeof pinOf>, object>;
function pinOf({ key }: KeyInSight) {
  const pin = pinStateOf(key);
  return pin.kind === 'known' && pin.value.supported ? pin.value : null;
}
/** Asks about a PIN that is set; no where there is none. */
function askPin<Value>(
  seen: KeyInSight,
  detail: string,
  part: (pin: PinSet) => Reading<Value>,
  ask: (value: Value) => Truth,
): Truth {
  const pin = pinOf(seen);
  if (pin === null) return hasPinSet(seen);
  return pin.set ? askKey(seen, detail, part(pin), ask) : 'no';
}
function isFido2(seen: KeyInSight): Truth {
  return askFido2(seen, () => 'yes');
}

/** What a key can do and what state it is in: rows 5 to 12 and 17 of the truth table. */
export const seckeyKeyOwnRules: readonly KeyRule[] = [
  {
    id: 'seckey.5',
    kind: 'seckey',
    effect: 'unknown',
    code: 'KEY_NOT_READABLE',
    needs: ['security-key'],
    condition:
      'The key could not be asked: needs elevation (Windows), no access, busy, timed out, malformed answer, unplugged; the evidence says which',
    when: (seen) => truthOf(whyNotRead(seen) !== null),
    evidence: (seen) => {
      const why = whyNotRead(seen) ?? 'unreadable';
      return [...sawKey(seen, `could not be asked: ${why}`, why), ...sawLoggedModel(seen)];
    },
    sources: [pages.hidOnWindows, pages.ctap],
  },
  {
    id: 'seckey.not-inspected',
    kind: 'seckey',
    effect: 'unknown',
    code: 'KEY_NOT_INSPECTED',
    needs: ['security-key'],
    condition:
      'The report is of an agent before 0.2, which saw the key and could open it, but did not ask it',
    when: (seen) => truthOf(seen.key.depth === undefined && whyNotRead(seen) === null),
    evidence: (seen) => sawKey(seen, 'is plugged in and may be read'),
    sources: [pages.keyVendors],
  },
  {
    id: 'seckey.6',
    kind: 'seckey',
    effect: 'block',
    code: 'KEY_U2F_ONLY',
    owner: 'it',
    needs: ['security-key'],
    condition: 'The key does U2F only: no CTAP2, or no FIDO_2_x among its versions',
    when: ({ key }) =>
      depthOf(key).kind === 'known' && infoOf(key).kind !== 'unknown'
        ? read('security-key', 'versions', isU2fOnly(key), truthOf)
        : 'no',
    evidence: (seen) => {
      const info = infoOf(seen.key);
      const versions = info.kind === 'known' ? info.value.versions.slice(0, 8).join(', ') : 'U2F, no CTAP2';
      return sawKey(seen, `speaks ${versions === '' ? 'no version it names' : versions}`);
    },
    sources: [pages.compatibleKeys, pages.ctap],
  },
  {
    id: 'seckey.7',
    kind: 'seckey',
    effect: 'block',
    code: 'KEY_NO_RESIDENT',
    owner: 'it',
    needs: ['security-key'],
    condition: 'The key cannot keep passkeys (option rk is not true)',
    when: (seen) =>
      askFido2(seen, (info) => askKey(seen, 'option rk', optionOf(info, 'rk'), (rk) => truthOf(rk !== true))),
    evidence: (seen) => sawKey(seen, 'cannot keep passkeys'),
    sources: [pages.compatibleKeys, pages.ctap],
  },
  {
    id: 'seckey.8',
    kind: 'seckey',
    effect: 'block',
    code: 'KEY_NO_UV',
    owner: 'it',
    needs: ['security-key'],
    condition: 'The key supports neither a PIN nor verification of its own',
    when: (seen) => and(isFido2(seen), not(supportsPin(seen)), hasBuiltIn(seen, 'none')),
    evidence: (seen) => sawKey(seen, 'has neither PIN support nor a fingerprint reader'),
    sources: [pages.compatibleKeys, pages.ctap],
  },
  {
    id: 'seckey.9',
    kind: 'seckey',
    effect: 'action',
    code: 'KEY_PIN_NOT_SET',
    owner: 'person',
    needs: ['security-key'],
    condition:
      'The key supports a PIN, none is set, and no verification of its own is set up (on a Mac a PIN must be there before registration)',
    when: (seen) => and(supportsPin(seen), not(hasPinSet(seen)), not(hasBuiltIn(seen, 'set-up'))),
    evidence: (seen) => sawKey(seen, 'no PIN is set'),
    sources: [pages.fido2Compatibility, pages.passkeysOnMac, pages.ctap],
  },
  {
    id: 'seckey.9-uv',
    kind: 'seckey',
    effect: 'action',
    code: 'KEY_FINGERPRINT_NOT_SET',
    owner: 'person',
    needs: ['security-key'],
    condition: 'The key has no PIN support, and its own verification is not set up',
    when: (seen) => and(isFido2(seen), not(supportsPin(seen)), hasBuiltIn(seen, 'not-set-up')),
    evidence: (seen) => sawKey(seen, 'its own verification is not set up'),
    sources: [pages.ctap],
  },
  {
    id: 'seckey.10',
    kind: 'seckey',
    effect: 'action',
    code: 'KEY_PIN_BLOCKED',
    owner: 'person',
    needs: ['security-key'],
    condition: 'A PIN is set and no try is left (a reset erases all passkeys on the key)',
    when: (seen) => askPin(seen, 'PIN tries', ({ blocked }) => blocked, truthOf),
    evidence: (seen) => sawKey(seen, 'no PIN try is left'),
    suppresses: ['seckey.10-change'],
    sources: [pages.ctap],
  },
  {
    id: 'seckey.10-change',
    kind: 'seckey',
    effect: 'action',
    code: 'KEY_PIN_CHANGE_REQUIRED',
    owner: 'person',
    needs: ['security-key'],
    condition: 'The key demands a new PIN before anything else (forcePINChange)',
    when: (seen) => askPin(seen, 'PIN change', ({ changeRequired }) => changeRequired, truthOf),
    evidence: (seen) => sawKey(seen, 'demands a new PIN'),
    sources: [pages.ctap],
  },
  {
    id: 'seckey.10-few',
    kind: 'seckey',
    effect: 'warn',
    code: 'KEY_PIN_FEW_TRIES',
    owner: 'person',
    needs: ['security-key'],
    condition:
      'A PIN is set and one or two tries are left, or the key wants to be plugged in again before the next',
    when: (seen) =>
      or(
        askPin(
          seen,
          'PIN tries',
          ({ triesLeft }) => triesLeft,
          (left) => truthOf(left > 0 && left <= FEW_TRIES),
        ),
        and(
          askPin(seen, 'PIN tries', ({ replugFirst }) => replugFirst, truthOf),
          askPin(
            seen,
            'PIN tries',
            ({ blocked }) => blocked,
            (none) => truthOf(!none),
          ),
        ),
      ),
    evidence: (seen) => {
      const tries = pinOf(seen)?.triesLeft;
      const left = tries?.kind === 'known' ? tries.value : 0;
      const replug = pinOf(seen)?.replugFirst;
      const again =
        replug?.kind === 'known' && replug.value ? ', and it wants to be plugged in again first' : '';
      return sawKey(seen, `${left === 1 ? '1 PIN try is' : `${left} PIN tries are`} left${again}`);
    },
    sources: [pages.ctap],
  },
  {
    id: 'seckey.11',
    kind: 'seckey',
    effect: 'warn',
    code: 'KEY_NO_HMAC_SECRET',
    owner: 'it',
    needs: ['security-key'],
    condition: 'The key lacks hmac-secret, which signing in to Windows itself needs',
    when: (seen) =>
      askFido2(seen, (info) =>
        askKey(seen, 'extensions', memberOf(info, 'extensions'), (extensions) =>
          truthOf(!(extensions ?? []).includes('hmac-secret')),
        ),
      ),
    evidence: (seen) => sawKey(seen, 'does not offer hmac-secret'),
    sources: [pages.keyVendors, pages.compatibleKeys],
  },
  {
    id: 'seckey.12',
    kind: 'seckey',
    effect: 'action',
    code: 'KEY_FULL',
    owner: 'person',
    needs: ['security-key'],
    condition: 'The key says that no further passkey fits (a key that does not say is not called full)',
    when: (seen) => askKey(seen, 'room', roomLeftOf(seen.key), (left) => truthOf(left === 0)),
    evidence: (seen) => sawKey(seen, 'no further passkey fits'),
    sources: [pages.ctap],
  },
  {
    id: 'seckey.17',
    kind: 'seckey',
    effect: 'warn',
    code: 'TRANSPORT_UNSUPPORTED',
    owner: 'it',
    needs: ['security-key'],
    condition:
      'A Mac, and the key names its transports without USB. It was reached over USB just now, so this is no block; keys that only have NFC or Bluetooth never get here, since a Mac cannot see them',
    when: (seen) =>
      and(
        isSystem(seen.subject, 'darwin'),
        askFido2(seen, (info) =>
          askKey(seen, 'transports', memberOf(info, 'transports'), (transports) =>
            truthOf(transports !== null && transports.length > 0 && !transports.includes('usb')),
          ),
        ),
      ),
    evidence: (seen) => {
      const info = infoOf(seen.key);
      const named = info.kind === 'known' ? (info.value.transports ?? []).slice(0, 8).join(', ') : '';
      return sawKey(seen, `names only ${named}`);
    },
    sources: [pages.fido2Compatibility],
  },
];

/** Row 20: nothing speaks against this key. */
export const seckeyKeyOkRules: readonly KeyRule[] = [
  {
    id: 'seckey.20',
    kind: 'seckey',
    effect: 'ready',
    code: 'KEY_OK',
    needs: ['security-key'],
    condition: 'Otherwise: a FIDO2 key that was read',
    otherwise: true,
    when: isFido2,
    evidence: (seen) => sawKey(seen, describe(seen)),
    sources: [pages.keyVendors, pages.compatibleKeys],
  },
];

function describe(seen: KeyInSight): string {
  const firmware = firmwareOf(seen.key, seen.grounds.keyKnowledge.book);
  const room = roomLeftOf(seen.key);
  const uv = uvStateOf(seen.key);
  const parts = [
    ...(pinOf(seen)?.set === true ? ['PIN set'] : []),
    ...(uv.kind === 'known' && uv.value.builtIn === 'set-up' ? ['own verification set up'] : []),
    ...(firmware === null ? [] : [`firmware ${firmware}`]),
    ...(room.kind === 'known' && room.value !== null ? [`room for ${room.value} passkeys`] : []),
  ];
  return parts.length === 0 ? 'FIDO2' : parts.join(', ');
}
