import { factsOf, look, saw } from '../../read-signal.ts';
import type { Rule, Subject } from '../../rule.ts';
import { demandsAttestation } from '../../tenant/judge-tenant.ts';
import { and, cannotTell, not, or, type Truth, truthOf } from '../../truth.ts';
import { systemIsOlderThan } from '../../version-truth.ts';
import {
  allRadiosOff,
  hasNoRadio,
  isBlocked,
  lowEnergyRadiosOff,
  policyForbids,
  sawBluetooth,
  someRadioHasLowEnergy,
} from '../facts/bluetooth-facts.ts';
import { isListed, sawBrowsers } from '../facts/browser-facts.ts';
import { isSystem, sawSession, sawSystem, sessionIs } from '../facts/system-facts.ts';
import { askTenant, passkeysOff, sawTenant } from '../facts/tenant-facts.ts';
import { pages } from '../sources.ts';
import { browserOutOfSupport, browserTooOld } from '../support/browser-support.ts';
import { hybridNetworkRules } from './hybrid-network.ts';

/** GATT service of the hybrid transport, the one a Bluetooth allow list must contain. */
const HYBRID_SERVICE = '0000fff9-0000-1000-8000-00805f9b34fb';

function runsVirtually(subject: Subject): Truth {
  return look(subject, 'os', ({ virtualization }) =>
    virtualization === null
      ? cannotTell({ signal: 'os', reason: 'unreadable', detail: 'virtual machine or not' })
      : truthOf(virtualization !== 'none'),
  );
}

