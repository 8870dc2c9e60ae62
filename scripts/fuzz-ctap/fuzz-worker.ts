import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parentPort, workerData } from 'node:worker_threads';
import { tryInput } from './try-input.ts';

// Runs inputs one after the other in a thread of its own, so that the main thread can end it when one never returns.

export type FuzzTask = { runs: number; seed: number; progress: SharedArrayBuffer };
export type FuzzWord =
  | { kind: 'broken'; number: number; error: string }
  | { kind: 'done'; answered: number; heapGrowthBytes: number };

const { runs, seed, progress } = workerData as FuzzTask;
const SAMPLES = 20;
/** Until then compiled code and caches grow; afterwards nothing should. */
const warmUp = Math.min(20_000, Math.ceil(runs / SAMPLES));
const current = new Int32Array(progress);
setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function heapBytes(): number {
  collectGarbage();
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  return heapUsed + external + arrayBuffers;
}

async function run(): Promise<FuzzWord> {
  let answered = 0;
  let baseBytes = 0;
  let heapGrowthBytes = 0;
  const every = Math.max(1, Math.floor(runs / SAMPLES));
  for (let number = 0; number < runs; number++) {
    Atomics.store(current, 0, number);
    try {
      if ((await tryInput(seed, number)) === 'answered') answered += 1;
    } catch (error) {
      return {
        kind: 'broken',
        number,
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      };
    }
    if (number === warmUp) baseBytes = heapBytes();
    else if (number > warmUp && (number % every === 0 || number === runs - 1))
      heapGrowthBytes = Math.max(heapGrowthBytes, heapBytes() - baseBytes);
  }
  return { kind: 'done', answered, heapGrowthBytes };
}

parentPort?.postMessage(await run());
