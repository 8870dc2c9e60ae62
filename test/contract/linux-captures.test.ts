import { describe, expect, it } from 'vitest';
import { linuxCaptures } from '../doubles/linux-machines/linux-captures.ts';
import { type ExpectedKinds, replayedMachines, says } from './replayed-machines.ts';

/** What belongs to other systems, and what no Linux machine here differs in. */
const everywhere = {
  whfb: says('not-applicable', 'OS_NOT_WINDOWS'),
  winhello: says('not-applicable', 'OS_NOT_WINDOWS'),
  macplat: says('not-applicable', 'OS_NOT_MACOS'),
  synced: says('unknown', 'PROVIDER_NOT_INSPECTED'),
};
/** The Ubuntu laptop: Chrome, a radio that is on, a reader with two fingers. */
const laptop = { ...everywhere, hybrid: says('ready', 'HYBRID_OK') };
const keyReady = says('ready', 'KEY_OK', 'KEY_FIRMWARE_ADVISORY', 'FINGERPRINT_NOT_A_PASSKEY');
const noKey = says('ready-after-action', 'NO_KEY_PRESENT');
const noRadioFirefoxOnly = says('ready-after-action', 'BT_MISSING', 'BROWSER_UNSUPPORTED_COMBO');

/** Verdict of each kind with the reasons it must give; written by hand from the truth table. */
const expected: Record<string, ExpectedKinds> = {
  'ubuntu-24-04-yubikey-chrome': {
    ...laptop,
    seckey: keyReady,
    synced: says('ready', 'PROVIDER_READY', 'GPM_ASKS_FOR_PIN'),
  },
  'ubuntu-ssh-session': {
    ...everywhere,
    seckey: says('unknown', 'REMOTE_SESSION'),
    hybrid: says('unknown', 'REMOTE_SESSION'),
  },
  'ubuntu-24-04-no-udev-rules': { ...laptop, seckey: says('ready-after-action', 'HIDRAW_RULES_MISSING') },
  'ubuntu-24-04-key-before-rules': { ...laptop, seckey: says('ready-after-action', 'HIDRAW_REPLUG') },
  'ubuntu-24-04-snap-firefox-only': {
    ...everywhere,
    seckey: keyReady,
    hybrid: says('ready-after-action', 'BROWSER_UNSUPPORTED_COMBO'),
  },
  'ubuntu-24-04-himmelblau': { ...laptop, seckey: noKey },
  'ubuntu-24-04-bluetooth-off': {
    ...everywhere,
    seckey: says('ready-after-action', 'NO_KEY_PRESENT', 'FINGERPRINT_NOT_A_PASSKEY'),
    hybrid: says('ready-after-action', 'BT_OFF'),
  },
  'fedora-no-bluetooth-firefox': { ...everywhere, seckey: noKey, hybrid: noRadioFirefoxOnly },
  'fedora-key-of-another-session': {
    ...everywhere,
    seckey: says('ready-after-action', 'HIDRAW_SEAT_INACTIVE'),
    hybrid: noRadioFirefoxOnly,
  },
  'debian-12-firefox-esr-only': {
    ...everywhere,
    seckey: noKey,
    hybrid: says('ready-after-action', 'BROWSER_UNSUPPORTED_COMBO'),
  },
  'debian-12-vm-no-tpm': {
    ...everywhere,
    seckey: noKey,
    hybrid: says('blocked', 'REMOTE_SESSION', 'BT_MISSING'),
  },
  'denied-everything': {
    ...everywhere,
    seckey: says('unknown', 'SIGNAL_UNKNOWN'),
    synced: says('unknown', 'SIGNAL_UNKNOWN'),
    hybrid: says('unknown', 'SIGNAL_UNKNOWN'),
  },
};

const { observeAll, holdToVerdicts } = replayedMachines('linux', 'linux', linuxCaptures);

describe('whole Linux machines, replayed from captures', () => {
  holdToVerdicts(expected);

  it('tell a Himmelblau that is in use, and never claim to know whether the device is joined', async () => {
    const { 'join-state': join, 'login-methods': login } = await observeAll('ubuntu-24-04-himmelblau');
    expect(join).toMatchObject({
      facts: {
        state: { kind: 'unknown' },
        brokers: [{ id: 'himmelblau', configured: { kind: 'known', value: true } }],
      },
    });
    expect(login).toMatchObject({
      facts: { modules: { value: [{ module: 'pam_himmelblau', services: ['common-auth'] }] } },
    });
  });

  it('know that a virtual machine has no TPM, and that KDE’s login has no such switch', async () => {
    const vm = await observeAll('debian-12-vm-no-tpm');
    expect(vm.tpm).toMatchObject({ kind: 'known', facts: { present: false } });
    expect(vm.os).toMatchObject({ facts: { virtualization: 'qemu' } });
    const { 'login-methods': login } = await observeAll('debian-12-firefox-esr-only');
    expect(login).toMatchObject({ facts: { fingerprintAtLogin: { kind: 'not-applicable' } } });
  });

  it('hold no account, no e-mail address and no serial number in what is observed', async () => {
    for (const { name } of linuxCaptures) {
      expect(JSON.stringify(await observeAll(name))).not.toMatch(/@|\/home\/|ID_PATH|"person"/);
    }
  });
});
