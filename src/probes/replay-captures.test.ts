import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { captureFolders } from '../../test/doubles/capture-folders.ts';
import { neverStops } from '../../test/doubles/fake-reach.ts';
import { linuxCaptures } from '../../test/doubles/linux-machines/linux-captures.ts';
import { macCaptures } from '../../test/doubles/mac-machines/captures.ts';
import { windowsCaptures } from '../../test/doubles/windows-machines/captures.ts';
import type { PlatformName } from '../contract/platform-name.ts';
import { factsBySignal, type SignalId } from '../contract/signals.ts';
import { readCapture } from '../platform/replay/read-capture.ts';
import { replayReach } from '../platform/replay/replay-reach.ts';
import { probesFor } from './probes-for.ts';

const CAPTURES = new URL('../../test/fixtures/captures/', import.meta.url).pathname;

const known = (value: unknown) => ({ kind: 'known', value });
const unknown = (reason: string) => expect.objectContaining({ kind: 'unknown', reason });
const unknownSignal = (reason: string) => ({ kind: 'unknown', reason });
const notApplicable = expect.objectContaining({ kind: 'not-applicable' });
const facts = (value: unknown) => ({ kind: 'known', facts: value });

const laptopBrowsers = facts({
  browsers: [
    { family: 'chrome', channel: 'stable', packaging: 'system', version: known('143.0.7499.40') },
    {
      family: 'firefox',
      channel: null,
      packaging: 'snap',
      version: known('145.0.2'),
      reachesKeys: known(true),
    },
  ],
  defaultBrowser: known('chrome'),
  policies: known([]),
});
const laptopBluetooth = facts({
  adapters: [{ id: 'hci0', powered: known(true), lowEnergyCentral: known(true) }],
  blocked: known('none'),
});
const uefi = (enabled: boolean) =>
  facts({ firmware: 'uefi', supported: true, enabled, setupMode: false, disabledInShim: false });
const noBroker = facts({ state: known('none'), brokers: [], entraDeviceId: notApplicable });
const yubiKey = {
  id: 'hidraw3',
  vendorId: 0x1050,
  productId: 0x0407,
  manufacturer: 'Yubico',
  product: 'YubiKey OTP+FIDO+CCID',
  mark: null,
};
const keyOpen = facts({
  keys: [
    {
      ...yubiKey,
      accessible: known(true),
      depth: known({
        hid: { protocol: 2, deviceVersion: '5.4.3', wink: true, cbor: true, msg: true, capabilities: 5 },
        info: known({
          versions: ['U2F_V2', 'FIDO_2_0', 'FIDO_2_1_PRE'],
          extensions: ['credProtect', 'hmac-secret'],
          aaguid: '2fc0579f-8113-47ea-b116-bb5a8db9202a',
          options: { rk: true, up: true, plat: false, clientPin: true, credentialMgmtPreview: true },
          maxMsgSizeBytes: 1200,
          pinUvAuthProtocols: [2, 1],
          maxCredentialCountInList: 8,
          maxCredentialIdLengthBytes: 128,
          transports: ['nfc', 'usb'],
          minPinLength: 4,
          firmwareVersion: 0x050403,
          canonical: true,
        }),
        u2fVersion: notApplicable,
        pinRetries: known({ left: 5, replugFirst: false }),
        uvRetries: notApplicable,
        fingerprintReader: notApplicable,
      }),
    },
  ],
  fidoOff: known([]),
});
const keyClosed = facts({
  keys: [{ ...yubiKey, accessible: known(false), depth: unknown('no-device-access') }],
  fidoOff: known([]),
});
const laptopPorts = facts({ usbC: known(2), usbA: known(2), nfcReader: unknown('not-supported') });
const ubuntu = { platform: 'linux', id: 'ubuntu', version: '24.04', virtualization: 'none' };
const laptopTpm = facts({ present: true, version: known('2.0'), properties: unknown('needs-elevation') });
const laptopApps = facts({
  sources: [
    { source: 'dpkg', count: known(4) },
    { source: 'rpm', count: notApplicable },
    { source: 'pacman', count: notApplicable },
    { source: 'apk', count: notApplicable },
    { source: 'flatpak', count: notApplicable },
    { source: 'snap', count: known(4) },
  ],
  named: [
    { source: 'dpkg', id: 'fprintd', version: '1.94.3-1' },
    { source: 'dpkg', id: 'libfido2-1', version: '1.14.0-1build3' },
  ],
});
const sensor = (enrolled: unknown) =>
  facts({
    sensors: [{ name: 'Goodix MOC Fingerprint Sensor', factor: 'fingerprint', scanType: 'press', enrolled }],
  });