/** A passkey on a phone, proven near by Bluetooth. The phone itself is never seen from here. */
export const hybridRules: readonly Rule[] = [
  {
    id: 'hybrid.1',
    kind: 'hybrid',
    effect: 'action',
    code: 'BT_MISSING',
    owner: 'it',
    needs: ['bluetooth'],
    condition: 'No Bluetooth radio, and no switch that could be hiding one',
    when: (subject) => and(hasNoRadio(subject), isBlocked(subject, 'none')),
    evidence: sawBluetooth,
    sources: [pages.authenticatorPasskey, pages.bluezAdapter],
  },
  {
    id: 'hybrid.2',
    kind: 'hybrid',
    effect: 'action',
    code: 'BT_OFF',
    owner: 'person',
    needs: ['bluetooth'],
    condition:
      'Bluetooth, or every radio with Low Energy, is off or held off by software (and not by a hardware switch)',
    when: (subject) =>
      and(
        or(isBlocked(subject, 'soft'), allRadiosOff(subject), lowEnergyRadiosOff(subject)),
        not(isBlocked(subject, 'hard')),
      ),
    evidence: sawBluetooth,
    sources: [pages.authenticatorPasskey, pages.bluezAdapter],
  },
  {
    id: 'hybrid.3',
    kind: 'hybrid',
    effect: 'block',
    code: 'BT_FORBIDDEN',
    owner: 'it',
    needs: ['bluetooth'],
    condition: 'A hardware switch or company policy holds Bluetooth off',
    when: (subject) =>
      or(
        isBlocked(subject, 'hard'),
        policyForbids(subject, ({ allowed }) => !allowed),
      ),
    evidence: sawBluetooth,
    sources: [pages.bluetoothRestricted, pages.allowBluetooth, pages.bluezAdapter],
  },
  {
    id: 'hybrid.4',
    kind: 'hybrid',
    effect: 'block',
    code: 'BT_SERVICE_NOT_ALLOWED',
    owner: 'it',
    needs: ['bluetooth'],
    condition:
      'Company policy lists the allowed Bluetooth services and the passkey service FFF9 is not among them',
    when: (subject) =>
      policyForbids(
        subject,
        ({ allowedServices }) =>
          allowedServices !== null &&
          !allowedServices.some((service) => service.toLowerCase() === HYBRID_SERVICE),
      ),
    evidence: sawBluetooth,
    sources: [pages.bluetoothRestricted],
  },
  {
    id: 'hybrid.5',
    kind: 'hybrid',
    effect: 'block',
    code: 'BT_NO_LE',
    owner: 'it',
    needs: ['bluetooth'],
    condition: 'There is a radio, but none with Low Energy in the central role',
    when: (subject) => and(not(hasNoRadio(subject)), not(someRadioHasLowEnergy(subject))),
    evidence: sawBluetooth,
    sources: [pages.bluezAdapter, pages.authenticatorPasskey],
  },
  ...hybridNetworkRules,
  browserTooOld('hybrid', 'hybrid.browser'),
  {
    id: 'hybrid.8',
    kind: 'hybrid',
    effect: 'action',
    code: 'BROWSER_UNSUPPORTED_COMBO',
    owner: 'person',
    needs: ['browsers'],
    condition:
      'Linux, and Firefox is the only browser (it cannot use Microsoft Authenticator passkeys there)',
    when: (subject, policy) =>
      and(
        isSystem(subject, 'linux'),
        look(subject, 'browsers', ({ browsers }) => {
          const listed = browsers.filter((browser) => isListed(browser, subject, policy));
          if (listed.length === 0 || listed.some(({ family }) => family !== 'firefox')) return 'no';
          const other = browsers.find((browser) => !isListed(browser, subject, policy));
          return other === undefined
            ? 'yes'
            : cannotTell({ signal: 'browsers', reason: 'not-published', detail: other.name.slice(0, 100) });
        }),
      ),
    evidence: sawBrowsers,
    sources: [pages.fido2Compatibility],
  },
  {
    id: 'hybrid.9',
    kind: 'hybrid',
    effect: 'warn',
    code: 'NATIVE_NEEDS_22H2',
    owner: 'it',
    needs: ['os'],
    condition:
      'Windows is older than the policy minimum `hybrid.native-apps`: works in browsers, not in desktop apps',
    when: (subject, policy) => systemIsOlderThan(subject, policy, 'hybrid.native-apps'),
    evidence: sawSystem,
    sources: [pages.fido2Compatibility],
  },
  {
    id: 'hybrid.10',
    kind: 'hybrid',
    effect: 'block',
    code: 'REMOTE_SESSION',
    needs: ['bluetooth', 'os'],
    condition: 'A remote session or a virtual machine without a Bluetooth radio of its own',
    when: (subject) => and(hasNoRadio(subject), or(sessionIs(subject, 'remote'), runsVirtually(subject))),
    evidence: (subject) => [
      ...sawBluetooth(subject),
      ...sawSession(subject),
      ...(runsVirtually(subject) === 'yes'
        ? [saw(subject, 'os', `runs virtually: ${factsOf(subject, 'os')?.virtualization ?? ''}`)]
        : []),
    ],
    sources: [pages.authenticatorPasskey],
  },
  {
    id: 'hybrid.10-radio',
    kind: 'hybrid',
    effect: 'unknown',
    code: 'REMOTE_SESSION',
    needs: ['bluetooth', 'os'],
    condition:
      'A remote session on a machine with a radio: the phone is near the person, the radio may not be',
    when: (subject) => and(not(hasNoRadio(subject)), sessionIs(subject, 'remote')),
    evidence: (subject) => [...sawBluetooth(subject), ...sawSession(subject)],
    sources: [pages.authenticatorPasskey],
  },
  passkeysOff('hybrid'),
  {
    id: 'hybrid.11',
    kind: 'hybrid',
    effect: 'action',
    code: 'REGISTER_ON_PHONE',
    owner: 'person',
    needs: [],
    condition:
      "With the tenant's settings given: attestation is enforced in every passkey profile in reach, so a passkey of Microsoft Authenticator has to be registered in the app itself (whether that was done cannot be seen here)",
    when: (_subject, grounds) => askTenant(grounds, (fido2) => demandsAttestation(fido2, 'bluetooth')),
    evidence: () => sawTenant('attestation is enforced when a passkey is registered'),
    sources: [pages.authenticatorPasskey, pages.passkeyProfile],
  },
  {
    id: 'hybrid.12',
    kind: 'hybrid',
    effect: 'ready',
    code: 'HYBRID_OK',
    needs: ['bluetooth', 'browsers'],
    condition: 'Otherwise',
    when: () => 'yes',
    otherwise: true,
    evidence: (subject) => [...sawBluetooth(subject), ...sawBrowsers(subject)],
    sources: [pages.authenticatorPasskey],
  },
  {
    id: 'hybrid.phone',
    kind: 'hybrid',
    effect: 'info',
    code: 'PHONE_NOT_INSPECTED',
    needs: [],
    condition: 'Always: a phone cannot be seen from this device',
    when: () => 'yes',
    evidence: () => [],
    sources: [pages.authenticatorPasskey],
  },
  browserOutOfSupport('hybrid', 'hybrid.browser-support'),
];
