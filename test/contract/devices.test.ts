import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { DeviceReport } from '../../src/contract/report.ts';
import type { PasskeyKind, VerdictState } from '../../src/contract/verdict.ts';
import { assess } from '../../src/core/assess/assess.ts';
import { judgingFiles } from '../../src/core/assess/grounds.ts';
import { explain } from '../../src/core/explain/explain.ts';
import { readPolicyFiles } from '../../src/platform/policy-files.ts';

const folder = new URL('../fixtures/devices/', import.meta.url);
const judgedAt = new Date('2026-11-16T09:00:00.000Z');
const { policy, remediation } = judgingFiles(await readPolicyFiles());
const names = (await readdir(folder))
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.slice(0, -5));

type Expected = { overall: VerdictState; kinds: Partial<Record<PasskeyKind, VerdictState>>; codes: string[] };
/** What a person who knows the rules says of each device. Kinds left out are not applicable. */
const expected: Record<string, Expected> = {
  'windows-11-laptop-joined': {
    overall: 'ready',
    kinds: { whfb: 'ready', seckey: 'ready-after-action', synced: 'unknown', hybrid: 'ready' },
    codes: [
      'WHFB_ENROLLED',
      'HYBRID_OK',
      'NO_KEY_PRESENT',
      'WINDOWS_SIGN_IN_WITH_KEY_READY',
      'APP_NEEDS_PASSWORD',
      'APP_ASK_ADMIN',
      'APP_SAVES_PASSWORD',
    ],
  },
  'windows-11-desktop-no-radio': {
    overall: 'ready-after-action',
    kinds: {
      whfb: 'ready-after-action',
      winhello: 'ready-after-action',
      seckey: 'ready-after-action',
      synced: 'unknown',
      hybrid: 'ready-after-action',
    },
    codes: ['WHFB_NOT_ENROLLED', 'HELLO_PIN_NOT_SET', 'OS_OUT_OF_SUPPORT', 'BT_MISSING'],
  },
  'windows-11-bluetooth-forbidden': {
    overall: 'ready-after-action',
    kinds: { whfb: 'ready-after-action', seckey: 'ready-after-action', synced: 'unknown', hybrid: 'blocked' },
    codes: ['PRT_MISSING', 'PIN_ONLY', 'BT_FORBIDDEN'],
  },
  'windows-11-services-list': {
    overall: 'ready',
    kinds: { whfb: 'ready', seckey: 'ready-after-action', synced: 'ready-after-action', hybrid: 'blocked' },
    codes: ['PROVIDER_DISABLED', 'BT_SERVICE_NOT_ALLOWED', 'SECOND_METHOD_MISSING'],
  },
  'windows-11-key-not-readable': {
    overall: 'ready-after-action',
    kinds: {
      whfb: 'blocked',
      winhello: 'blocked',
      seckey: 'unknown',
      synced: 'unknown',
      hybrid: 'ready-after-action',
    },
    codes: ['WHFB_DISABLED_BY_POLICY', 'HELLO_DISABLED_BY_POLICY', 'KEY_NOT_READABLE', 'BT_OFF'],
  },
  'windows-10-laptop-registered': {
    overall: 'ready',
    kinds: {
      whfb: 'unknown',
      winhello: 'ready',
      seckey: 'ready-after-action',
      synced: 'unknown',
      hybrid: 'ready',
    },
    codes: [
      'HELLO_AVAILABLE',
      'OS_OUT_OF_SUPPORT',
      'NATIVE_NEEDS_22H2',
      'WINDOWS_SIGN_IN_WITH_KEY_NOT_JOINED',
    ],
  },
  'windows-10-desktop-ad-only': {
    overall: 'ready-after-action',
    kinds: {
      whfb: 'blocked',
      winhello: 'ready-after-action',
      seckey: 'ready-after-action',
      synced: 'unknown',
      hybrid: 'ready-after-action',
    },
    codes: ['ON_PREM_ONLY', 'HELLO_PIN_NOT_SET', 'SOFTWARE_KEYS', 'BT_MISSING', 'APP_NEEDS_PASSWORD'],
  },
  'windows-11-remote-desktop': {
    overall: 'ready-after-action',
    kinds: {
      whfb: 'unknown',
      winhello: 'unknown',
      seckey: 'ready-after-action',
      synced: 'unknown',
      hybrid: 'blocked',
    },
    codes: ['REMOTE_SESSION'],
  },
  'windows-11-laptop-stale': {
    overall: 'ready',
    kinds: { whfb: 'ready', seckey: 'ready-after-action', synced: 'unknown', hybrid: 'ready' },
    codes: ['WHFB_ENROLLED', 'OS_OUT_OF_SUPPORT', 'OBSERVATION_STALE'],
  },
  'macbook-touch-id': {
    overall: 'ready',
    kinds: { macplat: 'ready', seckey: 'ready-after-action', synced: 'ready', hybrid: 'ready' },
    codes: [
      'PSSO_PASSKEY_READY',
      'HYBRID_OK',
      'PROVIDER_READY',
      'APP_NEEDS_PASSWORD',
      'APP_NO_PASSKEY_PROMPT',
    ],
  },
  'mac-mini-no-touch-id': {
    overall: 'ready-after-action',
    kinds: {
      macplat: 'blocked',
      seckey: 'ready-after-action',
      synced: 'ready-after-action',
      hybrid: 'ready-after-action',
    },
    codes: ['TOUCHID_REQUIRED_MISSING', 'ICLOUD_KEYCHAIN_OFF', 'BT_OFF'],
  },
  'macbook-old-macos': {
    overall: 'ready-after-action',
    kinds: {
      macplat: 'blocked',
      seckey: 'ready-after-action',
      synced: 'unknown',
      hybrid: 'ready-after-action',
    },
    codes: ['MDM_NOT_ENROLLED', 'COMPANY_PORTAL_MISSING', 'OS_TOO_OLD', 'BT_OFF'],
  },
  'macbook-no-probes-yet': {
    overall: 'unknown',
    kinds: { macplat: 'unknown', seckey: 'unknown', synced: 'unknown', hybrid: 'unknown' },
    codes: ['SIGNAL_UNKNOWN'],
  },
  'ubuntu-laptop-key': {
    overall: 'ready',
    kinds: { seckey: 'unknown', synced: 'unknown', hybrid: 'ready' },
    codes: ['KEY_NOT_INSPECTED', 'HYBRID_OK', 'APP_NEEDS_PASSWORD', 'APP_SETTINGS_UNREAD'],
  },
  'ubuntu-key-ready': {
    overall: 'ready',
    kinds: { seckey: 'ready', synced: 'unknown', hybrid: 'ready' },
    codes: ['KEY_OK', 'HYBRID_OK'],
  },
  'ubuntu-key-advisory': {
    overall: 'ready',
    kinds: { seckey: 'ready', synced: 'unknown', hybrid: 'ready' },
    codes: ['KEY_OK', 'KEY_FIRMWARE_ADVISORY'],
  },
  'macbook-key-no-pin': {
    overall: 'ready',
    // V7: iCloud Keychain does what the method of Platform single sign-on cannot.
    kinds: { macplat: 'blocked', seckey: 'ready-after-action', synced: 'ready', hybrid: 'ready' },
    codes: ['PSSO_METHOD_NOT_SECURE_ENCLAVE', 'PROVIDER_READY', 'KEY_PIN_NOT_SET', 'KEY_FIRMWARE_ADVISORY'],
  },
  'windows-11-key-u2f-only': {
    overall: 'ready-after-action',
    kinds: { whfb: 'ready-after-action', seckey: 'blocked', synced: 'unknown', hybrid: 'ready-after-action' },
    codes: ['TPM_FIRMWARE_WEAK', 'KEY_U2F_ONLY', 'BT_MISSING'],
  },
  'fedora-key-full': {
    overall: 'ready-after-action',
    kinds: { seckey: 'ready-after-action', synced: 'unknown', hybrid: 'blocked' },
    codes: ['KEY_FULL', 'BT_FORBIDDEN'],
  },
  'windows-11-key-pin-blocked': {
    overall: 'ready',
    kinds: { whfb: 'ready', seckey: 'ready-after-action', synced: 'ready', hybrid: 'ready' },
    codes: ['KEY_PIN_BLOCKED', 'PROVIDER_READY', 'PROVIDER_LOCKED'],
  },
  'ubuntu-two-keys': {
    overall: 'ready',
    kinds: { seckey: 'ready', synced: 'unknown', hybrid: 'ready-after-action' },
    codes: ['KEY_OK', 'BROWSER_UNSUPPORTED_COMBO'],
  },
  'ubuntu-firefox-only': {
    overall: 'ready-after-action',
    kinds: { seckey: 'ready-after-action', synced: 'unknown', hybrid: 'ready-after-action' },
    codes: ['BROWSER_UNSUPPORTED_COMBO', 'BROWSER_SANDBOXED'],
  },
  'ubuntu-partial-timed-out': {
    overall: 'unknown',
    kinds: { seckey: 'unknown', synced: 'unknown', hybrid: 'unknown' },
    codes: ['SIGNAL_UNKNOWN'],
  },
  'fedora-key-no-access': {
    overall: 'ready-after-action',
    kinds: { seckey: 'ready-after-action', synced: 'unknown', hybrid: 'ready-after-action' },
    codes: ['HIDRAW_NO_ACCESS', 'BT_OFF'],
  },
  'fedora-hard-blocked': {
    overall: 'ready-after-action',
    kinds: { seckey: 'ready-after-action', synced: 'unknown', hybrid: 'blocked' },
    codes: ['BT_FORBIDDEN'],
  },
  'debian-server': {
    overall: 'ready-after-action',
    kinds: { seckey: 'ready-after-action', synced: 'ready-after-action', hybrid: 'ready-after-action' },
    codes: ['NO_PROVIDER', 'BROWSER_TOO_OLD', 'BT_MISSING', 'NO_KEY_PRESENT'],
  },
  'debian-ssh-session': {
    overall: 'unknown',
    kinds: { seckey: 'unknown', synced: 'unknown', hybrid: 'blocked' },
    codes: ['REMOTE_SESSION'],
  },
};

