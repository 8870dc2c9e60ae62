import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ChildChannel, ChildExit } from '../platform/child-channel.ts';
import { watchKeysOn } from './watch-keys.ts';

type Lister = { tell(): void; end(): void; killed: boolean };

let listers: Lister[];
beforeEach(() => {
  listers = [];
});
afterEach(() => vi.useRealTimers());

/** A child that lists keys when a test says so. */
function scriptedLister(): ChildChannel {
  let tell: (message: unknown) => void = () => {};
  let exit: (exit: ChildExit) => void = () => {};
  const lister: Lister = {
    tell: () => tell({ kind: 'keys-changed' }),
    end: () => exit({ exitCode: null, signalName: 'SIGSEGV' }),
    killed: false,
  };
  listers.push(lister);
  return {
    send() {},
    onMessage(listen) {
      tell = listen;
    },
    onExit(listen) {
      exit = listen;
    },
    kill() {
      lister.killed = true;
      exit({ exitCode: null, signalName: 'SIGKILL' });
    },
  };
}

describe('listing keys where no events tell of them', () => {
  it('passes on what the child tells, starts another when it crashes, and ends it', async () => {
    vi.useFakeTimers();
    let rings = 0;
    const unwatch = watchKeysOn(
      'win32',
      scriptedLister,
    )(() => {
      rings += 1;
    });
    listers[0]?.tell();
    expect(rings).toBe(1);
    listers[0]?.end();
    await vi.advanceTimersByTimeAsync(1000);
    expect(listers).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1500);
    expect(listers).toHaveLength(2);
    listers[1]?.tell();
    expect(rings).toBe(2);
    unwatch();
    expect(listers[1]?.killed).toBe(true);
    listers[1]?.tell();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(rings).toBe(2);
    expect(listers).toHaveLength(2);
  });

  it('runs the real child, which tells of its first list', async () => {
    let rings = 0;
    const unwatch = watchKeysOn('darwin')(() => {
      rings += 1;
    });
    for (let waited = 0; rings === 0 && waited < 8000; waited += 20) await sleep(20);
    unwatch();
    expect(rings).toBe(1);
  });
});
