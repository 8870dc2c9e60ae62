import type { KeyProblem } from './key-answers.ts';

/** One CTAPHID packet is 64 bytes. CTAP 2.1, section 11.2.4. */
export const PACKET_BYTES = 64;

/**
 * Packets to and from one opened key; the layers above know nothing of USB. Every failure is a TransportError; after one the
 * transport is only good for `close`.
 */
export interface KeyTransport {
  /** Sends one packet of exactly PACKET_BYTES. */
  write(packet: Uint8Array): Promise<void>;
  /** The next packet, or null when none came within `timeoutMs`. */
  read(timeoutMs: number): Promise<Uint8Array | null>;
  /** Gives the key back. Never throws; may be called twice. */
  close(): Promise<void>;
}

/** Opens one key. Rejects with TransportError. */
export type OpenTransport = () => Promise<KeyTransport>;

export class TransportError extends Error {
  readonly problem: Extract<KeyProblem, 'denied' | 'busy' | 'gone' | 'not-supported'>;
  constructor(problem: TransportError['problem'], detail: string, options?: { cause?: unknown }) {
    super(detail, options);
    this.name = 'TransportError';
    this.problem = problem;
  }
}
