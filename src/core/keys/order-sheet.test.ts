import { describe, expect, it } from 'vitest';
import type { ConnectorsFacts } from '../../contract/facts/connectors.ts';
import { OrderSheet } from '../../contract/keys.ts';
import type { Reading } from '../../contract/observation.ts';
import type { PlatformName } from '../../contract/platform-name.ts';
import { orderSheetOf } from './order-sheet.ts';

const stamp = { source: 'x', at: '2026-11-23T00:00:00Z', tookMs: 1, context: 'user' } as const;
const reading = <Value>(value: Value | null): Reading<Value> =>
  value === null ? { kind: 'unknown', reason: 'not-supported' } : { kind: 'known', value };

/** null = could not tell. */
function adviceFor(
  platform: PlatformName,
  usbC: number | null,
  usbA: number | null,
  nfc: boolean | null = null,
  radios: number | null = null,
): string[] {
  const facts: ConnectorsFacts = { usbC: reading(usbC), usbA: reading(usbA), nfcReader: reading(nfc) };
  const unknownReading = { kind: 'unknown', reason: 'service-missing' } as const;
  const adapters = Array.from({ length: radios ?? 0 }, (_, index) => ({
    id: `hci${index}`,
    powered: unknownReading,
    lowEnergyCentral: unknownReading,
  }));
  const sheet = orderSheetOf(platform, {
    connectors: { kind: 'known', facts, ...stamp },
    bluetooth:
      radios === null
        ? { kind: 'unknown', reason: 'service-missing', at: stamp.at, tookMs: 1, context: 'user' }
        : {
            kind: 'known',
            facts: { adapters, blocked: unknownReading, policy: unknownReading },
            ...stamp,
          },
  });
  expect(OrderSheet.parse(sheet)).toEqual(sheet);
  return sheet.advice;
}

describe('USB', () => {
  it.each<[number | null, number | null, RegExp]>([
    [2, 1, /order keys with USB-C or with USB-A\. This device has 2 USB-C ports and 1 USB-A port\./],
    [1, 0, /order keys with USB-C\. This device has 1 USB-C port; it has no USB-A port\./],
    [2, null, /order keys with USB-C\. .*whether it also has a USB-A port could not be told/],
    [0, 3, /order keys with USB-A\. This device has 3 USB-A ports; it has no USB-C port/],
    [null, 1, /order keys with USB-A\. .*whether it also has a USB-C port could not be told/],
    [0, 0, /no USB port on the outside/],
    [0, null, /has no USB-C port; whether it has a USB-A port could not be told/],
    [null, 0, /has no USB-A port; whether it has a USB-C port could not be told/],
    [null, null, /which ports this device has could not be told/],
  ])('USB-C %s, USB-A %s', (usbC, usbA, words) => {
    expect(adviceFor('linux', usbC, usbA)[0]).toMatch(words);
  });

  it('is not advised by a guess where the signal itself is unknown', () => {
    const { connectors, bluetooth, advice } = orderSheetOf('linux', {
      connectors: {
        kind: 'unknown',
        reason: 'timed-out',
        detail: 'x',
        at: stamp.at,
        tookMs: 1,
        context: 'user',
      },
    });
    expect(connectors).toEqual({ kind: 'unknown', reason: 'timed-out', detail: 'x' });
    expect(bluetooth).toEqual({ kind: 'unknown', reason: 'no-probe' });
    expect(advice[0]).toMatch(/could not be told/);
  });
});

describe('NFC and Bluetooth', () => {
  it.each<[PlatformName, boolean | null, RegExp]>([
    ['win32', true, /has a reader/],
    ['win32', false, /has no reader/],
    ['win32', null, /could not be told/],
    ['darwin', true, /by USB only/],
    ['linux', true, /do not count on it/],
  ])('NFC on %s, reader %s', (platform, nfc, words) => {
    expect(adviceFor(platform, 1, 1, nfc)[1]).toMatch(words);
  });

  it.each<[PlatformName, number | null, RegExp]>([
    ['win32', 1, /takes Bluetooth keys and this device has a radio/],
    ['win32', 0, /has no radio/],
    ['win32', null, /could not be told/],
    ['darwin', 1, /order no Bluetooth keys.*a Mac/],
    ['linux', 1, /order no Bluetooth keys.*Linux/],
  ])('Bluetooth on %s, radios %s', (platform, radios, words) => {
    expect(adviceFor(platform, 1, 1, null, radios)[2]).toMatch(words);
  });
});
