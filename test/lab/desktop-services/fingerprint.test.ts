import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Signals } from '../../../src/contract/signals.ts';
import { scanHere } from '../product/scan-here.ts';
import { PrivateBus } from './private-bus.ts';
import { answerForPolkit, enrolFinger, startFprintd } from './virtual-fingerprint-reader.ts';

let bus: PrivateBus;
beforeEach(async () => {
  bus = await PrivateBus.start();
});
afterEach(() => bus.stop());

async function observe(as: 'ordinary-account' | 'test-runner' = 'ordinary-account') {
  const signals = await scanHere(['biometric-sensor'], { env: bus.environment, as });
  return signals['biometric-sensor'];
}

/** The one reader of a known answer. */
function readerOf(observation: Signals['biometric-sensor']) {
  if (observation?.kind !== 'known')
    throw new Error(`not known: ${observation?.kind === 'unknown' ? observation.reason : observation?.kind}`);
  expect(observation.facts.sensors).toHaveLength(1);
  return observation.facts.sensors[0];
}

describe('fingerprint reader by the real fprintd', () => {
  it('is known with nothing enrolled, and with one finger after enrolling', async () => {
    await answerForPolkit(bus, 'allow');
    await startFprintd(bus, 'virtual');
    expect(readerOf(await observe())).toMatchObject({
      name: 'Virtual device for debugging',
      factor: 'fingerprint',
      scanType: 'swipe',
      enrolled: { kind: 'known', value: 0 },
    });
    await enrolFinger(bus);
    expect(readerOf(await observe())).toMatchObject({ enrolled: { kind: 'known', value: 1 } });
  });

  it('is known, but what is enrolled is not, when polkit refuses: never zero', async () => {
    await answerForPolkit(bus, 'allow');
    await startFprintd(bus, 'virtual');
    await enrolFinger(bus);
    await answerForPolkit(bus, 'deny');
    expect(readerOf(await observe())).toMatchObject({ enrolled: { kind: 'unknown', reason: 'refused' } });
  });

  it('is known, but what is enrolled is not, without any polkit', async () => {
    await startFprintd(bus, 'virtual');
    expect(readerOf(await observe())?.enrolled.kind).toBe('unknown');
  });

  it('is known to be none where fprintd finds no reader', async () => {
    await startFprintd(bus, 'none');
    expect(await observe()).toMatchObject({ kind: 'known', facts: { sensors: [] } });
  });

  it('is unknown where fprintd is not installed: a reader may be built in all the same', async () => {
    expect(await observe()).toMatchObject({ kind: 'unknown', reason: 'service-missing' });
  });

  it('is unknown where fprintd does not answer', async () => {
    await answerForPolkit(bus, 'allow');
    const fprintd = await startFprintd(bus, 'virtual');
    fprintd.pause();
    try {
      expect(await observe()).toMatchObject({ kind: 'unknown', reason: 'timed-out' });
    } finally {
      fprintd.resume();
    }
  });

  it('does not take the empty list of root for the person having none', async ({ skip }) => {
    if (process.getuid?.() !== 0) skip('needs to run as root');
    await answerForPolkit(bus, 'allow');
    await startFprintd(bus, 'virtual');
    expect(readerOf(await observe('test-runner'))?.enrolled.kind).toBe('unknown');
  });
});
