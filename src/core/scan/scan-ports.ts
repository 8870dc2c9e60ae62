/** How a host ended, as far as the engine must know. */
export type HostExit = { exitCode: number | null; signalName: string | null; problem?: string };

/** The line to one running host. */
export interface HostLink {
  send(message: unknown): void;
  onMessage(listen: (message: unknown) => void): void;
  onExit(listen: (exit: HostExit) => void): void;
  kill(): void;
}

/** Time as the engine sees it. */
export type ScanTime = {
  now(): Date;
  /** Milliseconds that only grow. */
  monotonicMs(): number;
  /** Runs something later; the answer calls it off. */
  after(delayMs: number, run: () => void): () => void;
};

/** What the engine needs from outside. */
export type ScanPorts = { startHost(): HostLink; time: ScanTime; stop?: AbortSignal };
