import { type BenchResult, type Figure, median, rounded } from '../figures.ts';
import type { CaseName, Sample } from './samples.ts';

/** Issue's budgets: one key against fido2-token, four keys against one. */
const budgetToPeer = 1.2;
const budgetFourToOne = 1.5;

/** One case at one pace. Times without what it costs to start anything at all. */
export type CaseSummary = {
  case: CaseName;
  packetMs: number;
  medianMs: number;
  leastMs: number;
  mostMs: number;
  rounds: number;
  /** Requests the keys got in one run, all together. */
  requests: number;
  asked: Record<string, number>;
  keyCpuMs: number;
};

/** @throws Error when programs that were to ask keys did not ask, or not the same each time: then nothing was measured. */
export function summarize(samples: readonly Sample[]): CaseSummary[] {
  const groups = Map.groupBy(samples, (sample) => `${sample.packetMs} ${sample.case}`);
  return [...groups.values()].map((group) => {
    const [first] = group;
    if (!first) throw new Error('an empty group');
    const startingMs = medianOf(samples, 'nothing', first.packetMs) ?? 0;
    const times = group.map((sample) =>
      first.case === 'nothing' ? sample.tookMs : sample.tookMs - startingMs,
    );
    const requests = countOf(first);
    if (group.some((sample) => countOf(sample) !== requests))
      throw new Error(`${first.case} did not ask the keys the same in each round`);
    if (requests === 0 && /-[14]/.test(first.case)) throw new Error(`${first.case} did not ask any key`);
    return {
      case: first.case,
      packetMs: first.packetMs,
      medianMs: median(times),
      leastMs: Math.min(...times),
      mostMs: Math.max(...times),
      rounds: group.length,
      requests,
      asked: first.asked,
      keyCpuMs: median(group.map((sample) => sample.keyCpuMs)),
    };
  });
}

/** Every comparison the measurements allow, by a stable name such as `one-key.without-start.packet-5ms`. */
export function figuresOf(summaries: readonly CaseSummary[]): BenchResult {
  const figures: Record<string, Figure> = {};
  for (const packetMs of new Set(summaries.map((summary) => summary.packetMs))) {
    const ms = (name: CaseName, pace = packetMs) =>
      summaries.find((summary) => summary.case === name && summary.packetMs === pace)?.medianMs ?? null;
    const add = (
      name: string,
      value: number | null,
      peer: number | null,
      against: string,
      limit: number | null,
    ) => {
      if (value !== null) figures[`${name}.packet-${packetMs}ms`] = compare(value, peer, against, limit);
    };
    const peer = ms('fido2-token-1');
    const peerRead = less(peer, ms('fido2-token-start'));
    const start = ms('reader-start');
    const read = less(ms('reader-1'), start);
    const readFour = less(ms('reader-4'), start);
    // Without a key nothing depends on the pace, so it may have been measured at another.
    const idle = summaries.find((summary) => summary.case === 'keyready-0')?.medianMs ?? null;
    const keyready = ms('keyready-1');

    add('one-key.without-start', read, peerRead, 'fido2-token -I without -V', budgetToPeer);
    add('one-key.with-start', ms('reader-1'), peer, 'fido2-token -I', budgetToPeer);
    add(
      'one-key.keyready.without-start',
      less(keyready, idle),
      peerRead,
      'fido2-token -I without -V',
      budgetToPeer,
    );
    add('one-key.keyready.with-start', keyready, peer, 'fido2-token -I', budgetToPeer);
    add(
      'one-key.read-again',
      less(ms('reader-1-twice'), ms('reader-1')),
      peerRead,
      'fido2-token -I without -V',
      null,
    );
    add('four-keys.without-start', readFour, read, 'one key, read the same way', budgetFourToOne);
    add(
      'four-keys.with-start',
      ms('reader-4'),
      ms('reader-1'),
      'one key, read the same way',
      budgetFourToOne,
    );
    add('four-keys.keyready', ms('keyready-4'), keyready, 'keyready keys with one key', budgetFourToOne);
    add('four-keys.against-peer', ms('reader-4'), ms('fido2-token-4'), 'fido2-token -I four times', null);
  }
  return { bench: 'keys', figures };
}

function compare(value: number, peer: number | null, against: string, limit: number | null): Figure {
  const hasPeer = peer !== null && peer > 0;
  return {
    value: Math.max(0, rounded(value)),
    unit: 'ms',
    better: 'lower',
    budget: hasPeer && limit !== null ? rounded(peer * limit) : null,
    ratio: hasPeer ? Math.max(0, rounded(value / peer)) : null,
    against: hasPeer ? against : null,
  };
}

function less(whole: number | null, part: number | null): number | null {
  return whole === null || part === null ? null : whole - part;
}

function medianOf(samples: readonly Sample[], name: CaseName, packetMs: number): number | null {
  const times = samples.filter((sample) => sample.case === name && sample.packetMs === packetMs);
  return times.length === 0 ? null : median(times.map((sample) => sample.tookMs));
}

function countOf(sample: Sample): number {
  return Object.values(sample.asked).reduce((sum, count) => sum + count, 0);
}
