import type { GetInfoFacts } from '../../../src/contract/facts/get-info.ts';
import type { AttachedKey, KeyDepth } from '../../../src/contract/facts/security-key.ts';
import type { Observation, Reading } from '../../../src/contract/observation.ts';
import type { PartialReport } from '../../../src/contract/report.ts';
import type { FactsOf, Signals } from '../../../src/contract/signals.ts';

const at = '2026-11-23T00:00:00.000Z';
const stamp = { at, tookMs: 12, context: 'user' } as const;

function known<Value>(value: Value): Reading<Value> {
  return { kind: 'known', value };
}
const notAsked = { kind: 'not-applicable', because: 'nothing to ask' } as const;

/** A CTAP 2.1 key with its PIN set; `info` and `depth` change what a test is about. */
export function sampleDepth(info: Partial<GetInfoFacts> = {}, depth: Partial<KeyDepth> = {}): KeyDepth {
  return {
    hid: { protocol: 2, deviceVersion: '5.7.1', wink: true, cbor: true, msg: true, capabilities: 5 },
    info: known({
      versions: ['U2F_V2', 'FIDO_2_0', 'FIDO_2_1'],
      extensions: ['credProtect', 'hmac-secret'],
      aaguid: '2fc0579f-8113-47ea-b116-bb5a8db9202a',
      options: { rk: true, up: true, clientPin: true },
      pinUvAuthProtocols: [2, 1],
      transports: ['usb', 'nfc'],
      minPinLength: 4,
      remainingDiscoverableCredentials: 22,
      canonical: true,
      ...info,
    }),
    u2fVersion: notAsked,
    pinRetries: known({ left: 8, replugFirst: false }),
    uvRetries: notAsked,
    fingerprintReader: notAsked,
    ...depth,
  };
}

export function sampleKey(
  id: string,
  depth: Reading<KeyDepth>,
  more: Partial<AttachedKey> = {},
): AttachedKey {
  return {
    id,
    vendorId: 0x1050,
    productId: 0x0407,
    manufacturer: 'Yubico',
    product: 'YubiKey OTP+FIDO+CCID',
    accessible: known(true),
    mark: null,
    depth,
    ...more,
  };
}

/** A key that has everything, one without a PIN, one with its PIN blocked, a U2F-only one, and one that somebody else holds. */
export function fiveKeys(): AttachedKey[] {
  return [
    sampleKey('hidraw0', { kind: 'unknown', reason: 'busy' }, { product: 'Held elsewhere' }),
    sampleKey('hidraw1', known(sampleDepth()), { mark: 'a'.repeat(32) }),
    sampleKey('hidraw2', known(sampleDepth({ options: { rk: true, clientPin: false, bioEnroll: false } }))),
    sampleKey(
      'hidraw3',
      known(
        sampleDepth(
          {
            remainingDiscoverableCredentials: 0,
            options: { rk: true, clientPin: true, uv: true, bioEnroll: true },
          },
          { pinRetries: known({ left: 0, replugFirst: false }) },
        ),
      ),
    ),
    sampleKey(
      'hidraw4',
      known(sampleDepth({}, { info: notAsked, pinRetries: notAsked, u2fVersion: known('U2F_V2') })),
      { product: 'Old key' },
    ),
  ];
}

/** A current Debian with a current Chrome, where nothing stands in the way to a key. */
const goodWay: Signals = {
  os: {
    kind: 'known',
    source: 'a test',
    ...stamp,
    facts: {
      platform: 'linux',
      id: 'debian',
      prettyName: 'Debian GNU/Linux 13 (trixie)',
      version: '13',
      kernel: '6.12.0',
      arch: 'x64',
      session: { kind: known('local'), type: 'wayland', desktop: 'GNOME' },
      virtualization: 'none',
    },
  },
  browsers: {
    kind: 'known',
    source: 'a test',
    ...stamp,
    facts: {
      browsers: [
        {
          family: 'chrome',
          name: 'Google Chrome',
          channel: 'stable',
          version: known('142.0.7444.59'),
          packaging: 'system',
        },
      ],
      defaultBrowser: known('chrome'),
    },
  },
};

/** What `keyready keys` scans, with these keys attached. */
export function lookWith(
  keys: readonly AttachedKey[] | Observation<FactsOf<'security-key'>>,
  more: Signals = {},
): PartialReport {
  return {
    schemaVersion: 1,
    scanId: '7c1f6f5e-2f0a-4e1c-9d0b-0a4c3c1f8f11',
    context: 'user',
    platform: 'linux',
    agentVersion: '0.2.0',
    startedAt: at,
    tookMs: 12,
    completeness: 'complete',
    signals: {
      ...goodWay,
      ...more,
      'security-key':
        'kind' in keys ? keys : { kind: 'known', facts: { keys: [...keys] }, source: 'a test', ...stamp },
    } as Signals,
  };
}
