import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { neverStops } from '../../test/doubles/fake-reach.ts';
import { factsBySignal, type SignalId } from '../contract/signals.ts';
import { readCapture } from '../platform/replay/read-capture.ts';
import { replayReach } from '../platform/replay/replay-reach.ts';
import { linuxProbes } from './for-linux.ts';

const CAPTURES = new URL('../../test/fixtures/captures/linux/', import.meta.url).pathname;

const known = (value: unknown) => ({ kind: 'known', value });
const unknown = (reason: string) => expect.objectContaining({ kind: 'unknown', reason });
const unknownSignal = (reason: string) => ({ kind: 'unknown', reason });
const notApplicable = expect.objectContaining({ kind: 'not-applicable' });
const facts = (value: unknown) => ({ kind: 'known', facts: value });

const laptopBrowsers = facts({
  browsers: [
    { family: 'chrome', channel: 'stable', packaging: 'system', version: known('143.0.7499.40') },
    { family: 'firefox', channel: null, packaging: 'snap', version: known('145.0.2') },
  ],
  defaultBrowser: known('chrome'),
});
const laptopBluetooth = facts({
  adapters: [{ id: 'hci0', powered: known(true), lowEnergyCentral: known(true) }],
  blocked: known('none'),
});
const uefi = (enabled: boolean) =>
  facts({ firmware: 'uefi', supported: true, enabled, setupMode: false, disabledInShim: false });
const noBroker = facts({ state: known('none'), brokers: [], entraDeviceId: notApplicable });
const keyOpen = (accessible: boolean) =>
  facts({
    keys: [
      {
        id: 'hidraw3',
        vendorId: 0x1050,
        productId: 0x0407,
        manufacturer: 'Yubico',
        product: 'YubiKey OTP+FIDO+CCID',
        accessible: known(accessible),
      },
    ],
  });
const ubuntu = { platform: 'linux', id: 'ubuntu', version: '24.04', virtualization: 'none' };
const laptopTpm = facts({ present: true, version: known('2.0'), properties: unknown('needs-elevation') });
const laptopApps = facts({
  sources: [
    { source: 'dpkg', count: known(4) },
    { source: 'rpm', count: notApplicable },
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

/** What each capture must come to, written by hand. */
const expected: Record<string, Record<SignalId, unknown>> = {
  'ubuntu-24-04-yubikey-chrome': {
    os: facts({ ...ubuntu, session: { kind: known('local'), type: 'wayland', desktop: 'ubuntu:GNOME' } }),
    hardware: facts({ manufacturer: 'LENOVO', form: 'laptop', memoryBytes: 16_586_838_016 }),
    tpm: laptopTpm,
    'secure-boot': uefi(true),
    'biometric-sensor': sensor(known(2)),
    bluetooth: laptopBluetooth,
    'security-key': keyOpen(true),
    connectors: unknownSignal('no-probe'),
    browsers: laptopBrowsers,
    apps: laptopApps,
    'join-state': noBroker,
  },
  'ubuntu-ssh-session': {
    os: facts({ ...ubuntu, session: { kind: known('remote'), type: 'tty', desktop: null } }),
    hardware: facts({ manufacturer: 'LENOVO', form: 'laptop' }),
    tpm: laptopTpm,
    'secure-boot': uefi(true),
    'biometric-sensor': sensor(unknown('refused')),
    bluetooth: laptopBluetooth,
    'security-key': keyOpen(false),
    connectors: unknownSignal('no-probe'),
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
    'security-key': facts({ keys: [] }),
    connectors: unknownSignal('no-probe'),
    browsers: facts({
      browsers: [{ family: 'firefox', name: 'Firefox', packaging: 'system', version: known('145.0.1') }],
      defaultBrowser: known('firefox'),
    }),
    apps: facts({
      sources: [
        { source: 'dpkg', count: notApplicable },
        { source: 'rpm', count: known(3) },
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
    connectors: unknownSignal('no-probe'),
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
    'security-key': facts({ keys: [] }),
    connectors: unknownSignal('no-probe'),
    browsers: facts({
      browsers: [{ family: 'chromium', packaging: 'system', version: known('156.0.8078.79') }],
      defaultBrowser: unknown('not-supported'),
    }),
    apps: facts({ sources: [{ source: 'dpkg', count: { kind: 'known' } }, {}, {}, {}] }),
    'join-state': noBroker,
  },
};

const folders = await readdir(CAPTURES);

it('every Linux capture has an expectation', () => {
  expect(folders.sort()).toEqual(Object.keys(expected).sort());
});

describe.each(folders)('capture %s', (folder) => {
  it.each(linuxProbes.map((probe) => probe.signal))('%s', async (signal) => {
    const capture = await readCapture(`${CAPTURES}${folder}`);
    const probe = linuxProbes.find((one) => one.signal === signal);
    const found = await probe?.observe(replayReach(capture.exchanges.get(signal) ?? []), neverStops());
    expect(found).toMatchObject(expected[folder]?.[signal] as object);
    if (found?.kind === 'known') expect(factsBySignal[signal].safeParse(found.facts).error).toBeUndefined();
    expect(JSON.stringify(found)).not.toContain('not-captured');
  });
});
