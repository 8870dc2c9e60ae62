import type { HIDAsync } from 'node-hid';
import { brokenOff, openFailure } from './node-hid-errors.ts';
import { type KeyTransport, PACKET_BYTES, TransportError } from './transport.ts';

/**
 * A read waits on one of libuv's four threads, and node-hid lets nothing else be done with the device meanwhile. So it waits in
 * slices: stalled keys pass the threads on, and CANCEL and closing wait no longer than this.
 */
const READ_SLICE_MS = 50;

/**
 * Opens a FIDO HID node through node-hid, loaded on first use since it is native code. Packets are read one by one: the other way
 * of node-hid, a reading thread and events, makes `close` wait up to 50 ms for that thread (src/read.cc there), which is longer
 * than a key takes for all its answers. libfido2 also takes a `flock` on the node on Linux; Node has none, so two programs can meet
 * on one key, and CTAPHID's own channels keep them apart.
 */
export async function openNodeHid(path: string): Promise<KeyTransport> {
  let openDevice: (path: string, options: { nonExclusive: boolean }) => Promise<HIDAsync>;
  try {
    const { HIDAsync } = await import('node-hid');
    openDevice = (where, options) => HIDAsync.open(where, options);
  } catch (error) {
    throw new TransportError('not-supported', 'node-hid did not load', { cause: error });
  }
  try {
    // Other programs may keep using the key meanwhile; only macOS asks.
    return new NodeHidTransport(await openDevice(path, { nonExclusive: true }));
  } catch (error) {
    throw await openFailure(path, error);
  }
}

/** What is used of an opened node-hid device. */
export type HidDevice = Pick<HIDAsync, 'read' | 'write' | 'close'>;

/** Packets to and from an opened device. Packets that come while nobody reads wait in the system, at most 64 on Linux. */
export class NodeHidTransport implements KeyTransport {
  private readonly device: HidDevice;
  private failed: TransportError | null = null;
  private closing: Promise<void> | null = null;

  constructor(device: HidDevice) {
    this.device = device;
  }

  async write(packet: Uint8Array): Promise<void> {
    if (packet.length !== PACKET_BYTES) throw new RangeError(`a packet of ${packet.length} bytes`);
    if (this.failed) throw this.failed;
    // hidapi wants the report number in front, 0 where a device numbers none, on every system.
    const report = Buffer.alloc(PACKET_BYTES + 1);
    report.set(packet, 1);
    try {
      await this.device.write(report);
    } catch (error) {
      throw this.fail(error);
    }
  }

  async read(timeoutMs: number): Promise<Uint8Array | null> {
    const untilMs = performance.now() + timeoutMs;
    for (let restMs = timeoutMs; this.closing === null; restMs = untilMs - performance.now()) {
      if (this.failed) throw this.failed;
      const packet = await this.readSlice(Math.max(0, Math.min(READ_SLICE_MS, Math.ceil(restMs))));
      if (this.closing !== null) return null;
      if (packet !== undefined && packet.length > 0) return packet;
      if (restMs <= READ_SLICE_MS) return null;
    }
    return null;
  }

  close(): Promise<void> {
    this.closing ??= this.device.close().catch(() => undefined);
    return this.closing;
  }

  /** Empty when nothing came in time. */
  private async readSlice(timeoutMs: number): Promise<Uint8Array | undefined> {
    try {
      return await this.device.read(timeoutMs);
    } catch (error) {
      // A device that is being closed refuses to be read.
      if (this.closing !== null) return undefined;
      throw this.fail(error);
    }
  }

  private fail(error: unknown): TransportError {
    this.failed ??= brokenOff(error);
    return this.failed;
  }
}
