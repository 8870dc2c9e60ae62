import type { Reading } from '../../contract/observation.ts';
import type { Outcome, ProbeReach } from '../../platform/reach.ts';
import { knownReading, unknownFrom } from '../probe.ts';

/** One Bluetooth switch of the kernel: a radio (`hci0`) or a platform switch (`tpacpi_bluetooth_sw`). */
export type RadioSwitch = { name: string; soft: boolean; hard: boolean };

// https://www.kernel.org/doc/Documentation/ABI/stable/sysfs-class-rfkill
const RFKILL_CLASS = '/sys/class/rfkill';

async function readWord(reach: ProbeReach, entry: string, name: string): Promise<Outcome<string>> {
  const text = await reach.files.readText(`${RFKILL_CLASS}/${entry}/${name}`, 256);
  return text.ok ? { ok: true, value: text.value.trim() } : text;
}

async function readFlag(reach: ProbeReach, entry: string, name: string): Promise<Outcome<boolean>> {
  const word = await readWord(reach, entry, name);
  if (!word.ok) return word;
  if (word.value === '0' || word.value === '1') return { ok: true, value: word.value === '1' };
  return { ok: false, problem: 'unreadable', detail: `rfkill ${name} is neither 0 nor 1` };
}

async function readSwitch(reach: ProbeReach, entry: string): Promise<Outcome<RadioSwitch | null>> {
  const type = await readWord(reach, entry, 'type');
  if (!type.ok) return type;
  if (type.value !== 'bluetooth') return { ok: true, value: null };
  const [name, soft, hard] = await Promise.all([
    readWord(reach, entry, 'name'),
    readFlag(reach, entry, 'soft'),
    readFlag(reach, entry, 'hard'),
  ]);
  if (!name.ok) return name;
  if (!soft.ok) return soft;
  if (!hard.ok) return hard;
  return { ok: true, value: { name: name.value.slice(0, 60), soft: soft.value, hard: hard.value } };
}

/** All Bluetooth switches. A kernel that shows its device classes but not this one has no switches. */
export async function readRadioSwitches(reach: ProbeReach): Promise<Outcome<RadioSwitch[]>> {
  const entries = await reach.files.list(RFKILL_CLASS);
  if (!entries.ok) {
    if (entries.problem !== 'not-found') return entries;
    const classes = await reach.files.list('/sys/class');
    return classes.ok && classes.value.length > 0 ? { ok: true, value: [] } : entries;
  }
  const switches: RadioSwitch[] = [];
  for (const entry of entries.value.filter((name) => /^rfkill\d+$/.test(name))) {
    const read = await readSwitch(reach, entry);
    if (!read.ok) {
      // Unplugged between listing and reading.
      if (read.problem === 'not-found') continue;
      return read;
    }
    if (read.value !== null) switches.push(read.value);
  }
  return { ok: true, value: switches };
}

/** What holds the radios off. Any one switch is enough; a hard one outweighs a soft one. */
export function judgeBlocked(switches: Outcome<readonly RadioSwitch[]>): Reading<'none' | 'soft' | 'hard'> {
  if (!switches.ok) return unknownFrom(switches);
  if (switches.value.some((one) => one.hard)) return knownReading('hard');
  return knownReading(switches.value.some((one) => one.soft) ? 'soft' : 'none');
}
