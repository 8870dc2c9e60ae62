import { readdir, readFile } from 'node:fs/promises';
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
import { macCaptures } from '../doubles/mac-machines/captures.ts';

type Expected = Record<PasskeyKind, { state: VerdictState; codes: readonly string[] }>;
const says = (state: VerdictState, ...codes: string[]) => ({ state, codes });

/** What belongs to Windows, and what a Mac with its radio on and no key comes to. */
const usual = {
  whfb: says('not-applicable', 'OS_NOT_WINDOWS'),
  winhello: says('not-applicable', 'OS_NOT_WINDOWS'),
  seckey: says('ready-after-action', 'NO_KEY_PRESENT'),
  hybrid: says('ready', 'HYBRID_OK'),
};
const registered = says('ready', 'PSSO_PASSKEY_READY');
const icloudOn = says('ready', 'PROVIDER_READY');
const icloudOff = says('ready-after-action', 'ICLOUD_KEYCHAIN_OFF', 'SAFARI_EXTENSIONS_NOT_SEEN');

/** Verdict of each kind with the reasons it must give; written by hand from the truth table. */
const expected: Record<string, Expected> = {
  'mac-apple-silicon-touch-id': {
    ...usual,
    macplat: registered,
    seckey: says('ready', 'KEY_OK'),
    synced: icloudOn,
  },
  'mac-apple-silicon-as-root': {
    ...usual,
    macplat: says('unknown', 'SIGNAL_UNKNOWN'),
    seckey: says('ready', 'KEY_OK'),
    synced: says('unknown', 'PROVIDER_NOT_INSPECTED'),
  },
  // V5
  'mac-mini-no-touch-id': { ...usual, macplat: registered, synced: icloudOn },
  // V6
  'mac-mini-touch-id-required': {
    ...usual,
    macplat: says('blocked', 'TOUCHID_REQUIRED_MISSING'),
    synced: icloudOn,
  },
  // V7
  'mac-password-method': {
    ...usual,
    macplat: says('blocked', 'PSSO_METHOD_NOT_SECURE_ENCLAVE'),
    synced: icloudOn,
  },
  'mac-person-not-registered': {
    ...usual,
    macplat: says('ready-after-action', 'PSSO_NEEDS_REPAIR'),
    synced: says('unknown', 'SIGNAL_UNKNOWN'),
    hybrid: says('ready-after-action', 'BT_OFF'),
  },
  'mac-home-not-enrolled': {
    ...usual,
    macplat: says('ready-after-action', 'MDM_NOT_ENROLLED', 'COMPANY_PORTAL_MISSING', 'PSSO_NOT_CONFIGURED'),
    synced: icloudOn,
  },
  'mac-t2-no-fingers': {
    ...usual,
    macplat: says('ready-after-action', 'TOUCHID_NOT_ENROLLED'),
    synced: icloudOff,
  },
  // V14
  'mac-intel-no-enclave': {
    ...usual,
    macplat: says('blocked', 'NO_SECURE_ENCLAVE'),
    seckey: says('ready-after-action', 'KEY_PIN_NOT_SET'),
    synced: icloudOff,
  },
  'mac-macos-12-can-upgrade': {
    ...usual,
    macplat: says('ready-after-action', 'OS_TOO_OLD'),
    synced: says('ready-after-action', 'GPM_NOT_SIGNED_IN'),
  },
  'mac-macos-12-stuck': {
    ...usual,
    macplat: says('blocked', 'OS_TOO_OLD'),
    synced: says('blocked', 'OS_TOO_OLD'),
  },
  'mac-icloud-keychain-off': {
    ...usual,
    macplat: says('ready', 'PSSO_PASSKEY_READY', 'PSSO_15_BUG'),
    synced: says('ready-after-action', 'ICLOUD_KEYCHAIN_OFF', 'CHROME_WITHOUT_ICLOUD'),
  },
  // V13
  'mac-icloud-forbidden-portal-old': {
    ...usual,
    macplat: says('ready-after-action', 'COMPANY_PORTAL_OLD', 'CREDENTIAL_PROVIDER_OFF'),
    synced: says('blocked', 'ICLOUD_KEYCHAIN_FORBIDDEN', 'SAFARI_EXTENSIONS_NOT_SEEN'),
    hybrid: says('ready', 'HYBRID_OK', 'TUNNEL_HOST_BLOCKED_IOS'),
  },
  'mac-denied-everything': {
    ...usual,
    macplat: says('unknown', 'SIGNAL_UNKNOWN'),
    seckey: says('unknown', 'SIGNAL_UNKNOWN'),
    synced: says('unknown', 'SIGNAL_UNKNOWN'),
    hybrid: says('unknown', 'SIGNAL_UNKNOWN'),
  },
  'mac-virtual': {
    ...usual,
    macplat: says('unknown', 'SIGNAL_UNKNOWN', 'PSSO_NOT_REGISTERED'),
    synced: icloudOn,
    hybrid: says('blocked', 'REMOTE_SESSION', 'BT_MISSING'),
  },
};

