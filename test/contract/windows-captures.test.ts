import { describe, expect, it } from 'vitest';
import { windowsCaptures } from '../doubles/windows-machines/captures.ts';
import { type ExpectedKinds, replayedMachines, says } from './replayed-machines.ts';

/** What a PC with an Edge that knows the account of the company only, a radio that is on and no key comes to, whatever its Hello. */
const usual = {
  macplat: says('not-applicable', 'OS_NOT_MACOS'),
  seckey: says('ready-after-action', 'NO_KEY_PRESENT'),
  synced: says('ready-after-action', 'MPM_NEEDS_MSA'),
  hybrid: says('ready', 'HYBRID_OK'),
};
const enrolled = {
  ...usual,
  whfb: says('ready', 'WHFB_ENROLLED'),
  winhello: says('not-applicable', 'COVERED_BY_WHFB'),
};
const notSetUp = says('ready-after-action', 'HELLO_NOT_SET_UP');
const notSetUpWindows10 = says('ready-after-action', 'HELLO_NOT_SET_UP', 'OS_OUT_OF_SUPPORT');

/** Verdict of each kind with the reasons it must give; written by hand from the truth table. */
const expected: Record<string, ExpectedKinds> = {
  'windows-11-joined-hello': enrolled,
  'windows-11-joined-as-system': {
    ...usual,
    whfb: says('unknown', 'SIGNAL_UNKNOWN'),
    winhello: says('unknown', 'SIGNAL_UNKNOWN'),
    synced: says('unknown', 'PROVIDER_NOT_INSPECTED'),
  },
  'windows-11-hybrid-no-token': {
    ...usual,
    whfb: says('ready-after-action', 'WHFB_PREREQUISITES_UNMET'),
    winhello: notSetUp,
  },
  'windows-11-home-pc': {
    ...usual,
    whfb: says('blocked', 'NOT_ENTRA_JOINED'),
    // Home and Pro of 24H2 had their last update in October 2026.
    winhello: says('ready', 'HELLO_AVAILABLE', 'OS_OUT_OF_SUPPORT'),
    synced: says('ready', 'PROVIDER_READY'),
  },
  'windows-10-no-tpm': {
    ...usual,
    whfb: says('blocked', 'TPM_REQUIRED_MISSING'),
    winhello: says('ready-after-action', 'HELLO_NOT_SET_UP', 'SOFTWARE_KEYS', 'OS_OUT_OF_SUPPORT'),
  },
  'windows-10-tpm-1-2': { ...usual, whfb: says('blocked', 'TPM12_EXCLUDED'), winhello: notSetUpWindows10 },
  'windows-11-guarded-sensors': enrolled,
  'windows-10-registered': {
    ...usual,
    whfb: says('ready-after-action', 'WHFB_PREREQUISITES_UNMET'),
    winhello: says('ready', 'HELLO_AVAILABLE', 'OS_OUT_OF_SUPPORT'),
    hybrid: says('ready', 'HYBRID_OK', 'NATIVE_NEEDS_22H2'),
  },
  'windows-11-remote-desktop': {
    ...usual,
    whfb: says('unknown', 'REMOTE_SESSION'),
    winhello: notSetUp,
    hybrid: says('unknown', 'REMOTE_SESSION'),
  },
  'windows-11-hello-forbidden': {
    ...usual,
    whfb: says('blocked', 'WHFB_DISABLED_BY_POLICY'),
    winhello: says('blocked', 'HELLO_DISABLED_BY_POLICY'),
    synced: says('blocked', 'HELLO_DISABLED_BY_POLICY'),
  },
  'windows-11-weak-tpm': { ...enrolled, whfb: says('ready-after-action', 'TPM_FIRMWARE_WEAK') },
  'windows-11-disabled-in-entra': {
    ...usual,
    whfb: says('blocked', 'DEVICE_DISABLED_OR_DELETED'),
    winhello: notSetUp,
  },
  'windows-11-will-provision': {
    ...usual,
    whfb: says('ready-after-action', 'WHFB_NOT_ENROLLED'),
    winhello: notSetUp,
  },
  'windows-10-domain-only': {
    ...usual,
    whfb: says('blocked', 'ON_PREM_ONLY'),
    winhello: notSetUpWindows10,
    hybrid: says('ready-after-action', 'BT_MISSING'),
  },
  'windows-server-2022': {
    ...usual,
    whfb: says('blocked', 'ON_PREM_ONLY', 'REMOTE_SESSION'),
    winhello: says('unknown', 'SERVER_SKU_UNPUBLISHED'),
    synced: says('ready-after-action', 'HELLO_NOT_SET_UP'),
    hybrid: says('blocked', 'REMOTE_SESSION', 'BT_MISSING'),
  },
  'windows-10-1809': {
    ...usual,
    whfb: says('blocked', 'NOT_ENTRA_JOINED'),
    winhello: says('blocked', 'OS_TOO_OLD'),
    // Whether Windows Hello opens Edge's vault there is not told by this Windows.
    synced: says('unknown', 'SIGNAL_UNKNOWN'),
    seckey: says('ready-after-action', 'OS_TOO_OLD', 'NO_KEY_PRESENT'),
  },
  'windows-11-key-out-of-reach': { ...enrolled, seckey: says('unknown', 'KEY_NOT_READABLE') },
  'windows-11-bluetooth-restricted': {
    ...enrolled,
    hybrid: says('blocked', 'BT_SERVICE_NOT_ALLOWED', 'BT_OFF'),
  },
};

const { observeAll, holdToVerdicts } = replayedMachines('win32', 'windows', windowsCaptures);

describe('whole Windows machines, replayed from captures', () => {
  holdToVerdicts(expected);

  it('never take a hidden sensor for none', async () => {
    const { 'biometric-sensor': sensor, 'windows-hello': hello } = await observeAll(
      'windows-11-guarded-sensors',
    );
    expect(hello).toMatchObject({ facts: { enrolledFactors: { kind: 'known', value: ['face'] } } });
    expect(sensor).not.toMatchObject({ kind: 'known', facts: { sensors: [], complete: true } });
    expect(sensor).toMatchObject({ kind: 'known', facts: { complete: false } });
  });

  it('hold no account, no e-mail address and no serial number in what is observed', async () => {
    for (const { name } of windowsCaptures) {
      const text = JSON.stringify(await observeAll(name));
      expect(text).not.toMatch(/S-1-(5-21|12-1)-|@|ErinFox|oreyes|7&157bc0b2/);
    }
  });
});
