import { z } from 'zod';
import type { FactsOf } from '../../contract/signals.ts';
import { knownReading, unknown } from '../probe.ts';

type Radio = FactsOf<'bluetooth'>['adapters'][number];

const Report = z.object({ SPBluetoothDataType: z.array(z.record(z.string(), z.unknown())).max(50) });
const Controller = z.looseObject({
  controller_state: z.string().optional(),
  controller_transport: z.string().optional(),
});
/** Beside the radio, its lists of other people's things; anything else is a layout from before macOS 12. */
const KNOWN_PART = /^(_name|controller_properties|device_[a-z_]+)$/;

function readPower(state: string | undefined): Radio['powered'] {
  if (state === 'attrib_on') return knownReading(true);
  if (state === 'attrib_off') return knownReading(false);
  return unknown('unreadable', 'system_profiler does not say whether the radio is on');
}

/**
 * A radio soldered to the board is Apple's, and every Mac model since 2013 has one with Bluetooth 4.0 and so Low Energy; this layout came
 * with macOS 12, which runs on no older model. One on USB may be a dongle of any age; one that is off need not say how it is attached.
 * https://www.macrumors.com/2014/06/17/yosemite-handoff-bluetooth-le/, https://eclecticlight.co/2021/06/08/which-macs-will-run-macos-12-monterey-the-answer-isnt-simple/
 */
function readLowEnergy(transport: string | undefined): Radio['lowEnergyCentral'] {
  return /^(pcie|uart)$/i.test(transport ?? '')
    ? knownReading(true)
    : unknown('not-supported', 'system_profiler does not say what this radio can do');
}

/**
 * Radios in `system_profiler -json SPBluetoothDataType` of macOS 12 and later. An empty list, or one without a controller, is a Mac
 * without a radio. `unreadable` for anything else. The lists of devices, which bear people's names, are not looked into.
 */
export function parseMacBluetooth(text: string): Radio[] | 'unreadable' {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return 'unreadable';
  }
  const report = Report.safeParse(parsed);
  if (!report.success) return 'unreadable';
  const radios: Radio[] = [];
  for (const part of report.data.SPBluetoothDataType) {
    if (!Object.keys(part).every((name) => KNOWN_PART.test(name))) return 'unreadable';
    if (part.controller_properties === undefined) continue;
    const controller = Controller.safeParse(part.controller_properties);
    if (!controller.success) return 'unreadable';
    radios.push({
      id: `radio-${radios.length}`,
      powered: readPower(controller.data.controller_state),
      lowEnergyCentral: readLowEnergy(controller.data.controller_transport),
    });
  }
  return radios;
}
