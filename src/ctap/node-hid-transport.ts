import { setImmediate as nextTurn } from 'node:timers/promises';
import type { HIDAsync } from 'node-hid';
import { brokenOff, openFailure } from './node-hid-errors.ts';
import { type KeyTransport, PACKET_BYTES, TransportError } from './transport.ts';

/** Packets kept while nobody reads. A message has at most 129; beyond this a key floods, and what does not fit is dropped. */
const MAX_QUEUED_PACKETS = 1024;

/**
 * Opens a FIDO HID node through node-hid, loaded on first use since it is native code. Reading happens on a thread of
 * node-hid's own for each device (src/read.cc there), so a stalled key takes none of libuv's four threads; `close` ends it.
 * libfido2 also takes a `flock` on the node on Linux; Node has none, so two programs can meet on one key, and CTAPHID's own
 * channels keep them apart.
 */
export async function openNodeHid(path: string): Promise<KeyTransport> {
  let openDevice: (path: string, options: { nonExclusive: boolean }) => Promise<HIDAsync>;
  try {
    const { HIDAsync } = await import('node-hid');
    openDevice = (where, options) => HIDAsync.open(where, options);
  } catch (error) {
    throw new TransportError('not-supported', 'node-hid did not load', { cause: error });
  }
  let device: HIDAsync;
  try {
    // Other programs may keep using the key meanwhile; only macOS asks.
    device = await openDevice(path, { nonExclusive: true });
  } catch (error) {
    throw await openFailure(path, error);
  }
  const transport = new NodeHidTransport(device);
  // node-hid starts its reading thread in the next tick. Closed before that, it would throw where nobody can catch it.
  await nextTurn();
  return transport;
}

/** What is used of an opened node-hid device. */
export type HidDevice = Pick<HIDAsync, 'on' | 'write' | 'close' | 'removeAllListeners'>;

/** Packets to and from an opened device, as events and promises of node-hid. */
export class NodeHidTransport implements KeyTransport {
  private readonly device: HidDevice;
  private readonly queue: Uint8Array[] = [];
  private waiting: PromiseWithResolvers<Uint8Array | null> | null = null;
  private failed: TransportError | null = null;
  private closing: Promise<void> | null = null;

  constructor(device: HidDevice) {
    this.device = device;
    device.on('error', (error: unknown) => this.fail(error));
    device.on('data', (data: Uint8Array) => this.take(data));
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
      this.fail(error);
      throw this.failed ?? brokenOff(error);
    }
  }

  async read(timeoutMs: number): Promise<Uint8Array | null> {
    const next = this.queue.shift();
    if (next !== undefined) return next;
    if (this.failed) throw this.failed;
    if (this.closing !== null) return null;
    const waiting = Promise.withResolvers<Uint8Array | null>();
    this.waiting = waiting;
    const timer = setTimeout(() => waiting.resolve(null), timeoutMs);
    try {
      return await waiting.promise;
    } finally {
      clearTimeout(timer);
      this.waiting = null;
    }
  }

  close(): Promise<void> {
    this.closing ??= this.closeOnce();
    return this.closing;
  }

  private async closeOnce(): Promise<void> {
    this.waiting?.resolve(null);
    this.queue.length = 0;
    // node-hid waits for its reading thread, which looks up every 50 ms.
    await this.device.close().catch(() => undefined);
    this.device.removeAllListeners();
  }

  private take(data: Uint8Array): void {
    if (this.closing !== null) return;
    if (this.waiting) {
      this.waiting.resolve(data);
      this.waiting = null;
    } else if (this.queue.length < MAX_QUEUED_PACKETS) this.queue.push(data);
  }

  private fail(error: unknown): void {
    this.failed ??= brokenOff(error);
    this.waiting?.reject(this.failed);
    this.waiting = null;
  }
}
