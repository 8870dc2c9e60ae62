import type { FactsOf } from '../../contract/signals.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import { cancelled, type Found, knownReading, type Probe, type Unknown, unknown } from '../probe.ts';
import { askNative, whyUncalled } from '../windows/ask-native.ts';
import { readBluetoothPolicy } from './read-bluetooth-policy.ts';

type BluetoothFacts = FactsOf<'bluetooth'>;
type Radio = BluetoothFacts['adapters'][number];
type LowEnergy = Radio['lowEnergyCentral'];

/**
 * GUID_BTHPORT_DEVICE_INTERFACE, which the driver of a radio that is there registers. Whether that of a radio that is switched off does,
 * Microsoft does not say. https://learn.microsoft.com/en-us/windows-hardware/drivers/install/guid-bthport-device-interface
 */
const RADIO_INTERFACE = '{0850302A-B344-4fda-9BE9-90576B8D46F0}';
/** RadioKind: https://learn.microsoft.com/en-us/uwp/api/windows.devices.radios.radiokind */
const BLUETOOTH = 3;
/** RadioState: https://learn.microsoft.com/en-us/uwp/api/windows.devices.radios.radiostate */
const ON = 1;
const OFF = 2;
/** Switched off by firmware or a hardware switch. */
const DISABLED = 3;
/** More radios than a machine has. */
const MAX_RADIOS = 8;

/** States of the Bluetooth radios that the Windows Runtime lists, those that are off among them. */
async function askRadios(reach: ProbeReach): Promise<number[] | Unknown> {
  const asked = await askNative(reach, 'radios');
  if (!asked.ok) return asked.unknown;
  if (!('radios' in asked.answer)) return whyUncalled('Radio.GetRadiosAsync', asked.answer);
  return asked.answer.radios.filter(({ kind }) => kind === BLUETOOTH).map(({ state }) => state);
}

async function askInterfaces(reach: ProbeReach): Promise<number | Unknown> {
  const asked = await askNative(reach, 'presentInterfaces', RADIO_INTERFACE);
  if (!asked.ok) return asked.unknown;
  return 'count' in asked.answer ? asked.answer.count : whyUncalled('present interfaces', asked.answer);
}

/** The adapter that Windows uses; `none` when it says there is none. */
async function askAdapter(reach: ProbeReach): Promise<LowEnergy | 'none'> {
  const asked = await askNative(reach, 'bluetoothAdapter');
  if (!asked.ok) return asked.unknown;
  if (!('adapter' in asked.answer)) return whyUncalled('BluetoothAdapter.GetDefaultAsync', asked.answer);
  const { adapter } = asked.answer;
  return adapter === null ? 'none' : knownReading(adapter.lowEnergy && adapter.centralRole);
}

function readPower(state: number): Radio['powered'] {
  if (state === ON) return knownReading(true);
  if (state === OFF || state === DISABLED) return knownReading(false);
  return unknown('unreadable', 'Windows does not know the state of the radio');
}

function judgeBlocked(states: number[] | Unknown): BluetoothFacts['blocked'] {
  if (!Array.isArray(states)) return states;
  if (states.includes(ON)) return knownReading('none');
  if (states.includes(DISABLED)) return knownReading('hard');
  return states.every((state) => state === OFF)
    ? knownReading('none')
    : unknown('unreadable', 'Windows does not know the state of the radio');
}

/** Radios with their state, or radios of unknown state where only their device interfaces are seen. */
function gatherRadios(
  states: number[] | Unknown,
  interfaces: number | Unknown,
  adapter: LowEnergy | 'none',
): Radio[] {
  const lowEnergy = adapter === 'none' ? unknown('unreadable', 'Windows names no adapter') : adapter;
  const listed = Array.isArray(states) ? states.length : 0;
  const seen = Math.min(MAX_RADIOS, Math.max(listed, typeof interfaces === 'number' ? interfaces : 0));
  const untold = Array.isArray(states)
    ? unknown('unreadable', 'Windows shows this radio as a device only')
    : states;
  return Array.from({ length: seen }, (_, position) => {
    const state = Array.isArray(states) ? states[position] : undefined;
    return {
      id: `radio-${position}`,
      powered: state === undefined ? untold : readPower(state),
      // With several radios it is not told which of them the adapter is.
      lowEnergyCentral: seen === 1 ? lowEnergy : unknown('not-supported', 'there are several radios'),
    };
  });
}

/**
 * Why an empty list is not "no radio"; null where it is. A radio that is off may show no interface, and a program for another processor may
 * get an empty list: "none" needs both, or the system's own word that it has no adapter.
 */
function whyNotNone(
  states: number[] | Unknown,
  interfaces: number | Unknown,
  adapter: LowEnergy | 'none',
): Unknown | null {
  if (!Array.isArray(states)) return states;
  return typeof interfaces !== 'number' && adapter !== 'none' ? interfaces : null;
}

function forbidsSomething(policy: BluetoothFacts['policy']): boolean {
  return policy.kind === 'known' && (!policy.value.allowed || policy.value.allowedServices !== null);
}

async function observe(reach: ProbeReach, stop: AbortSignal): Promise<Found<BluetoothFacts>> {
  const [states, interfaces, adapter, policy] = await Promise.all([
    askRadios(reach),
    askInterfaces(reach),
    askAdapter(reach),
    readBluetoothPolicy(reach),
  ]);
  if (stop.aborted) return cancelled();
  const adapters = gatherRadios(states, interfaces, adapter);
  const untold = adapters.length === 0 ? whyNotNone(states, interfaces, adapter) : null;
  // What the company's policy forbids counts whether the radios can be told or not.
  if (untold !== null && !forbidsSomething(policy)) return untold;
  const sources = [
    Array.isArray(states) && 'Windows Runtime',
    typeof interfaces === 'number' && 'device interfaces',
    policy.kind === 'known' && 'device management',
  ];
  return {
    kind: 'known',
    facts: {
      adapters,
      complete: untold ?? knownReading(true as const),
      blocked: judgeBlocked(states),
      policy,
    },
    source: sources.filter(Boolean).join(', '),
  };
}

/** Bluetooth radios through the Windows Runtime and the device list, and the company's policy on them. */
export const bluetoothWin32: Probe<'bluetooth'> = { signal: 'bluetooth', observe };
