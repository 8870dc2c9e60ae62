import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { HidNode, Outcome } from '../reach.ts';
import { pollHidKeys } from './poll-hid-keys.ts';

const key = (path: string): HidNode => ({
  path,
  vendorId: 0x1050,
  productId: 0x0407,
  usagePage: 0xf1d0,
  usage: 1,
  manufacturer: null,
  product: null,
  mark: null,
});

it('tells of the first list and of each that differs, a failing one once, until stopped', async () => {
  const keys = (...paths: string[]): Outcome<HidNode[]> => ({ ok: true, value: paths.map(key) });
  const broken: Outcome<HidNode[]> = { ok: false, problem: 'unreadable' };
  const script = [keys(), keys(), keys('a'), keys('a'), keys('a', 'b'), broken, broken, keys('b'), keys('b')];
  const told: number[] = [];
  const stop = new AbortController();
  let lists = 0;
  await pollHidKeys(0xf1d0, async () => void told.push(lists - 1), {
    everyMs: 1,
    stop: stop.signal,
    hid: {
      async list(usagePage) {
        expect(usagePage).toBe(0xf1d0);
        const answer = script[lists] ?? broken;
        lists += 1;
        if (lists === script.length) stop.abort();
        return answer;
      },
    },
  });
  expect(told).toEqual([0, 2, 4, 5, 7]);
  await sleep(20);
  expect(lists).toBe(script.length);
});
