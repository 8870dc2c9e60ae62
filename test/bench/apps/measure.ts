import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { timeOf } from '../scan/measure.ts';
import { watchMemory } from '../scan/watch-memory.ts';
import { writeHome } from './made-machine.ts';
import { type Program, programs } from './programs.ts';
import type { Measured, Sample } from './samples.ts';

/** Measures every program in turns, round by round, on the machine as it is seen from here. `made`: dpkg's list is the made one. */
export async function measure(options: {
  rounds: number;
  made: boolean;
  say: (line: string) => void;
}): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'keyready-bench-apps-'));
  const home = join(folder, 'home');
  for (const name of ['home', 'state', 'machine', 'compiled', 'ocs'])
    mkdirSync(join(folder, name), { mode: 0o700 });
  try {
    const settings = writeHome(home);
    const all = programs(folder, home);
    const samples: Sample[] = [];
    const tookMs: Record<string, number[]> = {};
    // Compiled code and the page cache, as on the second scan of a day.
    for (const program of all) timeOf(program);
    for (let round = 0; round < options.rounds; round++) {
      options.say(`round ${round + 1} of ${options.rounds}`);
      for (const program of all) {
        const { wallS, cpuS } = timeOf(program);
        const memoryMb = await watchMemory(program);
        samples.push({ case: program.name, wallMs: wallS * 1000, cpuMs: cpuS * 1000, memoryMb });
        if (program.name === 'keyready') noteProbes(program, tookMs);
      }
    }
    return { samples, packages: countPackages(), made: options.made, settings, tookMs };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function countPackages(): number {
  const status = readFileSync('/var/lib/dpkg/status', 'utf8');
  return status.match(/^Status: \S+ \S+ installed$/gm)?.length ?? 0;
}

/** How long each probe took, as the report itself says; and that it found something, so that no empty run is measured. */
function noteProbes({ file, args, env }: Program, tookMs: Record<string, number[]>): void {
  const { stdout } = spawnSync(file, args, { env, encoding: 'utf8', maxBuffer: 64e6 });
  const { report } = JSON.parse(stdout) as {
    report: { signals: Record<string, { kind: string; tookMs: number }> };
  };
  for (const [signal, { kind, tookMs: took }] of Object.entries(report.signals)) {
    if (!/apps|app-settings/.test(signal)) continue;
    if (kind !== 'known') throw new Error(`${signal} is ${kind}`);
    tookMs[signal] = [...(tookMs[signal] ?? []), took];
  }
}
