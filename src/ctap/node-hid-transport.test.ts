import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { type HidDevice, NodeHidTransport, openNodeHid } from './node-hid-transport.ts';

/** Stands in for an opened node-hid device: the same events and promises. */
class DeviceStandIn extends EventEmitter {
  readonly written: string[] = [];
  closed = 0;
  refusal: Error | null = null;

  async write(report: Buffer | number[]): Promise<number> {
    if (this.refusal) throw this.refusal;
    this.written.push(Buffer.from(report).toString('hex'));
    return report.length;
  }

  async close(): Promise<void> {
    this.closed += 1;
  }
}

function opened(): { device: DeviceStandIn; transport: NodeHidTransport } {
  const device = new DeviceStandIn();
  return { device, transport: new NodeHidTransport(device as unknown as HidDevice) };
}
const packet = (byte: number) => new Uint8Array(64).fill(byte);

describe('NodeHidTransport', () => {
  it('writes 65 bytes, the report number 0 in front', async () => {
    const { device, transport } = opened();
    await transport.write(packet(0xab));
    expect(device.written).toEqual([`00${'ab'.repeat(64)}`]);
    await expect(transport.write(new Uint8Array(63))).rejects.toThrow(RangeError);
  });

  it('keeps what comes before it is asked for, in order', async () => {
    const { device, transport } = opened();
    device.emit('data', packet(1));
    device.emit('data', packet(2));
    expect(await transport.read(0)).toEqual(packet(1));
    expect(await transport.read(0)).toEqual(packet(2));
  });

  it('gives what comes while it waits, or null when nothing does', async () => {
    const { device, transport } = opened();
    const waiting = transport.read(5000);
    device.emit('data', packet(3));
    device.emit('data', packet(4));
    expect(await waiting).toEqual(packet(3));
    expect(await transport.read(1)).toEqual(packet(4));
    expect(await transport.read(1)).toBeNull();
  });

  it('a key that floods fills no memory', async () => {
    const { device, transport } = opened();
    for (let sent = 0; sent < 5000; sent++) device.emit('data', packet(1));
    let kept = 0;
    while ((await transport.read(0)) !== null) kept += 1;
    expect(kept).toBe(1024);
  });

  it('pulled out while waiting: gone, and for good', async () => {
    const { device, transport } = opened();
    const waiting = transport.read(5000);
    device.emit(
      'error',
      'could not read from HID device: hid_read_timeout: unexpected poll error (device disconnected)',
    );
    await expect(waiting).rejects.toMatchObject({ problem: 'gone' });
    await expect(transport.read(5)).rejects.toMatchObject({ problem: 'gone' });
    await expect(transport.write(packet(0))).rejects.toMatchObject({ problem: 'gone' });
  });

  it('what arrived before it was pulled out is still given', async () => {
    const { device, transport } = opened();
    device.emit('data', packet(7));
    device.emit('error', 'gone');
    expect(await transport.read(5)).toEqual(packet(7));
    await expect(transport.read(5)).rejects.toMatchObject({ problem: 'gone' });
  });

  it('Windows without elevation: opened without rights, refused when used', async () => {
    const { device, transport } = opened();
    device.refusal = new Error('Cannot write to hid device: WriteFile: (0x00000005) Access is denied.');
    await expect(transport.write(packet(0))).rejects.toMatchObject({ problem: 'denied' });
  });

  it('closes once, ends a waiting read, and leaves no listener', async () => {
    const { device, transport } = opened();
    const waiting = transport.read(60_000);
    await Promise.all([transport.close(), transport.close()]);
    expect(await waiting).toBeNull();
    expect(await transport.read(60_000)).toBeNull();
    expect(device.closed).toBe(1);
    expect(device.eventNames()).toEqual([]);
  });
});

describe('openNodeHid', () => {
  it('of a node that is not there: gone', async () => {
    await expect(openNodeHid('/dev/hidraw-none')).rejects.toMatchObject({ problem: 'gone' });
  });
});
