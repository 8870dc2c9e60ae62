import { describe, expect, it } from 'vitest';
import { ScriptedTransport } from '../../ctap/scripted-transport.ts';
import { type KeyTransport, TransportError } from '../../ctap/transport.ts';
import { liveSecurityKeys } from './security-keys.ts';

const never = new AbortController().signal;

/** A key that answers INIT with the nonce it was given, and refuses everything else. */
class RefusingKey implements KeyTransport {
  readonly nonces: string[] = [];
  private answer: Uint8Array | null = null;

  async write(packet: Uint8Array): Promise<void> {
    const answer = new Uint8Array(64);
    answer.set(packet.subarray(0, 4));
    if (packet[4] === 0x86) {
      this.nonces.push(Buffer.from(packet.subarray(7, 15)).toString('hex'));
      answer.set([0x86, 0, 17, ...packet.subarray(7, 15), 1, 2, 3, 4, 2, 1, 0, 0, 0x0c], 4);
    } else answer.set([0xbf, 0, 1, 0x7f], 4);
    this.answer = answer;
  }

  async read(): Promise<Uint8Array | null> {
    const { answer } = this;
    this.answer = null;
    return answer;
  }

  async close(): Promise<void> {}
}

describe('liveSecurityKeys', () => {
  it('gives the answers of the key it was asked for', async () => {
    const paths: string[] = [];
    const keys = liveSecurityKeys(never, async (path) => {
      paths.push(path);
      return new RefusingKey();
    });
    expect(await keys.ask('/dev/hidraw3')).toMatchObject({
      ok: true,
      value: { init: '00000000020100000c', getInfo: { ok: false, problem: 'refused', status: 0x7f } },
    });
    expect(paths).toEqual(['/dev/hidraw3']);
  });

  it('uses another nonce each time', async () => {
    const key = new RefusingKey();
    const keys = liveSecurityKeys(never, async () => key);
    await keys.ask('a');
    await keys.ask('a');
    expect(key.nonces).toHaveLength(2);
    expect(new Set(key.nonces).size).toBe(2);
  });

  it.each(['denied', 'busy', 'gone', 'not-supported'] as const)(
    'passes on why it did not open: %s',
    async (problem) => {
      const keys = liveSecurityKeys(never, () => Promise.reject(new TransportError(problem, 'why')));
      expect(await keys.ask('x')).toEqual({ ok: false, problem, detail: 'why' });
    },
  );

  it('stops when told, well before its time is up', async () => {
    const stop = new AbortController();
    const keys = liveSecurityKeys(stop.signal, async () => new ScriptedTransport([{ hang: true }]));
    const startMs = performance.now();
    setTimeout(() => stop.abort(), 10);
    expect(await keys.ask('x')).toEqual({ ok: false, problem: 'timed-out', detail: 'told to stop' });
    expect(performance.now() - startMs).toBeLessThan(1000);
  });

  it('a silent key ends within its budget', async () => {
    const silent: KeyTransport = {
      write: async () => undefined,
      read: (timeoutMs) => new Promise((resolve) => setTimeout(() => resolve(null), timeoutMs)),
      close: async () => undefined,
    };
    const startMs = performance.now();
    expect(await liveSecurityKeys(never, async () => silent).ask('x')).toMatchObject({
      problem: 'timed-out',
    });
    expect(performance.now() - startMs).toBeLessThan(4500);
  });
});