const folder = new URL('../fixtures/captures/macos/', import.meta.url).pathname;
const { policy } = judgingFiles(await readPolicyFiles());
const judgedAt = new Date('2026-11-27T12:00:00Z');

async function observeAll(name: string): Promise<Signals> {
  const { manifest, exchanges } = await readCapture(`${folder}${name}`);
  const context = manifest.context ?? 'user';
  const stamp = { at: judgedAt.toISOString(), tookMs: 1, context };
  const seen: Record<string, unknown> = {};
  for (const probe of await probesFor('darwin')) {
    if (!signalCatalogue[probe.signal].contexts.includes(context)) continue;
    const found = await probe.observe(replayReach(exchanges.get(probe.signal) ?? []), neverStops());
    seen[probe.signal] = observationOf(factsBySignal[probe.signal]).parse({ ...found, ...stamp });
  }
  return seen as Signals;
}

describe('whole Macs, replayed from captures', () => {
  it('are described, recorded and expected, every one', async () => {
    const names = macCaptures.map(({ name }) => name).sort();
    expect(Object.keys(expected).sort()).toEqual(names);
    const onDisk = await readdir(folder);
    expect(names.filter((name) => !onDisk.includes(name))).toEqual([]);
    expect(names.length).toBeGreaterThanOrEqual(10);
  });

  describe.each(Object.entries(expected))('%s', async (name, kinds) => {
    const signals = await observeAll(name);

    it('answers from the recording alone', () => {
      expect(JSON.stringify(signals)).not.toContain('not-captured');
    });

    it.each(Object.entries(kinds))('%s', (kind, { state, codes }) => {
      // Judged here and not above, so that `npm run check:rules` sees what a changed row comes to.
      const verdict = assess({ platform: 'darwin', signals }, policy, judgedAt);
      const judged = verdict.kinds.find((one) => one.kind === kind);
      const reasons = judged?.findings.map(({ code }) => code);
      expect(judged?.state, JSON.stringify(judged?.findings)).toBe(state);
      expect(reasons).toEqual(expect.arrayContaining([...codes]));
    });
  });

  it('tell no sensor where bioutil says that the function is on', async () => {
    const { 'biometric-sensor': sensor } = await observeAll('mac-mini-no-touch-id');
    expect(sensor).toMatchObject({ kind: 'known', facts: { sensors: [] } });
    expect(sensor).not.toMatchObject({ facts: { complete: false } });
  });

  it('tell a scan by root the Mac and its prints, and of the person only that it cannot know', async () => {
    const signals = await observeAll('mac-apple-silicon-as-root');
    const unseen = { kind: 'unknown', reason: 'needs-person-session' };
    expect(signals).toMatchObject({
      os: { facts: { session: { kind: { value: 'none' } } } },
      'secure-enclave': { facts: { chip: { value: 'apple-silicon' } } },
      'biometric-sensor': { facts: { sensors: [{ enrolled: { kind: 'known', value: 2 } }] } },
      'mdm-enrolment': { facts: { enrolled: { value: true } } },
      'platform-sso': {
        facts: { registered: { value: true }, userState: unseen, tokens: unseen, credentialProvider: unseen },
      },
      'passkey-providers': { facts: { browserProfiles: unseen, systemPlugins: unseen } },
    });
    expect(signals['icloud-keychain']).toMatchObject({ kind: 'unknown' });
  });

  it('tell each security chip', async () => {
    for (const [name, chip] of [
      ['mac-macos-12-stuck', 't1'],
      ['mac-macos-12-can-upgrade', 't2'],
      ['mac-intel-no-enclave', 'none'],
    ] as const) {
      const { 'secure-enclave': enclave } = await observeAll(name);
      expect(enclave).toMatchObject({ facts: { chip: { kind: 'known', value: chip } } });
    }
  });

  it('hold no name, no address, no serial number and no secret, neither in the folder nor in what is observed', async () => {
    for (const { name } of macCaptures) {
      expect(JSON.stringify(await observeAll(name))).not.toMatch(/\S@|canary|erin\b|mia\b|EXAMPLE/i);
      for (const file of await readdir(`${folder}${name}`)) {
        const text = await readFile(`${folder}${name}/${file}`, 'utf8');
        // Browsers of that name, an app's place, and the ids by which Firefox knows its add-ons.
        const plain = text
          .replaceAll(/(Chrome|Edge) Canary|\/Canary\.app/g, '')
          .replaceAll(/"[\w-]+@[\w.-]+"/g, '');
        expect(plain, `${name}/${file}`).not.toMatch(/\S@|canary|\berin\b|\bmia\b|C0\dEXAMPLE|MIIB/i);
      }
    }
  });
});
