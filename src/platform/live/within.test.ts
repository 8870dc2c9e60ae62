import { setTimeout as delay, setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { success } from './outcomes.ts';
import { within } from './within.ts';

function beBusy(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

describe('within', () => {
  it('gives the answer', async () => {
    expect(await within(1000, Promise.resolve(success(7)))).toEqual(success(7));
  });

  it('gives up on who is silent, in about the time', async () => {
    const begun = performance.now();
    const answer = await within(200, new Promise<never>(() => {}));
    expect(answer).toEqual({ ok: false, problem: 'timed-out', detail: 'after 200 ms' });
    const took = performance.now() - begun;
    expect(took).toBeGreaterThan(190);
    expect(took).toBeLessThan(1500);
  });

  it('does not take its own being busy for silence', async () => {
    // A conversation of several turns, as on a bus, begun before the process has no time to listen.
    const conversation = async () => {
      for (let said = 0; said < 5; said++) await turn();
      await delay(5);
      return success('heard');
    };
    const answer = within(300, conversation());
    beBusy(600);
    expect(await answer).toEqual(success('heard'));
  });
});
