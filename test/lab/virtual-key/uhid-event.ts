/**
 * `struct uhid_event` of the Linux kernel as bytes: packed, little-endian on the machines the lab runs on.
 * Layout: https://github.com/torvalds/linux/blob/v6.1/include/uapi/linux/uhid.h
 * Meaning: https://docs.kernel.org/hid/uhid.html
 */

/** sizeof(struct uhid_event): a 4-byte type and its largest member, uhid_create2_req. */
export const uhidEventBytes = 4 + 128 + 64 + 64 + 2 + 2 + 4 * 4 + 4096;

const eventType = {
  destroy: 1,
  start: 2,
  stop: 3,
  open: 4,
  close: 5,
  output: 6,
  getReport: 9,
  getReportReply: 10,
  create2: 11,
  input2: 12,
  setReport: 13,
  setReportReply: 14,
} as const;

const busUsb = 3;
const notSupported = 95; // EOPNOTSUPP

/** What the kernel tells the device. */
export type UhidEvent =
  | { kind: 'start' | 'stop' | 'open' | 'close' }
  | { kind: 'output'; data: Uint8Array }
  | { kind: 'get-report' | 'set-report'; id: number }
  | { kind: 'other'; type: number };

export type HidIdentity = {
  name: string;
  /** Where it is attached, as the kernel's HID_PHYS shows it. */
  phys: string;
  /** USB serial number, the kernel's HID_UNIQ; without one the key shows none. */
  serial?: string;
  vendorId: number;
  productId: number;
  /** Binary-coded release number, e.g. 0x0100 for 1.0. */
  release: number;
  reportDescriptor: Uint8Array;
};

/** UHID_CREATE2: the kernel makes a HID device from it, and hidraw its /dev/hidrawN. */
export function encodeCreate(device: HidIdentity): Uint8Array {
  if (device.reportDescriptor.length > 4096) throw new RangeError('HID report descriptor above 4096 bytes');
  const { bytes, view } = emptyEvent(eventType.create2);
  writeText(bytes, 4, 128, device.name);
  writeText(bytes, 132, 64, device.phys);
  writeText(bytes, 196, 64, device.serial ?? '');
  view.setUint16(260, device.reportDescriptor.length, true);
  view.setUint16(262, busUsb, true);
  view.setUint32(264, device.vendorId, true);
  view.setUint32(268, device.productId, true);
  view.setUint32(272, device.release, true);
  bytes.set(device.reportDescriptor, 280);
  return bytes;
}

export function encodeDestroy(): Uint8Array {
  return emptyEvent(eventType.destroy).bytes;
}

/** UHID_INPUT2: one report from the device to whoever reads its hidraw node. */
export function encodeInput(report: Uint8Array): Uint8Array {
  const { bytes, view } = emptyEvent(eventType.input2);
  view.setUint16(4, report.length, true);
  bytes.set(report, 6);
  return bytes;
}

/** The key has no feature reports; the kernel waits five seconds unless it is told so. */
export function encodeReportRefusal(event: { kind: 'get-report' | 'set-report'; id: number }): Uint8Array {
  const type = event.kind === 'get-report' ? eventType.getReportReply : eventType.setReportReply;
  const { bytes, view } = emptyEvent(type);
  view.setUint32(4, event.id, true);
  view.setUint16(8, notSupported, true);
  return bytes;
}

/** Reads one event as the kernel writes it. @throws RangeError on fewer bytes than an event has. */
export function decodeUhidEvent(bytes: Uint8Array): UhidEvent {
  if (bytes.length < uhidEventBytes) throw new RangeError(`uhid event of ${bytes.length} bytes`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const type = view.getUint32(0, true);
  switch (type) {
    case eventType.start:
      return { kind: 'start' };
    case eventType.stop:
      return { kind: 'stop' };
    case eventType.open:
      return { kind: 'open' };
    case eventType.close:
      return { kind: 'close' };
    case eventType.output: {
      const sizeBytes = Math.min(view.getUint16(4 + 4096, true), 4096);
      return { kind: 'output', data: Uint8Array.from(bytes.subarray(4, 4 + sizeBytes)) };
    }
    case eventType.getReport:
      return { kind: 'get-report', id: view.getUint32(4, true) };
    case eventType.setReport:
      return { kind: 'set-report', id: view.getUint32(4, true) };
    default:
      return { kind: 'other', type };
  }
}

function emptyEvent(type: number): { bytes: Uint8Array; view: DataView } {
  const bytes = new Uint8Array(uhidEventBytes);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, type, true);
  return { bytes, view };
}

function writeText(bytes: Uint8Array, offset: number, fieldBytes: number, text: string): void {
  const encoded = new TextEncoder().encode(text);
  if (encoded.length >= fieldBytes)
    throw new RangeError(`"${text}" does not fit into ${fieldBytes - 1} bytes`);
  bytes.set(encoded, offset);
}