const extension = (id: string, browser: string) => ({ id, via: 'extension', browser, enabled: known(true) });
const noAccounts = expect.objectContaining({ kind: 'not-applicable' });
const laptopProviders = facts({
  providers: [extension('bitwarden', 'chrome')],
  browserProfiles: known([
    { browser: 'chrome', inspected: 1, notInspected: 0, signedIn: known(1) },
    { browser: 'firefox', inspected: 2, notInspected: 0, signedIn: noAccounts },
  ]),
});

/** What each capture must come to, written by hand. */
const expectedOnLinux: Record<string, Partial<Record<SignalId, unknown>>> = {
  'ubuntu-24-04-yubikey-chrome': {
    os: facts({ ...ubuntu, session: { kind: known('local'), type: 'wayland', desktop: 'ubuntu:GNOME' } }),
    hardware: facts({ manufacturer: 'LENOVO', form: 'laptop', memoryBytes: 16_586_838_016 }),
    tpm: laptopTpm,
    'secure-boot': uefi(true),
    'biometric-sensor': sensor(known(2)),
    bluetooth: laptopBluetooth,
    'security-key': keyOpen,
    connectors: laptopPorts,
    browsers: laptopBrowsers,
    apps: laptopApps,
    'join-state': noBroker,
    'passkey-providers': laptopProviders,
  },
  'ubuntu-ssh-session': {
    os: facts({ ...ubuntu, session: { kind: known('remote'), type: 'tty', desktop: null } }),
    hardware: facts({ manufacturer: 'LENOVO', form: 'laptop' }),
    tpm: laptopTpm,
    'secure-boot': uefi(true),
    'biometric-sensor': sensor(unknown('refused')),
    bluetooth: laptopBluetooth,
    'security-key': keyClosed,
    connectors: laptopPorts,
    browsers: laptopBrowsers,
    apps: laptopApps,
    'join-state': noBroker,
  },
  'fedora-no-bluetooth-firefox': {
    os: facts({
      id: 'fedora',
      version: '43',
      session: { kind: known('local'), type: 'wayland', desktop: 'GNOME' },
    }),
    hardware: facts({ manufacturer: 'Dell Inc.', form: 'desktop' }),
    tpm: facts({
      present: true,
      version: known('2.0'),
      properties: known({
        manufacturer: 'IFX',
        vendorString: 'SLB9672',
        family: '2.0',
        revision: 1.59,
        firmware: '15.23.68.7170',
        firmwareHex: '000f001700441c02',
      }),
    }),
    'secure-boot': uefi(false),
    'biometric-sensor': facts({ sensors: [] }),
    bluetooth: facts({ adapters: [], blocked: known('none'), policy: notApplicable }),
    'security-key': facts({ keys: [], fidoOff: known([]) }),
    connectors: unknownSignal('not-supported'),
    browsers: facts({
      browsers: [{ family: 'firefox', name: 'Firefox', packaging: 'system', version: known('145.0.1') }],
      defaultBrowser: known('firefox'),
      policies: known([]),
    }),
    apps: facts({
      sources: [
        { source: 'dpkg', count: notApplicable },
        { source: 'rpm', count: known(3) },
        { source: 'pacman', count: notApplicable },
        { source: 'apk', count: notApplicable },
        { source: 'flatpak', count: known(1) },
        { source: 'snap', count: notApplicable },
      ],
      named: [
        { source: 'rpm', id: 'fprintd', version: '1.94.5-2.fc43' },
        { source: 'rpm', id: 'libfido2', version: '1.16.0-3.fc43' },
      ],
    }),
    'join-state': noBroker,
  },
  'denied-everything': {
    os: unknownSignal('needs-elevation'),
    hardware: unknownSignal('needs-elevation'),
    tpm: unknownSignal('needs-elevation'),
    'secure-boot': unknownSignal('needs-elevation'),
    'biometric-sensor': unknownSignal('needs-elevation'),
    bluetooth: unknownSignal('needs-elevation'),
    'security-key': unknownSignal('needs-elevation'),
    connectors: unknownSignal('needs-elevation'),
    browsers: unknownSignal('needs-elevation'),
    apps: unknownSignal('needs-elevation'),
    'join-state': unknownSignal('needs-elevation'),
  },
  'debian-12-container': {
    os: facts({
      id: 'debian',
      version: '12',
      session: { kind: unknown('service-missing'), type: null, desktop: null },
      virtualization: 'docker',
    }),
    hardware: facts({ manufacturer: null, model: null, form: null }),
    tpm: facts({ present: false, version: notApplicable, properties: notApplicable }),
    'secure-boot': unknownSignal('not-supported'),
    'biometric-sensor': unknownSignal('service-missing'),
    bluetooth: facts({ adapters: [], blocked: known('none') }),
    'security-key': facts({ keys: [], fidoOff: unknown('not-supported') }),
    connectors: unknownSignal('not-supported'),
    browsers: facts({
      browsers: [{ family: 'chromium', packaging: 'system', version: known('156.0.8078.79') }],
      defaultBrowser: unknown('not-supported'),
    }),
    apps: facts({
      sources: [
        { source: 'dpkg', count: { kind: 'known' } },
        { source: 'rpm', count: notApplicable },
        { source: 'pacman', count: notApplicable },
        { source: 'apk', count: notApplicable },
        { source: 'flatpak', count: notApplicable },
        { source: 'snap', count: notApplicable },
      ],
    }),
    'join-state': noBroker,
  },
};

