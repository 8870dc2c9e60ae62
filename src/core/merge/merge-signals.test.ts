import { describe, expect, it } from 'vitest';
import { steadyFacts } from '../../../test/doubles/hosts/steady-facts.ts';
import { Signals, signalIds } from '../../contract/signals.ts';
import { mergeSignals } from './merge-signals.ts';

type AnyObservation = NonNullable<Signals[string]>;

/** Mulberry32: a small seeded generator, so that a failing case can be run again. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function someSignals(random: () => number): Signals {
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const names = [...signalIds, 'from-a-newer-version', 'another-newer-one'].filter(() => random() < 0.7);
  const entries = names.map((name): [string, AnyObservation] => {
    const stamp = {
      // Few different times, so that ties happen; the same instant is also written with and without milliseconds.
      at: pick(['2026-01-01T00:00:00Z', '2026-01-01T00:00:00.000Z', '2026-03-01T10:00:00Z']),
      tookMs: pick([1, 2]),
      context: pick(['device', 'user'] as const),
    };
    const facts = (steadyFacts as Record<string, unknown>)[name] ?? { new: pick([1, 2]) };
    return [
      name,
      pick<AnyObservation>([
        { kind: 'known', facts, source: pick(['a', 'b']), ...stamp },
        { kind: 'unknown', reason: pick(['timed-out', 'refused'] as const), ...stamp },
        { kind: 'not-applicable', because: 'no meaning', ...stamp },
      ]),
    ];
  });
  return Object.fromEntries(entries);
}

describe('mergeSignals', () => {
  const cases = Array.from({ length: 300 }, (_, seed) => {
    const random = seeded(seed);
    return [someSignals(random), someSignals(random), someSignals(random)] as const;
  });

  it('does not depend on order', () => {
    for (const [a, b] of cases) expect(mergeSignals(a, b)).toEqual(mergeSignals(b, a));
  });
  it('does not depend on grouping', () => {
    for (const [a, b, c] of cases) {
      expect(mergeSignals(mergeSignals(a, b), c)).toEqual(mergeSignals(a, mergeSignals(b, c)));
    }
  });
  it('changes nothing when merged again', () => {
    for (const [a, b] of cases) {
      expect(mergeSignals(a, a)).toEqual(a);
      const merged = mergeSignals(a, b);
      expect(mergeSignals(merged, b)).toEqual(merged);
    }
  });
  it('never loses a signal and never answers worse than either side', () => {
    const worth = { unknown: 0, 'not-applicable': 1, known: 2 };
    for (const [a, b] of cases) {
      const merged = mergeSignals(a, b);
      expect(new Set(Object.keys(merged))).toEqual(new Set([...Object.keys(a), ...Object.keys(b)]));
      for (const side of [a, b]) {
        for (const [name, seen] of Object.entries(side)) {
          expect(worth[merged[name]?.kind ?? 'unknown']).toBeGreaterThanOrEqual(
            worth[seen?.kind ?? 'unknown'],
          );
        }
      }
      expect(Signals.safeParse(merged).success).toBe(true);
    }
  });
  it('takes an old certainty over a fresh doubt, and the fresher of two certainties', () => {
    const stamp = { tookMs: 1, context: 'user' } as const;
    const old = {
      kind: 'known',
      facts: steadyFacts.tpm,
      source: 'old',
      at: '2020-01-01T00:00:00Z',
      ...stamp,
    } as const;
    const fresh = { ...old, source: 'fresh', at: '2026-01-01T00:00:00Z' } as const;
    const doubt = { kind: 'unknown', reason: 'timed-out', at: '2026-06-01T00:00:00Z', ...stamp } as const;
    expect(mergeSignals({ tpm: old }, { tpm: doubt }).tpm).toEqual(old);
    expect(mergeSignals({ tpm: fresh }, { tpm: old }).tpm).toEqual(fresh);
    expect(mergeSignals({ tpm: old }, {}).tpm).toEqual(old);
  });
  it('takes the answer of the context that sees a signal whole, even when the other’s is fresher', () => {
    const seen = { kind: 'known', facts: steadyFacts['windows-hello'], source: 's', tookMs: 1 } as const;
    const person = { ...seen, at: '2026-01-01T00:00:00Z', context: 'user' } as const;
    const device = { ...seen, at: '2026-03-01T00:00:00Z', context: 'device' } as const;
    expect(mergeSignals({ 'windows-hello': person }, { 'windows-hello': device })['windows-hello']).toEqual(
      person,
    );
    expect(mergeSignals({ 'windows-hello': device }, {})['windows-hello']).toEqual(device);
  });
  it('lists signals in the catalogue’s order, unknown ones after', () => {
    const at = { at: '2026-01-01T00:00:00Z', tookMs: 1, context: 'user' } as const;
    const left: Signals = { zebra: { kind: 'known', facts: 1, source: 's', ...at } };
    const right: Signals = {
      tpm: { kind: 'unknown', reason: 'busy', ...at },
      os: { kind: 'unknown', reason: 'busy', ...at },
    };
    expect(Object.keys(mergeSignals(left, right))).toEqual(['os', 'tpm', 'zebra']);
  });
});

it('keeps a signal whose name every object inherits', () => {
  const stamp = { at: '2026-01-01T00:00:00Z', tookMs: 1, context: 'user' as const };
  const observation: AnyObservation = { kind: 'known', facts: { new: 1 }, source: 'test', ...stamp };
  const newer: Signals = Object.fromEntries([['constructor', observation]]);
  expect(Object.entries(mergeSignals({}, newer))).toEqual(Object.entries(newer));
  expect(Object.entries(mergeSignals(newer, {}))).toEqual(Object.entries(newer));
});
