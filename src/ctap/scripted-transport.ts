import { fromHex, toHex } from './hex.ts';
import { type KeyTransport, PACKET_BYTES, TransportError } from './transport.ts';

/**
 * One step of an exchange. Packets are hex, filled up with zeros to 64 bytes:
 * `=> …` must be written, byte for byte; `<= …` is what the key sends then.
 */
export type ScriptStep =
  | `=> ${string}`
  | `<= ${string}`
  /** The key is silent so long. */
  | { silenceMs: number }
  /** The next read or write fails so. */
  | { fail: TransportError['problem'] }
  /** Does something at this moment of the exchange, such as telling the asker to stop. */
  | { run: () => void }
  /** The next read or write never ends. */
  | { hang: true };

/** The host wrote something else than the script has, or the script was not played to its end. */
export class ScriptError extends Error {
  override readonly name = 'ScriptError';
}

/**
 * A key that is a script, for tests: what is written must match, and nothing may be left over (`assertPlayed`). Its clock moves only
 * by silence, so a test of long waits takes no time.
 */
export class ScriptedTransport implements KeyTransport {
  closed = 0;
  private readonly steps: ScriptStep[];
  private elapsedMs = 0;
  private fault: ScriptError | null = null;

  constructor(steps: readonly ScriptStep[]) {
    this.steps = [...steps];
  }

  /** The script's clock. */
  readonly nowMs = (): number => this.elapsedMs;

  async write(packet: Uint8Array): Promise<void> {
    const step = this.due();
    if (typeof step === 'object') return this.special(step);
    const written = toHex(packet);
    const wanted = step?.startsWith('=> ') ? paddedHex(step.slice(3)) : null;
    if (written !== wanted) {
      this.fault ??= new ScriptError(`wrote ${shortened(written)}, the script has ${step ?? 'nothing more'}`);
      throw this.fault;
    }
    this.steps.shift();
  }

  async read(timeoutMs: number): Promise<Uint8Array | null> {
    const step = this.due();
    if (typeof step === 'object' && 'silenceMs' in step) {
      const restMs = step.silenceMs - timeoutMs;
      this.steps.shift();
      if (restMs < 0) {
        this.elapsedMs += step.silenceMs;
        return this.read(timeoutMs - step.silenceMs);
      }
      this.elapsedMs += timeoutMs;
      if (restMs > 0) this.steps.unshift({ silenceMs: restMs });
      return null;
    }
    if (typeof step === 'object') return this.special(step);
    if (!step?.startsWith('<= ')) {
      this.elapsedMs += timeoutMs;
      return null;
    }
    this.steps.shift();
    return bytesOf(paddedHex(step.slice(3)));
  }

  async close(): Promise<void> {
    this.closed += 1;
  }

  /** Throws ScriptError unless everything was played and the key given back. */
  assertPlayed(): void {
    if (this.fault) throw this.fault;
    const left = this.steps.filter((step) => typeof step === 'string' || !('silenceMs' in step));
    if (left.length > 0)
      throw new ScriptError(`${left.length} steps left over, first ${JSON.stringify(left[0])}`);
    if (this.closed === 0) throw new ScriptError('the key was not given back');
  }

  /** The next step after those that only do something. */
  private due(): ScriptStep | undefined {
    for (;;) {
      const step = this.steps[0];
      if (typeof step !== 'object' || !('run' in step)) return step;
      this.steps.shift();
      step.run();
    }
  }

  private special(step: Exclude<ScriptStep, string>): Promise<never> {
    if ('fail' in step) {
      this.steps.shift();
      throw new TransportError(step.fail, `scripted: ${step.fail}`);
    }
    if ('hang' in step) {
      this.steps.shift();
      return new Promise(() => undefined);
    }
    this.fault ??= new ScriptError('wrote while the script has silence');
    throw this.fault;
  }
}

function paddedHex(hex: string): string {
  const packed = hex.replaceAll(' ', '');
  return packed.length < PACKET_BYTES * 2 ? packed.padEnd(PACKET_BYTES * 2, '0') : packed;
}

function bytesOf(hex: string): Uint8Array {
  const bytes = fromHex(hex);
  if (bytes === null) throw new ScriptError(`not hex: ${hex}`);
  return bytes;
}

function shortened(packetHex: string): string {
  return packetHex.replace(/(00)+$/, '');
}
