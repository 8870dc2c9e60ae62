import { describe, expect, it } from 'vitest';
import { runFuzz } from './run-fuzz.ts';
import { tryInput } from './try-input.ts';

/** The same inputs in every run; a million with a seed of its own is `npm run fuzz:ctap`. */
const seed = 20_261_122;

describe('what keys could say, generated', () => {
  it('20,000 inputs: no crash, no hang, no memory that grows', { timeout: 120_000 }, async () => {
    const result = await runFuzz({ runs: 20_000, seed, inputLimitMs: 10_000 });
    expect(result).toMatchObject({ kind: 'held' });
    if (result.kind !== 'held') return;
    // Both kinds of answer must occur, or the inputs are not worth much.
    expect(result.answered).toBeGreaterThan(2000);
    expect(result.answered).toBeLessThan(18_000);
    expect(result.heapGrowthBytes).toBeLessThan(16 * 1024 * 1024);
  });

  it('an input is made again from seed and number', async () => {
    for (const number of [0, 1, 2, 3, 4, 5, 6, 7])
      expect(await tryInput(seed, number)).toBe(await tryInput(seed, number));
  });
});

describe('runFuzz sees', () => {
  const worker = (code: string) => new URL(`data:text/javascript,${encodeURIComponent(code)}`);
  const at3 = "import { workerData } from 'node:worker_threads'; new Int32Array(workerData.progress)[0] = 3;";

  it('an input that never ends', async () => {
    const workerFile = worker(`${at3} for (;;);`);
    const result = await runFuzz({ runs: 10, seed, inputLimitMs: 200, workerFile });
    expect(result).toEqual({ kind: 'hung', number: 3 });
  });

  it('an input that breaks', async () => {
    const told = "{ kind: 'broken', number: 3, error: 'x' }";
    const workerFile = worker(
      `import { parentPort } from 'node:worker_threads'; parentPort.postMessage(${told});`,
    );
    expect(await runFuzz({ runs: 10, seed, inputLimitMs: 5000, workerFile })).toEqual({
      kind: 'broken',
      number: 3,
      error: 'x',
    });
  });

  it('a thread that ends without a word', async () => {
    const workerFile = worker('process.exit(7)');
    await expect(runFuzz({ runs: 10, seed, inputLimitMs: 5000, workerFile })).rejects.toThrow(/ended with 7/);
  });
});