async function read(name: string): Promise<unknown> {
  return JSON.parse(await readFile(new URL(`${name}.json`, folder), 'utf8'));
}

/** Every key of a device on its own, best first. */
const expectedKeys: Record<string, string[]> = {
  'ubuntu-key-ready': ['YubiKey 5 Series with NFC: ready'],
  'ubuntu-two-keys': ['YubiKey 5 Series with NFC: ready', 'Nitrokey 3 AM: ready-after-action'],
  'windows-11-key-u2f-only': ['YubiKey OTP+FIDO+CCID: blocked'],
  'fedora-key-full': ['TOKEN2 PIN Plus Security Key Series: ready-after-action'],
  'windows-11-key-not-readable': ['YubiKey OTP+FIDO+CCID: unknown'],
};

/** What still needs a password, worst first: entry, answer and how sure it is. */
const expectedDependencies: Record<string, string[]> = {
  'windows-11-laptop-joined': [
    'windows-ras-vpn: needs-password, proven, configured',
    'cisco-secure-client: ask-admin, proven, configured',
    'filezilla: own-account, proven, used',
  ],
  'windows-10-desktop-ad-only': [
    'scheduled-tasks-password: needs-password, proven, configured',
    'cisco-secure-client: needs-password, likely, configured',
  ],
  'macbook-touch-id': [
    'macos-cisco-ipsec: needs-password, proven, configured',
    'globalprotect: no-passkey-prompt, likely, configured',
  ],
  'ubuntu-laptop-key': [
    'thunderbird: needs-password, proven, used',
    'remmina: needs-password, likely, configured',
    'nm-openvpn: could-not-read, none, installed',
  ],
};

