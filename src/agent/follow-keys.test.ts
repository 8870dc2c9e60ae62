import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fiveKeys, lookWith } from '../../test/doubles/security-keys/sample-keys.ts';
import type { AttachedKey } from '../contract/facts/security-key.ts';
import { ProblemError } from '../contract/problem.ts';
import { judgingFiles } from '../core/assess/grounds.ts';
import { showKeys } from '../core/keys/show-keys.ts';
import { readPolicyFiles } from '../platform/policy-files.ts';
import type { KeysEvent, KeysLook } from './agent.ts';
import { followKeys } from './follow-keys.ts';

const files = judgingFiles(await readPolicyFiles());
const [busy, ready, noPin] = fiveKeys() as [AttachedKey, AttachedKey, AttachedKey];

let attached: Parameters<typeof lookWith>[0];
let looks: number;
let ring: () => void;
let unwatched: number;
let stop: AbortController;
let lookTakesMs: number;
beforeEach(() => {
  vi.useFakeTimers();
  attached = [];
  looks = 0;
  unwatched = 0;
  lookTakesMs = 20;
  stop = new AbortController();
});
afterEach(() => {
  stop.abort();
  vi.useRealTimers();
});

async function look(): Promise<KeysLook> {
  looks += 1;
  const seen = attached;
  await new Promise((resolve) => setTimeout(resolve, lookTakesMs));
  if (stop.signal.aborted) throw new ProblemError('scan.cancelled', 'stopped');
  return { output: showKeys(lookWith(seen), files, new Date()), problems: [] };
}

/** Follows in the background; what was told so far, as words. */
function follow(): { told: string[]; ended: Promise<unknown> } {
  const told: string[] = [];
  const watch = (changed: () => void) => {
    ring = changed;
    return () => {
      unwatched += 1;
    };
  };
  const inWords = ({ changes, output }: KeysEvent) =>
    changes.length === 0
      ? `first: ${output.keys.length}`
      : changes
          .map((change) => ('key' in change ? `${change.kind} ${change.key.id}` : change.kind))
          .join(', ');
  const run = async () => {
    for await (const event of followKeys({ look, watch, stop: stop.signal })) told.push(inWords(event));
  };
  return { told, ended: run().catch((error: unknown) => error) };
}
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe('following keys', () => {
  it('looks at once, and then only when the watch rings', async () => {
    const { told } = follow();
    await pass(60_000);
    expect(told).toEqual(['first: 0']);
    expect(looks).toBe(1);
  });

  it('tells of a plug and an unplug well within a second', async () => {
    const { told } = follow();
    await pass(100);
    attached = [ready];
    ring();
    await pass(300);
    expect(told).toEqual(['first: 0', 'plugged-in hidraw1']);
    attached = [];
    ring();
    await pass(300);
    expect(told.at(-1)).toBe('unplugged hidraw1');
    expect(looks).toBe(3);
  });

  it('waits until a bunch of events is over, and not for ever when it is not', async () => {
    const { told } = follow();
    await pass(100);
    attached = [ready];
    for (let event = 0; event < 5; event += 1) {
      ring();
      await pass(40);
    }
    expect(looks).toBe(1);
    await pass(200);
    expect(looks).toBe(2);
    expect(told).toHaveLength(2);
    for (let event = 0; event < 20; event += 1) {
      ring();
      await pass(50);
    }
    // One second of events without a pause.
    expect(looks).toBeGreaterThanOrEqual(3);
    expect(looks).toBeLessThanOrEqual(5);
  });

  it('looks again when something happened during a look', async () => {
    lookTakesMs = 500;
    const { told } = follow();
    await pass(100);
    attached = [noPin];
    ring();
    await pass(1200);
    expect(told).toEqual(['first: 0', 'plugged-in hidraw2']);
  });

  it('says nothing when a look shows nothing new', async () => {
    attached = [ready];
    const { told } = follow();
    await pass(100);
    ring();
    await pass(500);
    expect(looks).toBe(2);
    expect(told).toEqual(['first: 1']);
  });

  it('goes on after a look that broke off, without calling keys unplugged, and looks again by itself', async () => {
    attached = [ready];
    const { told } = follow();
    await pass(100);
    attached = {
      kind: 'unknown',
      reason: 'crashed',
      at: new Date().toISOString(),
      tookMs: 1,
      context: 'user',
    };
    ring();
    await pass(500);
    expect(told.at(-1)).toBe('lost-sight');
    attached = [];
    await pass(4000);
    expect(told.at(-1)).toBe('sight-again, unplugged hidraw1');
  });

  it('looks again at a key that another program held, ever more rarely', async () => {
    attached = [busy];
    const { told } = follow();
    await pass(3_100);
    expect(looks).toBe(2);
    await pass(60_000);
    const soFar = looks;
    expect(soFar).toBeLessThanOrEqual(7);
    attached = [{ ...busy, depth: ready.depth }] as AttachedKey[];
    await pass(60_000);
    expect(told).toEqual(['first: 1', 'changed hidraw0']);
  });

  it('ends when stopped while it waits, and ends the watch', async () => {
    const { ended } = follow();
    await pass(100);
    stop.abort();
    expect(await ended).toBeUndefined();
    expect(unwatched).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('ends when stopped in the middle of a look, and ends the watch', async () => {
    const { ended } = follow();
    await pass(5);
    stop.abort();
    await pass(50);
    expect(await ended).toMatchObject({ code: 'scan.cancelled' });
    expect(unwatched).toBe(1);
  });
});
