import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { FuzzTask, FuzzWord } from './fuzz-worker.ts';

export type FuzzResult =
  | { kind: 'held'; answered: number; inputsPerSecond: number; heapGrowthBytes: number }
  /** An input threw, or broke a promise; `number` makes it again. */
  | { kind: 'broken'; number: number; error: string }
  /** An input did not end within `inputLimitMs`. */
  | { kind: 'hung'; number: number };

/** Runs the inputs 0 to `runs` - 1 of a seed in a thread of its own. */
export async function runFuzz(options: {
  runs: number;
  seed: number;
  inputLimitMs: number;
  workerFile?: URL;
}): Promise<FuzzResult> {
  const progress = new SharedArrayBuffer(4);
  const task: FuzzTask = { runs: options.runs, seed: options.seed, progress };
  const file = options.workerFile ?? new URL('./fuzz-worker.ts', import.meta.url);
  const startMs = performance.now();
  const worker = new Worker(file, { workerData: task });
  const ended = new AbortController();
  const word = new Promise<FuzzWord>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the fuzzing thread ended with ${code} and no word`)));
  });
  try {
    const first = await Promise.race([
      word,
      hungInput(new Int32Array(progress), options.inputLimitMs, ended.signal),
    ]);
    if (first.kind !== 'done') return first;
    const seconds = (performance.now() - startMs) / 1000;
    return {
      kind: 'held',
      answered: first.answered,
      inputsPerSecond: Math.round(options.runs / seconds),
      heapGrowthBytes: first.heapGrowthBytes,
    };
  } finally {
    ended.abort();
    word.catch(() => undefined);
    await worker.terminate();
  }
}

/** Resolves when the same input has been under way for the whole limit. */
async function hungInput(
  current: Int32Array,
  limitMs: number,
  ended: AbortSignal,
): Promise<{ kind: 'hung'; number: number }> {
  let last = -1;
  for (;;) {
    await pause(limitMs, undefined, { signal: ended }).catch(() => undefined);
    if (ended.aborted) return { kind: 'hung', number: last };
    const number = Atomics.load(current, 0);
    if (number === last) return { kind: 'hung', number };
    last = number;
  }
}