describe('whole devices', () => {
  test.each(Object.entries(expectedDependencies))('what needs a password on %s', async (name, lines) => {
    const report = DeviceReport.parse(await read(name));
    const subject = { platform: report.device.platform, signals: report.signals };
    const { items = [], gaps } = assess(subject, policy, judgedAt).passwordDependencies ?? {};
    const told = items.map((item) => `${item.entry}: ${item.answer}, ${item.grade}, ${item.presence}`);
    expect(told).toEqual(lines);
    expect(gaps).toEqual([]);
  });

  test.each(Object.entries(expectedKeys))('the keys of %s', async (name, keys) => {
    const report = DeviceReport.parse(await read(name));
    const subject = { platform: report.device.platform, signals: report.signals };
    const seckey = assess(subject, policy, judgedAt).kinds.find(({ kind }) => kind === 'seckey');
    expect(seckey?.keys?.map((key) => `${key.name}: ${key.state}`)).toEqual(keys);
  });

  test('every file has an expected verdict and every expectation a file', () => {
    expect(names.sort()).toEqual(Object.keys(expected).sort());
    expect(names.length).toBeGreaterThanOrEqual(16);
  });

  test('ids and names are of their own, names say that they are samples', async () => {
    const reports = await Promise.all(names.map(async (name) => DeviceReport.parse(await read(name))));
    for (const pick of [
      (report: DeviceReport) => report.reportId,
      (report: DeviceReport) => report.device.id,
      (report: DeviceReport) => report.device.name,
    ]) {
      expect(new Set(reports.map(pick)).size).toBe(reports.length);
    }
    for (const { device } of reports) expect(device.name).toMatch(/^SAMPLE-/);
    expect(new Set(reports.map(({ device }) => device.platform)).size).toBe(3);
  });

  for (const [name, { overall, kinds, codes }] of Object.entries(expected)) {
    test(name, async () => {
      const raw = await read(name);
      const report = DeviceReport.parse(raw);
      expect(report).toEqual(raw);

      const subject = { platform: report.device.platform, signals: report.signals };
      const verdict = assess(subject, policy, judgedAt);
      expect(verdict.state).toBe(overall);
      const applicable = verdict.kinds.filter(({ state }) => state !== 'not-applicable');
      expect(Object.fromEntries(applicable.map(({ kind, state }) => [kind, state]))).toEqual(kinds);
      const found = [...verdict.overall, ...verdict.kinds.flatMap(({ findings }) => findings)];
      expect(found.map(({ code }) => code)).toEqual(expect.arrayContaining(codes));

      const told = explain(verdict, report.device.platform, remediation);
      const done = overall === 'ready' && codes.includes('KEY_OK');
      expect(told.actions.length > 0 || overall === 'unknown' || done).toBe(true);
      if (overall === 'ready-after-action') expect(told.headline).toMatch(/^(One step|\d+ steps) left/);
    });
  }
});
