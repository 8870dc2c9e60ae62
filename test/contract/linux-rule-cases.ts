import type { UdevMark, UdevRules } from '../../src/contract/facts/security-key.ts';
import type { Signals } from '../../src/contract/signals.ts';
import type { RowCases } from './key-rule-cases.ts';
import { closedKey, device, is, known, os, session, untold } from './seen-signals.ts';

const both: UdevRules = { fidoId: true, uaccess: true, byModel: [] };
const none: UdevRules = { fidoId: false, uaccess: false, byModel: [] };

/** A person at the machine, and one key that is closed to them. */
const closed = (
  mark: UdevMark,
  rules: UdevRules,
  change: Partial<ReturnType<typeof closedKey>> = {},
  signals: Signals = {},
) => {
  const seen: Signals = {
    'security-key': known({
      keys: [{ ...closedKey('no-device-access'), udevMark: is(mark), ...change }],
      fidoOff: is([]),
      udevRules: is(rules),
    }),
  };
  return { subject: device('linux', Object.assign(seen, signals)) };
};
const open = { accessible: is(true), depth: untold('malformed') };
const untoldSession = { os: known(os('linux', { session: { kind: untold(), type: null, desktop: null } })) };
const reader = (fingers: number) =>
  known({
    sensors: [{ name: 'Reader', factor: 'fingerprint' as const, scanType: 'press', enrolled: is(fingers) }],
  });
const pam = (module: string) =>
  known({ modules: is([{ module, services: ['gdm-fingerprint'] }]), fingerprintAtLogin: is(true) });

/** For every row that only Linux knows. */
export const linuxRuleCases: Record<string, RowCases> = {
  'seckey.2-rules': {
    fires: closed('untagged', none),
    spares: closed('untagged', both),
    untold: closed('untagged', none, {}, untoldSession),
  },
  'seckey.2-replug': {
    fires: closed('no-record', both),
    spares: closed('tagged', both),
    untold: closed('no-record', both, {}, untoldSession),
  },
  'seckey.2-seat': {
    fires: closed('tagged', both),
    spares: closed('tagged', both, open),
    untold: closed('tagged', both, {}, untoldSession),
  },
  'seckey.fingerprint': {
    fires: { subject: device('linux', { 'biometric-sensor': reader(1) }) },
    spares: { subject: device('linux', { 'biometric-sensor': reader(0), 'login-methods': pam('pam_u2f') }) },
  },
};

/** Pairs of mark and rules with the code that speaks, and nothing else of rows 2 and 5. */
export const closedKeyCodes: [string, ReturnType<typeof closed>, string][] = [
  ['no rules, no record', closed('no-record', none), 'HIDRAW_RULES_MISSING'],
  [
    'known as a key, nobody gives it away',
    closed('token', { ...both, uaccess: false }),
    'HIDRAW_RULES_MISSING',
  ],
  [
    'only a list of makers that lacks it',
    closed('untagged', { ...none, byModel: ['70-u2f.rules'] }),
    'HIDRAW_RULES_MISSING',
  ],
  ['rules came after the key', closed('untagged', both), 'HIDRAW_REPLUG'],
  ['the second rule came after the key', closed('token', both), 'HIDRAW_REPLUG'],
  [
    'tagged by a list of makers',
    closed('tagged', { ...none, byModel: ['70-u2f.rules'] }),
    'HIDRAW_SEAT_INACTIVE',
  ],
  ['an older report', closed('tagged', both, { udevMark: undefined }), 'HIDRAW_NO_ACCESS'],
  ['udev could not be asked', closed('tagged', both, { udevMark: untold() }), 'HIDRAW_NO_ACCESS'],
  [
    'tagged, over SSH',
    closed('tagged', both, {}, { os: known(os('linux', session('remote'))) }),
    'REMOTE_SESSION',
  ],
  [
    'untagged, over SSH',
    closed('untagged', none, {}, { os: known(os('linux', session('remote'))) }),
    'REMOTE_SESSION',
  ],
  [
    'a service without a session',
    closed('tagged', both, {}, { os: known(os('linux', session('none'))) }),
    'KEY_NOT_READABLE',
  ],
];
