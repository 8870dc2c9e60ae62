import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { observationOf } from '../../src/contract/observation.ts';
import { factsBySignal, type Signals } from '../../src/contract/signals.ts';
import type { PasskeyKind, VerdictState } from '../../src/contract/verdict.ts';
import { assess } from '../../src/core/assess/assess.ts';
import { judgingFiles } from '../../src/core/assess/grounds.ts';
import { signalCatalogue } from '../../src/core/signals/catalogue.ts';
import { readPolicyFiles } from '../../src/platform/policy-files.ts';
import { readCapture } from '../../src/platform/replay/read-capture.ts';
import { replayReach } from '../../src/platform/replay/replay-reach.ts';
import { probesFor } from '../../src/probes/probes-for.ts';
import { neverStops } from '../doubles/fake-reach.ts';
import { windowsCaptures } from '../doubles/windows-machines/captures.ts';

type Expected = Partial<Record<PasskeyKind, { state: VerdictState; codes: readonly string[] }>>;
const says = (state: VerdictState, ...codes: string[]) => ({ state, codes });

/** Verdict of each kind that a machine is about, with the reasons it must give; written by hand from the truth table. */
const expected: Record<string, Expected> = {
  'windows-11-joined-hello': {
    whfb: says('ready', 'WHFB_ENROLLED'),
    winhello: says('not-applicable', 'COVERED_BY_WHFB'),
    hybrid: says('ready', 'HYBRID_OK'),
    seckey: says('ready-after-action', 'NO_KEY_PRESENT'),
  },
  'windows-11-joined-as-system': { whfb: says('unknown'), winhello: says('unknown') },
  'windows-11-hybrid-no-token': {
    whfb: says('ready-after-action', 'WHFB_PREREQUISITES_UNMET'),
    winhello: says('ready-after-action', 'HELLO_NOT_SET_UP'),
  },
  'windows-11-home-pc': {
    whfb: says('blocked', 'NOT_ENTRA_JOINED'),
    winhello: says('ready', 'HELLO_AVAILABLE'),
    hybrid: says('ready', 'HYBRID_OK'),
  },
  'windows-10-no-tpm': {
    whfb: says('blocked', 'TPM_REQUIRED_MISSING'),
    winhello: says('ready-after-action', 'HELLO_NOT_SET_UP', 'SOFTWARE_KEYS', 'OS_OUT_OF_SUPPORT'),
  },
  'windows-10-tpm-1-2': { whfb: says('blocked', 'TPM12_EXCLUDED') },
  'windows-11-guarded-sensors': { whfb: says('ready', 'WHFB_ENROLLED') },
  'windows-10-registered': { winhello: says('ready', 'HELLO_AVAILABLE', 'OS_OUT_OF_SUPPORT') },
  'windows-11-remote-desktop': {
    whfb: says('unknown', 'REMOTE_SESSION'),
    hybrid: says('unknown', 'REMOTE_SESSION'),
  },
  'windows-11-hello-forbidden': {
    whfb: says('blocked', 'WHFB_DISABLED_BY_POLICY'),
    winhello: says('blocked', 'HELLO_DISABLED_BY_POLICY'),
  },
  'windows-11-weak-tpm': { whfb: says('ready-after-action', 'TPM_FIRMWARE_WEAK') },
  'windows-11-disabled-in-entra': { whfb: says('blocked', 'DEVICE_DISABLED_OR_DELETED') },
  'windows-11-will-provision': {
    whfb: says('ready-after-action', 'WHFB_NOT_ENROLLED'),
    winhello: says('ready-after-action', 'HELLO_NOT_SET_UP'),
  },
  'windows-10-domain-only': {
    whfb: says('blocked', 'ON_PREM_ONLY'),
    hybrid: says('ready-after-action', 'BT_MISSING'),
  },
  'windows-server-2022': {
    whfb: says('blocked', 'ON_PREM_ONLY'),
    winhello: says('unknown', 'SERVER_SKU_UNPUBLISHED'),
  },
  'windows-10-1809': { winhello: says('blocked', 'OS_TOO_OLD') },
  'windows-11-key-out-of-reach': { seckey: says('unknown', 'KEY_NOT_READABLE') },
  'windows-11-bluetooth-restricted': { hybrid: says('blocked', 'BT_SERVICE_NOT_ALLOWED', 'BT_OFF') },
};

const folder = new URL('../fixtures/captures/windows/', import.meta.url).pathname;
const { policy } = judgingFiles(await readPolicyFiles());
const judgedAt = new Date('2026-11-27T12:00:00Z');

async function observeAll(name: string): Promise<Signals> {
  const { manifest, exchanges } = await readCapture(`${folder}${name}`);
  const context = manifest.context ?? 'user';
  const stamp = { at: judgedAt.toISOString(), tookMs: 1, context };
  const seen: Record<string, unknown> = {};
  for (const probe of await probesFor('win32')) {
    if (!signalCatalogue[probe.signal].contexts.includes(context)) continue;
    const found = await probe.observe(replayReach(exchanges.get(probe.signal) ?? []), neverStops());
    seen[probe.signal] = observationOf(factsBySignal[probe.signal]).parse({ ...found, ...stamp });
  }
  return seen as Signals;
}

describe('whole Windows machines, replayed from captures', () => {
  it('are described, recorded and expected, every one', async () => {
    const names = windowsCaptures.map(({ name }) => name).sort();
    expect(Object.keys(expected).sort()).toEqual(names);
    const onDisk = await readdir(folder);
    expect(names.filter((name) => !onDisk.includes(name))).toEqual([]);
    expect(names.length).toBeGreaterThanOrEqual(10);
  });

  describe.each(Object.entries(expected))('%s', async (name, kinds) => {
    const signals = await observeAll(name);
    const verdict = assess({ platform: 'win32', signals }, policy, judgedAt);

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
