import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { macCaptures } from '../doubles/mac-machines/captures.ts';
import { type ExpectedKinds, replayedMachines, says } from './replayed-machines.ts';

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
const expected: Record<string, ExpectedKinds> = {
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

const { folder, observeAll, holdToVerdicts } = replayedMachines('darwin', 'macos', macCaptures);

describe('whole Macs, replayed from captures', () => {
  holdToVerdicts(expected);

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
