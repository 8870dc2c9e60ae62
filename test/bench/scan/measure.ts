import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeCold, type Places, type Program, programs, type Startable } from './programs.ts';
import type { Measured, Sample } from './samples.ts';
import { watchMemory } from './watch-memory.ts';

/** Measures every program in turns, round by round, so that a busy moment hits all alike. */
export async function measure(options: {
  rounds: number;
  coldRounds: number;
  say: (line: string) => void;
}): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'keyready-bench-'));
  const places: Places = {
    state: join(folder, 'state'),
    machine: join(folder, 'machine'),
    compiled: join(folder, 'compiled'),
  };
  for (const place of Object.values(places)) mkdirSync(place, { mode: 0o700 });
  try {
    const all = programs(places);
    const samples: Sample[] = [];
    const tookMs: Record<string, number[]> = {};
    let pagesDropped = true;
    for (let round = 0; round < options.coldRounds; round++) {
      options.say(`cold round ${round + 1} of ${options.coldRounds}`);
      for (const program of all) {
        pagesDropped = makeCold(places, dropPages) && pagesDropped;
        samples.push({ case: program.name, start: 'cold', ...timeOf(program), memoryMb: null });
      }
    }
    for (const program of all) timeOf(program);
    for (let round = 0; round < options.rounds; round++) {
      options.say(`warm round ${round + 1} of ${options.rounds}`);
      for (const program of all) {
        const time = timeOf(program);
        samples.push({ case: program.name, start: 'warm', ...time, memoryMb: await watchMemory(program) });
        if (program.name === 'keyready') noteProbes(program, tookMs);
      }
    }
    const started = Object.fromEntries(all.map((program) => [program.name, countStarted(program)]));
    return { samples, tookMs, started, pagesDropped };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Wall time and processor time of a program and the children it waited for, seconds, by bash's own clock. */
export function timeOf({ name, file, args, env }: Startable): { wallS: number; cpuS: number } {
  const script = 'TIMEFORMAT="%3R %3U %3S"; time "$@" >/dev/null 2>/dev/null';
  const run = spawnSync('/bin/bash', ['-c', script, 'bash', file, ...args], { env, encoding: 'utf8' });
  const [wallS, userS, systemS] = run.stderr.trim().split(' ').map(Number);
  if (wallS === undefined || userS === undefined || systemS === undefined || Number.isNaN(systemS))
    throw new Error(`${name}: no time was told: ${run.stderr.slice(0, 200)}`);
  if (run.status === null || run.status > 30) throw new Error(`${name} ended with ${run.status}`);
  return { wallS, cpuS: userS + systemS };
}

/** How long each probe took, as the report itself says. */
function noteProbes({ file, args, env }: Program, tookMs: Record<string, number[]>): void {
  const { stdout } = spawnSync(file, args, { env, encoding: 'utf8', maxBuffer: 64e6 });
  const { report } = JSON.parse(stdout) as { report: { signals: Record<string, { tookMs: number }> } };
  for (const [signal, observation] of Object.entries(report.signals)) {
    const times = tookMs[signal] ?? [];
    tookMs[signal] = times;
    times.push(observation.tookMs);
  }
}

/** Programs that a program starts, itself left out; null where strace is not there to count them. */
function countStarted({ file, args, env }: Program): number | null {
  const log = join(mkdtempSync(join(tmpdir(), 'keyready-strace-')), 'log');
  try {
    spawnSync('/usr/bin/strace', ['-f', '-qq', '-e', 'trace=execve', '-o', log, file, ...args], {
      env,
      stdio: 'ignore',
    });
    const lines = execFileSync('/bin/cat', [log], { encoding: 'utf8' }).split('\n');
    const started = lines.filter((line) => /execve\(.*\) = 0$/.test(line)).length;
    return started === 0 ? null : started - 1;
  } catch {
    return null;
  }
}

function dropPages(): boolean {
  try {
    execFileSync('/bin/sync');
    writeFileSync('/proc/sys/vm/drop_caches', '3');
    return true;
  } catch {
    return false;
  }
}
