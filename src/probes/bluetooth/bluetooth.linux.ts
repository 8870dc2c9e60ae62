import type { FactsOf } from '../../contract/signals.ts';
import type { Outcome, ProbeReach } from '../../platform/reach.ts';
import {
  cancelled,
  type Found,
  knownReading,
  notApplicable,
  type Probe,
  type Unknown,
  unknown,
  unknownFrom,
} from '../probe.ts';
import { BLUEZ, type BluezAdapter, readBluezAdapters } from './read-bluez.ts';
import { judgeBlocked, type RadioSwitch, readRadioSwitches } from './read-rfkill.ts';

type BluetoothFacts = FactsOf<'bluetooth'>;

const BLUETOOTH_CLASS = '/sys/class/bluetooth';

/** Radios the kernel drives. A kernel that shows its device classes but not this one drives none. */
async function listKernelRadios(reach: ProbeReach): Promise<Outcome<string[]>> {
  const names = await reach.files.list(BLUETOOTH_CLASS);
  // `hci0:256` and the like are connections, not radios.
  if (names.ok) return { ok: true, value: names.value.filter((name) => /^hci\d{1,3}$/.test(name)) };
  if (names.problem !== 'not-found') return names;
  const classes = await reach.files.list('/sys/class');
  return classes.ok && classes.value.length > 0 ? { ok: true, value: [] } : names;
}

/** Adapters from BlueZ when it runs. It is never started for this: starting it could switch a radio on. */
async function askBluez(reach: ProbeReach): Promise<Outcome<BluezAdapter[]>> {
  const names = await reach.dbus.whichNames('system', [BLUEZ]);
  if (!names.ok) return names;
  if (!names.value.owned.includes(BLUEZ)) {
    return {
      ok: false,
      problem: 'service-missing',
      detail: 'the Bluetooth service (bluetoothd) does not run',
    };
  }
  return readBluezAdapters(reach);
}

/** A radio that only the kernel tells of: off for certain when its switch is off, otherwise not known. */
function describeUnmanaged(id: string, switches: readonly RadioSwitch[], why: Unknown): BluezAdapter {
  const own = switches.find((one) => one.name === id);
  const heldOff = own !== undefined && (own.soft || own.hard);
  return { id, powered: heldOff ? knownReading(false) : why, lowEnergyCentral: why };
}

function gatherAdapters(
  managed: Outcome<BluezAdapter[]>,
  radios: readonly string[],
  switches: readonly RadioSwitch[],
): BluezAdapter[] {
  const adapters = managed.ok ? [...managed.value] : [];
  const why = managed.ok
    ? unknown('unreadable', 'the kernel has this radio, the Bluetooth service does not manage it')
    : unknownFrom(managed);
  for (const id of radios) {
    if (!adapters.some((adapter) => adapter.id === id)) adapters.push(describeUnmanaged(id, switches, why));
  }
  // A platform switch can make its radio vanish from the bus altogether: then the switch is the only sign of it.
  if (adapters.length === 0) {
    for (const one of switches) adapters.push(describeUnmanaged(one.name, switches, why));
  }
  return adapters;
}

/** Is a radio that a phone can use on, with its own switch free? Then a switch of another radio holds nothing back. */
function hasFreeRadio(adapters: readonly BluezAdapter[], switches: Outcome<readonly RadioSwitch[]>): boolean {
  const isTrue = (reading: BluezAdapter['powered']) => reading.kind === 'known' && reading.value;
  return adapters.some(
    ({ id, powered, lowEnergyCentral }) =>
      isTrue(powered) &&
      isTrue(lowEnergyCentral) &&
      switches.ok &&
      switches.value.some((one) => one.name === id && !one.soft && !one.hard),
  );
}

async function observe(reach: ProbeReach, stop: AbortSignal): Promise<Found<BluetoothFacts>> {
  const [managed, radios, switches] = await Promise.all([
    askBluez(reach),
    listKernelRadios(reach),
    readRadioSwitches(reach),
  ]);
  if (stop.aborted) return cancelled();
  const adapters = gatherAdapters(managed, radios.ok ? radios.value : [], switches.ok ? switches.value : []);
  // "No radio" needs the kernel's own word: BlueZ does not see a radio that a switch took off the bus.
  if (adapters.length === 0 && !radios.ok) return unknownFrom(radios);
  if (adapters.length === 0 && !switches.ok) return unknownFrom(switches);
  const sources = [managed.ok && 'BlueZ', radios.ok && BLUETOOTH_CLASS, switches.ok && 'rfkill'];
  return {
    kind: 'known',
    facts: {
      adapters,
      blocked: hasFreeRadio(adapters, switches) ? knownReading('none') : judgeBlocked(switches),
      policy: notApplicable('Linux has no company policy on Bluetooth'),
    },
    source: sources.filter(Boolean).join(', '),
  };
}

/** Bluetooth radios from BlueZ, the kernel's device list and its radio switches. */
export const bluetoothLinux: Probe<'bluetooth'> = { signal: 'bluetooth', observe };
