import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { NodeHidTransport, openNodeHid } from './node-hid-transport.ts';

/** Stands in for an opened node-hid device: one thing after another, and a read that finds nothing gives an empty buffer. */
class DeviceStandIn {
  readonly written: string[] = [];
  readonly readTimeoutsMs: number[] = [];
  closed = 0;
  refusal: Error | null = null;
  private readonly sent: Buffer[] = [];
  private line: Promise<unknown> = Promise.resolve();

  send(packet: Uint8Array): void {
    this.sent.push(Buffer.from(packet));
  }

  write(report: Buffer | number[]): Promise<number> {
    return this.inTurn(() => {
      if (this.refusal) throw this.refusal;
      this.written.push(Buffer.from(report).toString('hex'));
      return report.length;
    });
  }

  read(timeoutMs = -1): Promise<Buffer> {
    this.readTimeoutsMs.push(timeoutMs);
    return this.inTurn(async () => {
      const untilMs = performance.now() + timeoutMs;
      for (;;) {
        const packet = this.sent.shift();
        if (packet !== undefined) return packet;
        if (this.refusal) throw this.refusal;
        if (performance.now() >= untilMs) return Buffer.alloc(0);
        await delay(1);
      }
    });
  }

  close(): Promise<void> {
    return this.inTurn(() => {
      this.closed += 1;
    });
  }

  private inTurn<Value>(work: () => Value | Promise<Value>): Promise<Value> {
    const done = this.line.then(work);
    this.line = done.catch(() => undefined);
    return done;
  }
}

function opened(): { device: DeviceStandIn; transport: NodeHidTransport } {
  const device = new DeviceStandIn();
  return { device, transport: new NodeHidTransport(device) };
}
const packet = (byte: number) => Buffer.alloc(64, byte);
const pulledOut = new Error(
  'could not read data from device: hid_read_timeout: unexpected poll error (device disconnected)',
);

describe('NodeHidTransport', () => {
  it('writes 65 bytes, the report number 0 in front', async () => {
    const { device, transport } = opened();
    await transport.write(packet(0xab));
    expect(device.written).toEqual([`00${'ab'.repeat(64)}`]);
    await expect(transport.write(new Uint8Array(63))).rejects.toThrow(RangeError);
  });

  it('gives what came before it was asked for, in order', async () => {
    const { device, transport } = opened();
    device.send(packet(1));
    device.send(packet(2));
    expect(await transport.read(0)).toEqual(packet(1));
    expect(await transport.read(0)).toEqual(packet(2));
    expect(await transport.read(0)).toBeNull();
  });

  it('gives what comes while it waits, or null when nothing does', async () => {
    const { device, transport } = opened();
    const waiting = transport.read(5000);
    await delay(120);
    device.send(packet(3));
    expect(await waiting).toEqual(packet(3));
    const startedMs = performance.now();
    expect(await transport.read(130)).toBeNull();
    expect(performance.now() - startedMs).toBeGreaterThanOrEqual(125);
  });

  it('never waits long in one go, and never without end', async () => {
    const { device, transport } = opened();
    await transport.read(0.2);
    await transport.read(-5);
    await transport.read(120);
    for (const timeoutMs of device.readTimeoutsMs) {
      expect(Number.isInteger(timeoutMs)).toBe(true);
      expect(timeoutMs).toBeGreaterThanOrEqual(0);
      expect(timeoutMs).toBeLessThanOrEqual(50);
    }
  });

  it('a word to the key gets through while somebody waits for one from it', async () => {
    const { device, transport } = opened();
    const waiting = transport.read(5000);
    await transport.write(packet(9));
    expect(device.written).toHaveLength(1);
    device.send(packet(1));
    expect(await waiting).toEqual(packet(1));
  });

  it('pulled out while waiting: gone, and for good', async () => {
    const { device, transport } = opened();
    const waiting = transport.read(5000);
    device.refusal = pulledOut;
    await expect(waiting).rejects.toMatchObject({ problem: 'gone' });
    await expect(transport.read(5)).rejects.toMatchObject({ problem: 'gone' });
    await expect(transport.write(packet(0))).rejects.toMatchObject({ problem: 'gone' });
  });

  it('what arrived before it was pulled out is still given', async () => {
    const { device, transport } = opened();
    device.send(packet(7));
    device.refusal = pulledOut;
    expect(await transport.read(5)).toEqual(packet(7));
    await expect(transport.read(5)).rejects.toMatchObject({ problem: 'gone' });
  });

  it('Windows without elevation: opened without rights, refused when used', async () => {
    const { device, transport } = opened();
    device.refusal = new Error('Cannot write to hid device: WriteFile: (0x00000005) Access is denied.');
    await expect(transport.write(packet(0))).rejects.toMatchObject({ problem: 'denied' });
  });

  it('closes once, and ends a waiting read soon, even one that the device then refuses', async () => {
    const { device, transport } = opened();
    const waiting = transport.read(60_000);
    const closing = Promise.all([transport.close(), transport.close()]);
    device.refusal = new Error('device has been closed');
    await closing;
    expect(await waiting).toBeNull();
    expect(await transport.read(60_000)).toBeNull();
    expect(device.closed).toBe(1);
  });
});

describe('openNodeHid', () => {
  it('of a node that is not there: gone', async () => {
    await expect(openNodeHid('/dev/hidraw-none')).rejects.toMatchObject({ problem: 'gone' });
  });
});
