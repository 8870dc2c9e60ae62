import type { FactsOf } from '../../contract/signals.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import { readManaged, yesOrNo } from '../macos/read-managed.ts';
import { runTool } from '../macos/run-tool.ts';
import { cancelled, type Found, knownReading, type Probe, unknown } from '../probe.ts';
import { parseMacBluetooth } from './parse-mac-bluetooth.ts';

type BluetoothFacts = FactsOf<'bluetooth'>;

/** system_profiler takes one to three seconds for Bluetooth. Below the signal's own limit. */
const TIME_LIMIT_MS = 4500;

/**
 * The company's setting `DisableBluetooth`, which a profile brings. macOS has no list of allowed services.
 * https://www.stigviewer.com/stigs/apple_macos_15_sequoia/2025-05-05/finding/V-268509
 */
async function readPolicy(reach: ProbeReach): Promise<BluetoothFacts['policy']> {
  const asked = await readManaged(reach, 'com.apple.MCXBluetooth', 'DisableBluetooth');
  if ('kind' in asked) return asked;
  const isDisabled = asked.value === null ? false : yesOrNo(asked.value);
  return isDisabled === 'unreadable'
    ? unknown('unreadable', 'DisableBluetooth is neither true nor false')
    : knownReading({ allowed: !isDisabled, allowedServices: null });
}

/**
 * Not over CoreBluetooth, which would ask the person for leave: https://developer.apple.com/documentation/corebluetooth
 */
async function observe(reach: ProbeReach, stop: AbortSignal): Promise<Found<BluetoothFacts>> {
  const [said, policy] = await Promise.all([
    runTool(reach, '/usr/sbin/system_profiler', ['-json', 'SPBluetoothDataType'], TIME_LIMIT_MS),
    readPolicy(reach),
  ]);
  if (stop.aborted) return cancelled();
  if (!said.ok) return said.unknown;
  const adapters = parseMacBluetooth(said.text);
  if (adapters === 'unreadable')
    return unknown('unreadable', 'system_profiler told of Bluetooth in another form, as before macOS 12');
  return {
    kind: 'known',
    // A Mac has no switch that holds the radio back beside the setting that turns it off.
    facts: { adapters, blocked: knownReading('none'), policy },
    source: 'system_profiler',
  };
}

/** Bluetooth radios as system_profiler lists them, and the company's setting on them. */
export const bluetoothDarwin: Probe<'bluetooth'> = { signal: 'bluetooth', observe };
