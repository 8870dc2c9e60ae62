import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { observationOf } from '../../src/contract/observation.ts';
import { factsBySignal, type Signals } from '../../src/contract/signals.ts';
import type { PasskeyKind, VerdictState } from '../../src/contract/verdict.ts';
import { assess } from '../../src/core/assess/assess.ts';
import { judgingFiles } from '../../src/core/assess/grounds.ts';
import { readPolicyFiles } from '../../src/platform/policy-files.ts';
import { readCapture } from '../../src/platform/replay/read-capture.ts';
import { replayReach } from '../../src/platform/replay/replay-reach.ts';
import { probesFor } from '../../src/probes/probes-for.ts';
import { neverStops } from '../doubles/fake-reach.ts';
import { linuxCaptures } from '../doubles/linux-machines/linux-captures.ts';

type Expected = Record<PasskeyKind, { state: VerdictState; codes: readonly string[] }>;
const says = (state: VerdictState, ...codes: string[]) => ({ state, codes });

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
const expected: Record<string, Expected> = {
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

const folder = new URL('../fixtures/captures/linux/', import.meta.url).pathname;
const { policy } = judgingFiles(await readPolicyFiles());
const judgedAt = new Date('2026-11-27T12:00:00Z');

async function observeAll(name: string): Promise<Signals> {
  const { exchanges } = await readCapture(`${folder}${name}`);
  const stamp = { at: judgedAt.toISOString(), tookMs: 1, context: 'user' };
  const seen: Record<string, unknown> = {};
  for (const probe of await probesFor('linux')) {
    const found = await probe.observe(replayReach(exchanges.get(probe.signal) ?? []), neverStops());
    seen[probe.signal] = observationOf(factsBySignal[probe.signal]).parse({ ...found, ...stamp });
  }
  return seen as Signals;
}

describe('whole Linux machines, replayed from captures', () => {
  it('are described, recorded and expected, every one', async () => {
    const names = linuxCaptures.map(({ name }) => name).sort();
    expect(Object.keys(expected).sort()).toEqual(names);
    const onDisk = await readdir(folder);
    expect(names.filter((name) => !onDisk.includes(name))).toEqual([]);
    expect(names.length).toBeGreaterThanOrEqual(10);
  });

  describe.each(Object.entries(expected))('%s', async (name, kinds) => {
    const signals = await observeAll(name);
    const verdict = assess({ platform: 'linux', signals }, policy, judgedAt);

    it('answers from the recording alone', () => {
      expect(JSON.stringify(signals)).not.toContain('not-captured');
    });

    it.each(Object.entries(kinds))('%s', (kind, { state, codes }) => {
      const judged = verdict.kinds.find((one) => one.kind === kind);
      const reasons = judged?.findings.map(({ code }) => code);
      expect(judged?.state, JSON.stringify(judged?.findings)).toBe(state);
      expect(reasons).toEqual(expect.arrayContaining([...codes]));
    });
  });

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