const otpUnseen = unknown('not-supported');
const windowsKey = { ...yubiKey, id: 'hid-0' };
/** What an ordinary account learns, whether or not the HID library lists the key. */
const windowsKeyClosed = facts({
  keys: [
    {
      ...windowsKey,
      accessible: known(false),
      depth: unknown('needs-elevation'),
      loggedModel: known('a25342c0-3cdc-4414-8e46-f4807fca511c'),
    },
  ],
  fidoOff: otpUnseen,
});
const expectedOnWindows: Record<string, Partial<Record<SignalId, unknown>>> = {
  'windows-11-key-admin': {
    'security-key': facts({
      keys: [
        {
          ...windowsKey,
          accessible: known(true),
          depth: known({
            hid: expect.objectContaining({ deviceVersion: '5.7.1' }),
            info: known(expect.objectContaining({ aaguid: 'a25342c0-3cdc-4414-8e46-f4807fca511c' })),
            pinRetries: known({ left: 8, replugFirst: false }),
          }),
        },
      ],
      fidoOff: otpUnseen,
    }),
  },
  'windows-11-key-not-admin': { 'security-key': windowsKeyClosed },
  'windows-11-key-hidden': { 'security-key': windowsKeyClosed },
};
const expectedOnMac: Record<string, Partial<Record<SignalId, unknown>>> = {
  'macos-key': {
    'security-key': facts({
      keys: [
        {
          id: 'hid-0',
          productId: 0x0402,
          accessible: known(true),
          depth: known({
            info: known(
              expect.objectContaining({
                aaguid: 'd8522d9f-575b-4866-88a9-ba99fa02f35b',
                remainingDiscoverableCredentials: 22,
              }),
            ),
            pinRetries: known({ left: 8, replugFirst: false }),
            uvRetries: known(3),
            fingerprintReader: known({ modality: 1, kind: 1, maxSamples: 16 }),
          }),
        },
      ],
      fidoOff: otpUnseen,
    }),
  },
};

const expected: Record<PlatformName, Record<string, Partial<Record<SignalId, unknown>>>> = {
  linux: expectedOnLinux,
  win32: expectedOnWindows,
  darwin: expectedOnMac,
};

/** Held to a verdict for every kind as well (test/contract/{windows,linux,mac}-captures.test.ts), so most have no facts here. */
const wholeMachines = new Set([...windowsCaptures, ...linuxCaptures, ...macCaptures].map(({ name }) => name));

describe.each(['linux', 'win32', 'darwin'] as const)('on %s', async (platform) => {
  const captures = `${CAPTURES}${captureFolders[platform]}`;
  const folders = (await readdir(captures)).filter(
    (name) => !wholeMachines.has(name) || Object.hasOwn(expected[platform], name),
  );
  const probes = await probesFor(platform);

  it('every capture has an expectation', () => {
    expect(folders.sort()).toEqual(Object.keys(expected[platform]).sort());
  });

  describe.each(folders)('capture %s', (folder) => {
    it.each(Object.keys(expected[platform][folder] ?? {}) as SignalId[])('%s', async (signal) => {
      const capture = await readCapture(`${captures}/${folder}`);
      const probe = probes.find((one) => one.signal === signal);
      const found = await probe?.observe(replayReach(capture.exchanges.get(signal) ?? []), neverStops());
      expect(found).toMatchObject(expected[platform][folder]?.[signal] as object);
      if (found?.kind === 'known') expect(factsBySignal[signal].safeParse(found.facts).error).toBeUndefined();
      expect(JSON.stringify(found)).not.toContain('not-captured');
    });
  });
});
