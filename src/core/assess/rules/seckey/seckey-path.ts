import type { Evidence } from '../../../../contract/verdict.ts';
import { usbIds } from '../../../keys/key-name.ts';
import { factsOf, look, read, saw } from '../../read-signal.ts';
import type { Rule, Subject } from '../../rule.ts';
import { type Truth, truthOf } from '../../truth.ts';
import { systemIsOlderThan } from '../../version-truth.ts';
import {
  isEverySuitedBrowserShutOffFromKeys,
  maySandboxHideKeys,
  sawBrowsers,
} from '../facts/browser-facts.ts';
import { sawSystem } from '../facts/system-facts.ts';
import { pages } from '../sources.ts';
import { browserTooOld } from '../support/browser-support.ts';

/** Keys whose FIDO part is switched off, where no key with it on is plugged in. */
function onlyKeysWithFidoOff(subject: Subject): Truth {
  return look(subject, 'security-key', ({ keys, fidoOff }) =>
    fidoOff === undefined || keys.length > 0
      ? 'no'
      : read('security-key', 'keys with FIDO switched off', fidoOff, (off) => truthOf(off.length > 0), 'no'),
  );
}
function sawFidoOff(subject: Subject): Evidence[] {
  const off = factsOf(subject, 'security-key')?.fidoOff;
  if (off?.kind !== 'known') return [];
  return off.value.slice(0, 5).map((key) => {
    const name = (key.product ?? 'a key').slice(0, 80);
    return saw(subject, 'security-key', `${name} (${usbIds(key)}) shows no FIDO interface`);
  });
}

/** The way from browser to security key: asked once, whatever keys are plugged in. */
export const seckeyPathRules: readonly Rule[] = [
  browserTooOld('seckey', 'seckey.1'),
  {
    id: 'seckey.os',
    kind: 'seckey',
    effect: 'action',
    code: 'OS_TOO_OLD',
    owner: 'it',
    needs: ['os'],
    condition: 'The system is older than the policy minimum `seckey.os`',
    when: (subject, policy) => systemIsOlderThan(subject, policy, 'seckey.os'),
    evidence: sawSystem,
    sources: [pages.fido2Compatibility],
  },
  {
    id: 'seckey.4',
    kind: 'seckey',
    effect: 'action',
    code: 'NO_KEY_PRESENT',
    owner: 'person',
    needs: ['security-key'],
    condition: 'No FIDO key is plugged in',
    when: (subject) => look(subject, 'security-key', ({ keys }) => truthOf(keys.length === 0)),
    evidence: (subject) => [saw(subject, 'security-key', 'no FIDO key is plugged in')],
    sources: [pages.keyVendors],
  },
  {
    id: 'seckey.19',
    kind: 'seckey',
    effect: 'action',
    code: 'SECKEY_FIDO_INTERFACE_OFF',
    owner: 'person',
    needs: ['security-key'],
    condition: 'The only key plugged in has its FIDO part switched off over USB',
    when: onlyKeysWithFidoOff,
    evidence: sawFidoOff,
    suppresses: ['seckey.4'],
    sources: [pages.yubicoUsbIds],
  },
  {
    id: 'seckey.sandboxed-out',
    kind: 'seckey',
    effect: 'action',
    code: 'BROWSER_CANNOT_REACH_KEYS',
    owner: 'person',
    needs: ['browsers'],
    condition: 'Every suited browser is a flatpak or snap without the permission to reach a key',
    when: isEverySuitedBrowserShutOffFromKeys,
    evidence: sawBrowsers,
    sources: [pages.flatpakKeys, pages.snapKeys],
  },
  {
    id: 'seckey.sandboxed',
    kind: 'seckey',
    effect: 'info',
    code: 'BROWSER_SANDBOXED',
    needs: ['browsers'],
    condition:
      'Every listed browser is a flatpak or snap, none is known to have the permission to reach a key, and of one it could not be told',
    when: maySandboxHideKeys,
    evidence: sawBrowsers,
    sources: [pages.flatpakKeys, pages.snapKeys],
  },
];
