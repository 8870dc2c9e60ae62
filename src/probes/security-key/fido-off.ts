import type { FactsOf } from '../../contract/signals.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import { type Failed, knownReading, tidyText, unknown, unknownFrom } from '../probe.ts';
import { listUsbDevices, USB_DEVICES } from '../usb-devices.ts';
import { listHid } from './list-hid-keys.ts';

type FidoOff = NonNullable<FactsOf<'security-key'>['fidoOff']>;
type OffKey = Extract<FidoOff, { kind: 'known' }>['value'][number];

const YUBICO = 0x1050;
/**
 * Product ids by which a YubiKey 4 or 5 says which of its USB interfaces are on; these have everything but FIDO.
 * https://github.com/Yubico/yubikey-manager/blob/main/yubikit/core/__init__.py (PID)
 */
const withoutFido = new Set([
  0x0401, // OTP
  0x0404, // CCID
  0x0405, // OTP and CCID
]);

/** Such a device is only then without FIDO when no FIDO device with the same ids was seen: anybody can put ids into a device. */
export function butFor(fidoOff: FidoOff, keys: readonly { vendorId: number; productId: number }[]): FidoOff {
  if (fidoOff.kind !== 'known') return fidoOff;
  const hasFido = (off: OffKey) =>
    keys.some((key) => key.vendorId === off.vendorId && key.productId === off.productId);
  return knownReading(fidoOff.value.filter((off) => !hasFido(off)));
}

/** HID Usage Tables 1.5, sections 3 and 4: generic desktop page, keyboard. https://usb.org/document-library/hid-usage-tables-15 */
const GENERIC_DESKTOP_PAGE = 0x01;
const KEYBOARD_USAGE = 0x06;

const HEX_ID = /^[0-9a-f]{4}$/i;

/** On Linux: every USB device, by the ids the kernel read from it. */
export async function readFidoOffBySysfs(reach: ProbeReach): Promise<FidoOff> {
  const names = await listUsbDevices(reach);
  if ('kind' in names) return names;
  const devices = names.filter((name) => /^\d{1,3}-\d{1,3}(\.\d{1,3})*$/.test(name));
  const looked = await Promise.all(devices.map((device) => lookAt(reach, `${USB_DEVICES}/${device}`)));
  const off = looked.flatMap((seen) => (seen !== null && 'vendorId' in seen ? [seen] : []));
  const gap = looked.find((seen) => seen !== null && 'problem' in seen);
  return off.length === 0 && gap && 'problem' in gap ? unknownFrom(gap) : knownReading(off);
}

async function lookAt(reach: ProbeReach, folder: string): Promise<OffKey | Failed | null> {
  const vendor = await readId(reach, `${folder}/idVendor`);
  if (typeof vendor === 'object') return unplugged(vendor);
  if (vendor !== YUBICO) return null;
  const productId = await readId(reach, `${folder}/idProduct`);
  if (typeof productId === 'object') return unplugged(productId);
  if (!withoutFido.has(productId)) return null;
  const product = await reach.files.readText(`${folder}/product`, 1024);
  return { vendorId: vendor, productId, product: product.ok ? tidyText(product.value) || null : null };
}

async function readId(reach: ProbeReach, path: string): Promise<number | Failed> {
  const text = await reach.files.readText(path, 64);
  if (!text.ok) return { ...text, detail: `${path}: ${text.detail ?? text.problem}` };
  const word = text.value.trim();
  return HEX_ID.test(word)
    ? Number.parseInt(word, 16)
    : { ok: false, problem: 'unreadable', detail: `${path} is no id` };
}

function unplugged(failed: Failed): Failed | null {
  return failed.problem === 'not-found' ? null : failed;
}

/**
 * Elsewhere: only what is a keyboard (OTP) shows in a list of HID devices. Finding none proves nothing, since a key with nothing
 * but its smart-card side on is not among them.
 */
export async function readFidoOffByHid(reach: ProbeReach): Promise<FidoOff> {
  const listed = await listHid(reach, GENERIC_DESKTOP_PAGE, YUBICO);
  if (!listed.ok) return unknownFrom(listed);
  const off = listed.value
    .filter(
      ({ vendorId, productId, usage }) =>
        vendorId === YUBICO && withoutFido.has(productId) && usage === KEYBOARD_USAGE,
    )
    .map(({ vendorId, productId, product }) => ({ vendorId, productId, product }));
  return off.length > 0
    ? knownReading(off)
    : unknown('not-supported', 'a key that shows only its smart-card side cannot be seen here');
}
