import type { BluetoothFacts } from '../../contract/facts/bluetooth.ts';
import type { ConnectorsFacts } from '../../contract/facts/connectors.ts';
import type { OrderSheet } from '../../contract/keys.ts';
import type { Observation, Reading } from '../../contract/observation.ts';
import type { PlatformName } from '../../contract/platform-name.ts';
import type { Signals } from '../../contract/signals.ts';

/**
 * Which kinds of security keys fit this device. What Microsoft supports by connection is from
 * https://learn.microsoft.com/en-us/entra/identity/authentication/concept-fido2-compatibility (16 Apr 2026; by connection for
 * Windows and Linux last told in October 2024: Windows USB, NFC and Bluetooth; Linux USB; macOS neither NFC nor Bluetooth).
 */
export function orderSheetOf(platform: PlatformName, signals: Signals): OrderSheet {
  const connectors = readingOf(signals.connectors, (facts) => facts);
  const bluetooth = radioIn(readingOf(signals.bluetooth, (facts) => facts));
  return {
    connectors,
    bluetooth,
    advice: [usbAdvice(connectors), nfcAdvice(platform, connectors), bluetoothAdvice(platform, bluetooth)],
  };
}

/** An observation's one value: what it knows, or why it does not. */
function readingOf<Facts, Value>(
  seen: Observation<Facts> | undefined,
  pick: (facts: Facts) => Value,
): Reading<Value> {
  if (seen === undefined) return { kind: 'unknown', reason: 'no-probe' };
  if (seen.kind === 'known') return { kind: 'known', value: pick(seen.facts) };
  if (seen.kind === 'not-applicable') return { kind: 'not-applicable', because: seen.because };
  const { reason, detail } = seen;
  return { kind: 'unknown', reason, ...(detail === undefined ? {} : { detail }) };
}

/** Is there a radio? An empty list that may not be whole tells nothing. */
function radioIn(bluetooth: Reading<BluetoothFacts>): Reading<boolean> {
  if (bluetooth.kind !== 'known') return bluetooth;
  const { adapters, complete } = bluetooth.value;
  if (adapters.length === 0 && complete?.kind === 'unknown') return complete;
  return { kind: 'known', value: adapters.length > 0 };
}

function inside<Value>(
  connectors: Reading<ConnectorsFacts>,
  pick: (facts: ConnectorsFacts) => Reading<Value>,
): Value | null {
  if (connectors.kind !== 'known') return null;
  const reading = pick(connectors.value);
  return reading.kind === 'known' ? reading.value : null;
}

function usbAdvice(connectors: Reading<ConnectorsFacts>): string {
  const usbC = inside(connectors, (facts) => facts.usbC);
  const usbA = inside(connectors, (facts) => facts.usbA);
  if (usbC === null && usbA === null)
    return 'USB: which ports this device has could not be told. Look at the device before ordering: keys come with USB-C or with USB-A.';
  if (usbC !== null && usbC > 0 && usbA !== null && usbA > 0)
    return `USB: order keys with USB-C or with USB-A. This device has ${counted(usbC, 'USB-C port')} and ${counted(usbA, 'USB-A port')}.`;
  if (usbC !== null && usbC > 0)
    return `USB: order keys with USB-C. This device has ${counted(usbC, 'USB-C port')}; ${restOf(usbA, 'USB-A')}.`;
  if (usbA !== null && usbA > 0)
    return `USB: order keys with USB-A. This device has ${counted(usbA, 'USB-A port')}; ${restOf(usbC, 'USB-C')}.`;
  if (usbC === 0 && usbA === 0)
    return 'USB: this device has no USB port on the outside, so a USB key needs a dock or an adapter.';
  const [absent, open] = usbC === 0 ? ['USB-C', 'USB-A'] : ['USB-A', 'USB-C'];
  return `USB: this device has no ${absent} port; whether it has a ${open} port could not be told. Look before ordering.`;
}

function restOf(count: number | null, kind: string): string {
  return count === null ? `whether it also has a ${kind} port could not be told` : `it has no ${kind} port`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function nfcAdvice(platform: PlatformName, connectors: Reading<ConnectorsFacts>): string {
  const reader = inside(connectors, (facts) => facts.nfcReader);
  if (platform === 'darwin')
    return 'NFC: of no use on a Mac. Microsoft supports keys there by USB only. For a phone of the same person NFC may be worth having.';
  if (platform === 'linux')
    return 'NFC: do not count on it here. For Linux Microsoft has only ever listed keys by USB.';
  if (reader === null)
    return 'NFC: whether this device has a reader could not be told, so order keys that have USB as well.';
  return reader
    ? 'NFC: this device has a reader for contactless cards. Whether a browser reaches a key through it depends on the reader, so order keys that have USB as well.'
    : 'NFC: this device has no reader, so a key needs USB.';
}

function bluetoothAdvice(platform: PlatformName, bluetooth: Reading<boolean>): string {
  if (platform !== 'win32')
    return `Bluetooth: order no Bluetooth keys. Microsoft supports keys on ${platform === 'darwin' ? 'a Mac' : 'Linux'} by USB only.`;
  if (bluetooth.kind !== 'known')
    return 'Bluetooth: whether this device has a radio could not be told, so do not count on Bluetooth keys.';
  return bluetooth.value
    ? 'Bluetooth: Windows takes Bluetooth keys and this device has a radio. USB remains the simpler choice: nothing to pair, nothing to charge.'
    : 'Bluetooth: this device has no radio, so Bluetooth keys do not fit.';
}
