import type { AppSnapshot } from '../contract/ipc.ts';

/** What the window shows now, held for as long as the process lives. Made once, in the composition root. */
export interface AppState {
  current(): AppSnapshot;
  /** Replaces the named parts and tells every listener the whole new state. */
  change(parts: Partial<AppSnapshot>): void;
  /** Listens until the returned function is called. */
  onChange(listen: (snapshot: AppSnapshot) => void): () => void;
}

/** The state before anything was read: nothing scanned, nothing sent, nothing running. */
export function emptySnapshot(device: AppSnapshot['device']): AppSnapshot {
  return {
    device,
    verdict: null,
    scannedAt: null,
    deviceScannedAt: null,
    progress: { running: false, done: 0, total: 0, checking: [] },
    upload: {
      collectorUrl: null,
      enrolled: false,
      deviceId: null,
      lastUploadAt: null,
      waiting: 0,
      setAside: 0,
      lastProblem: null,
    },
    lastProblem: null,
    sample: null,
  };
}

export function makeAppState(initial: AppSnapshot): AppState {
  let snapshot = initial;
  const listeners = new Set<(snapshot: AppSnapshot) => void>();
  return {
    current: () => snapshot,
    change(parts) {
      snapshot = { ...snapshot, ...parts };
      for (const listen of listeners) listen(snapshot);
    },
    onChange(listen) {
      listeners.add(listen);
      return () => listeners.delete(listen);
    },
  };
}
