import { type BenchResult, type Figure, median, rounded } from '../figures.ts';
import { type CaseName, caseNames } from './programs.ts';
import type { Measured, Sample } from './samples.ts';

/** Most that a warm scan may take: seconds of wall and processor time, MB in all processes, programs started. */
const budgets = { wall: 0.5, cpu: 0.6, memory: 110, children: 4 } as const;
const peers = { fusioninventory: 'fusioninventory-inventory', 'static-data': 'getStaticData()' } as const;
type Peer = keyof typeof peers;

type Summary = {
  case: CaseName;
  start: Sample['start'];
  rounds: number;
  wall: Spread;
  cpu: Spread;
  memory: Spread | null;
};
type Spread = { median: number; least: number; most: number };

/** Medians of each program, cold and warm, in the order of `caseNames`. */
export function summarize({ samples }: Measured): Summary[] {
  return caseNames.flatMap((name) =>
    (['cold', 'warm'] as const).flatMap((start): Summary[] => {
      const group = samples.filter((sample) => sample.case === name && sample.start === start);
      if (group.length === 0) return [];
      const memory = group.flatMap(({ memoryMb }) => (memoryMb === null ? [] : [memoryMb]));
      return [
        {
          case: name,
          start,
          rounds: group.length,
          wall: spread(group.map(({ wallS }) => wallS)),
          cpu: spread(group.map(({ cpuS }) => cpuS)),
          memory: memory.length === 0 ? null : spread(memory),
        },
      ];
    }),
  );
}

/** `warm.wall`, `warm.wall.against-static-data`, … of the built program; `source.…` of the same from source. */
export function figuresOf(measured: Measured): BenchResult {
  const summaries = summarize(measured);
  const of = (name: CaseName, start: Sample['start']) =>
    summaries.find((summary) => summary.case === name && summary.start === start);
  const figures: Record<string, Figure> = {};
  const add = (
    name: string,
    value: number | undefined,
    unit: string,
    budget: number | null,
    peer?: [Peer, number | undefined],
  ) => {
    if (value === undefined) return;
    const ratio = peer?.[1] === undefined || peer[1] === 0 ? null : rounded(value / peer[1]);
    const against = peer === undefined || ratio === null ? null : peers[peer[0]];
    figures[name] = { value: rounded(value, 3), unit, better: 'lower', budget, ratio, against };
  };
  for (const [prefix, name] of [
    ['', 'keyready'],
    ['source.', 'keyready-source'],
  ] as const) {
    for (const start of ['warm', 'cold'] as const) {
      const own = of(name, start);
      const limit = prefix === '' && start === 'warm' ? budgets : null;
      for (const peer of Object.keys(peers) as Peer[]) {
        const theirs = of(peer, start);
        const tail = peer === 'fusioninventory' ? '' : `.against-${peer}`;
        add(`${prefix}${start}.wall${tail}`, own?.wall.median, 's', limit?.wall ?? null, [
          peer,
          theirs?.wall.median,
        ]);
        add(`${prefix}${start}.cpu${tail}`, own?.cpu.median, 's', limit?.cpu ?? null, [
          peer,
          theirs?.cpu.median,
        ]);
        add(`${prefix}${start}.memory${tail}`, own?.memory?.median, 'MB', limit?.memory ?? null, [
          peer,
          theirs?.memory?.median,
        ]);
      }
    }
  }
  const started = measured.started;
  add('children', started.keyready ?? undefined, 'programs', budgets.children, [
    'fusioninventory',
    started.fusioninventory ?? undefined,
  ]);
  for (const [signal, times] of Object.entries(measured.tookMs))
    add(`probe.${signal}`, median(times), 'ms', null);
  return { bench: 'scan', figures };
}

function spread(values: readonly number[]): Spread {
  return { median: median(values), least: Math.min(...values), most: Math.max(...values) };
}
