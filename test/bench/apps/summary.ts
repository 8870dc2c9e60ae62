import { type BenchResult, type Figure, median, rounded } from '../figures.ts';
import type { CaseName } from './programs.ts';
import type { Measured } from './samples.ts';

/** Most that programs and settings may take above a start that looks at next to nothing: milliseconds, MB. */
const budgets = { wall: 400, cpu: null, memory: 60 } as const;
const peers = {
  fusioninventory: 'fusioninventory-inventory, software alone',
  ocsinventory: 'ocsinventory-agent, all it collects',
} as const;

/** `wall`, `cpu` and `memory` above the start; `whole.…` the same with it, beside each peer. */
export function figuresOf({ samples, tookMs }: Measured): BenchResult {
  const of = (name: CaseName, what: 'wallMs' | 'cpuMs' | 'memoryMb') => {
    const values = samples.filter((sample) => sample.case === name).map((sample) => sample[what]);
    return values.length === 0 ? null : median(values);
  };
  const figures: Record<string, Figure> = {};
  const add = (name: string, value: number, unit: string, budget: number | null, peer?: [string, number]) => {
    figures[name] = {
      value: rounded(value, 1),
      unit,
      better: 'lower',
      budget,
      ratio: peer === undefined || peer[1] === 0 ? null : rounded(value / peer[1]),
      against: peer?.[0] ?? null,
    };
  };
  for (const [name, what, unit] of [
    ['wall', 'wallMs', 'ms'],
    ['cpu', 'cpuMs', 'ms'],
    ['memory', 'memoryMb', 'MB'],
  ] as const) {
    const [whole, start] = [of('keyready', what), of('keyready-start', what)];
    if (whole === null || start === null) continue;
    add(name, Math.max(0, whole - start), unit, budgets[name]);
    add(`whole.${name}`, whole, unit, null);
    for (const peer of Object.keys(peers) as (keyof typeof peers)[]) {
      const theirs = of(peer, what);
      if (theirs !== null) add(`whole.${name}.against-${peer}`, whole, unit, null, [peers[peer], theirs]);
    }
  }
  for (const [signal, times] of Object.entries(tookMs)) add(`probe.${signal}`, median(times), 'ms', null);
  return { bench: 'apps', figures };
}
