import { describe, expect, it } from 'vitest';
import { type FakeMachine, fakeReach, neverStops } from '../../test/doubles/fake-reach.ts';
import * as devices from '../../test/doubles/mac-machines/devices.ts';
import { touchIdMacBook } from '../../test/doubles/mac-machines/whole-macs.ts';
import type { Exchange } from '../contract/capture.ts';
import { observationOf } from '../contract/observation.ts';
import { factsBySignal, type SignalId } from '../contract/signals.ts';
import type { CommandResult } from '../platform/reach.ts';
import { recordingReach } from '../platform/record/recording-reach.ts';
import { replayReach } from '../platform/replay/replay-reach.ts';
import { darwinProbes } from './for-darwin.ts';
import type { AnyProbe } from './probe.ts';

const stamp = { at: '2026-11-27T00:00:00.000Z', tookMs: 1, context: 'user' };
/** A key's answers are damaged by tests of its own, and providers count in a list of its own what could not be looked at. */
const apart: readonly SignalId[] = ['security-key', 'passkey-providers'];
const probes = darwinProbes.filter(({ signal }) => !apart.includes(signal));

async function observe(probe: AnyProbe, exchanges: readonly Exchange[]) {
  const found = await probe.observe(replayReach(exchanges), neverStops());
  const checked = observationOf(factsBySignal[probe.signal]).safeParse({ ...found, ...stamp });
  expect(checked.error, `${probe.signal}: ${JSON.stringify(found).slice(0, 300)}`).toBeUndefined();
  return found;
}

async function record(probe: AnyProbe, machine: FakeMachine): Promise<Exchange[]> {
  const recording = recordingReach(fakeReach(machine), (exchange) => exchange);
  await probe.observe(recording.reach, neverStops());
  return recording.exchanges();
}

/** Plain facts that are null when they are not known. */
const plainFacts = [
  'prettyName',
  'version',
  'virtualization',
  'manufacturer',
  'model',
  'form',
  'processor',
  'memoryBytes',
];

/** Each answer that is known, by where it stands; what has a name in a list stands under that, since one before it may be lost. */
function knownAnswers(value: unknown, place = ''): [string, unknown][] {
  if (typeof value !== 'object' || value === null) return [];
  if ('kind' in value && value.kind === 'known' && 'value' in value) return [[place, value.value]];
  return Object.entries(value).flatMap(([key, part]) => {
    const named = Array.isArray(value) ? (part as { name?: unknown } | null)?.name : undefined;
    const where = `${place}/${typeof named === 'string' ? named : key}`;
    const isPlain = plainFacts.includes(key) && (typeof part !== 'object' || part === null);
    if (isPlain) return part === null ? [] : [[where, part]];
    return knownAnswers(part, where);
  });
}

/** Damage may cost an answer, never change it: what is still known is what was known before, and no list is quietly shorter. */
function expectNoOther(found: Awaited<ReturnType<typeof observe>>, whole: typeof found, why: string) {
  if (found.kind !== 'known' || whole.kind !== 'known') {
    expect(found.kind, why).not.toBe('not-applicable');
    return;
  }
  const before = new Map(knownAnswers(whole.facts));
  for (const [place, value] of knownAnswers(found.facts))
    expect({ [place]: value }, why).toEqual({ [place]: before.get(place) });
  for (const list of ['sensors', 'adapters']) {
    const [was, is] = [whole.facts, found.facts].map((facts) => (facts as Record<string, unknown>)[list]);
    if (!Array.isArray(was) || !Array.isArray(is)) continue;
    const isWhole = (found.facts as { complete?: boolean }).complete !== false;
    if (isWhole) expect(is.length, why).toBe(was.length);
  }
}

/** Numbers from a fixed seed, so that a failure repeats itself (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const runs = ({ call, outcome }: Exchange) => call === 'run' && outcome.ok;
const withResult = (
  exchange: Exchange,
  change: (result: CommandResult) => Partial<CommandResult>,
): Exchange => {
  if (!runs(exchange) || !exchange.outcome.ok) return exchange;
  const result = exchange.outcome.value as CommandResult;
  return { ...exchange, outcome: { ok: true, value: { ...result, ...change(result) } } };
};

describe.each(Object.entries({ ...devices, touchIdMacBook }))('%s', (_name, machine) => {
  it.each(probes)('$signal: a refused question costs what it tells', async (probe) => {
    const exchanges = await record(probe, machine);
    const whole = await observe(probe, exchanges);
    for (const place of exchanges.keys()) {
      for (const problem of ['denied', 'timed-out', 'not-captured']) {
        const refused = exchanges.map((exchange, at) =>
          at === place ? { ...exchange, outcome: { ok: false as const, problem } } : exchange,
        );
        expectNoOther(await observe(probe, refused), whole, JSON.stringify(exchanges[place]).slice(0, 300));
      }
    }
  });

  it.each(probes)('$signal: a tool that fails costs what it tells, whatever it printed', async (probe) => {
    const exchanges = await record(probe, machine);
    const whole = await observe(probe, exchanges);
    for (const place of exchanges.keys()) {
      for (const stdout of [null, ''] as const) {
        const failing = exchanges.map((exchange, at) =>
          at === place
            ? withResult(exchange, (result) => ({ exitCode: 1, stdout: stdout ?? result.stdout }))
            : exchange,
        );
        expectNoOther(await observe(probe, failing), whole, JSON.stringify(exchanges[place]).slice(0, 300));
      }
    }
  });

  it.each(probes)('$signal: an answer cut short costs what is cut', async (probe) => {
    const exchanges = await record(probe, machine);
    const whole = await observe(probe, exchanges);
    const random = seeded(20261127);
    for (const [place, asked] of exchanges.entries()) {
      const length =
        runs(asked) && asked.outcome.ok ? (asked.outcome.value as CommandResult).stdout.length : 0;
      // Every place in a short answer. Nothing at all is ioreg's way to say "none"; otherwise silence is an answer cut short.
      const places =
        length < 300
          ? Array.from({ length: Math.max(0, length - 1) }, (_, at) => at + 1)
          : Array.from({ length: 60 }, () => 1 + Math.floor(random() * (length - 1)));
      for (const at of places) {
        const cut = exchanges.map((exchange, which) =>
          which === place
            ? withResult(exchange, ({ stdout }) => ({ stdout: stdout.slice(0, at) }))
            : exchange,
        );
        expectNoOther(await observe(probe, cut), whole, `${at} of ${JSON.stringify(asked).slice(0, 500)}`);
      }
    }
  });
});
