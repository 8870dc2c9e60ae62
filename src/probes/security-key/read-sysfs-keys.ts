import type { Outcome, ProbeReach } from '../../platform/reach.ts';
import { type Failed, tidyText } from '../probe.ts';
import type { SeenKey } from './list-hid-keys.ts';
import { parseHidFolderName, parseHidUevent } from './parse-hid-ids.ts';
import { declaresFido } from './parse-report-descriptor.ts';

// https://www.kernel.org/doc/html/latest/hid/hidraw.html; the same files that libfido2 reads:
// https://github.com/Yubico/libfido2/blob/main/src/hid_linux.c
const HIDRAW_CLASS = '/sys/class/hidraw';
/** HID_MAX_DESCRIPTOR_SIZE of the kernel. */
const MAX_DESCRIPTOR_BYTES = 4096;

async function isFido(reach: ProbeReach, node: string): Promise<Outcome<boolean>> {
  const path = `${HIDRAW_CLASS}/${node}/device/report_descriptor`;
  const descriptor = await reach.files.readHex(path, MAX_DESCRIPTOR_BYTES);
  if (!descriptor.ok) return descriptor;
  const fido = declaresFido(descriptor.value);
  return fido === 'unreadable'
    ? { ok: false, problem: 'unreadable', detail: `report descriptor of ${node} breaks off` }
    : { ok: true, value: fido };
}

async function readUsbString(reach: ProbeReach, folder: string, name: string): Promise<string | null> {
  const text = await reach.files.readText(`${folder}/${name}`, 1024);
  return text.ok ? tidyText(text.value) || null : null;
}

/** Ids and names. The USB parent's own strings are preferred; the uevent file is read only where they are missing. */
async function describe(reach: ProbeReach, node: string): Promise<Outcome<SeenKey>> {
  // The USB serial number is not read: marks are made where the HID library gives it.
  const seen = { id: node, path: `/dev/${node}`, mark: null };
  const link = await reach.files.realPath(`${HIDRAW_CLASS}/${node}/device`);
  // …/3-1 (device) /3-1:1.0 (interface) /0003:1050:0407.0001 (HID device)
  const usbDevice = link.ok ? /^(.*\/\d+-[\d.]+)\/[^/]+\/[^/]+$/.exec(link.value)?.[1] : undefined;
  const manufacturer = usbDevice ? await readUsbString(reach, usbDevice, 'manufacturer') : null;
  const product = usbDevice ? await readUsbString(reach, usbDevice, 'product') : null;
  const ids = link.ok ? parseHidFolderName(link.value) : null;
  if (ids !== null && product !== null)
    return { ok: true, value: { ...seen, ...ids, manufacturer, product } };
  const uevent = await reach.files.readText(`${HIDRAW_CLASS}/${node}/device/uevent`, 4096);
  const told = uevent.ok ? parseHidUevent(uevent.value) : null;
  const known = ids ?? told?.ids;
  if (known) {
    return { ok: true, value: { ...seen, ...known, manufacturer, product: product ?? told?.name ?? null } };
  }
  return uevent.ok
    ? { ok: false, problem: 'unreadable', detail: `${node} does not tell its USB ids` }
    : uevent;
}

/** Every FIDO device of the hidraw class, by its report descriptor. `gaps` are nodes that could not be judged; an unplugged one is no gap. */
export async function readSysfsKeys(
  reach: ProbeReach,
  stop: AbortSignal,
): Promise<Outcome<{ keys: SeenKey[]; gaps: Failed[] }>> {
  const listed = await reach.files.list(HIDRAW_CLASS);
  if (!listed.ok) return listed;
  const keys: SeenKey[] = [];
  const gaps: Failed[] = [];
  for (const node of listed.value.filter((name) => /^hidraw\d+$/.test(name))) {
    if (stop.aborted) break;
    const fido = await isFido(reach, node);
    if (fido.ok && !fido.value) continue;
    const key = fido.ok ? await describe(reach, node) : fido;
    if (key.ok) keys.push(key.value);
    else if (key.problem !== 'not-found') gaps.push(key);
  }
  return { ok: true, value: { keys, gaps } };
}
