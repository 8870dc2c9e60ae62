import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Startable } from './programs.ts';

const EVERY_MS = 2;

/**
 * Largest sum, over the life of a program, of what it and its children hold in memory, MB (10^6 bytes): what belongs to each process alone, and
 * for each program file, once, the pages that its processes map from files. So it does not matter what else on the machine runs the same
 * program, as it would for the proportional set size. From /proc/PID/smaps_rollup (Linux). Sampled, so a shorter peak is missed.
 */
export async function watchMemory(program: Startable): Promise<number> {
  const child = spawn(program.file, program.args, { env: program.env, stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  let over = false;
  void ended.then(() => {
    over = true;
  });
  let peakKb = 0;
  while (!over) {
    peakKb = Math.max(peakKb, sumOf(child));
    await pause(EVERY_MS);
  }
  if (peakKb === 0) throw new Error(`${program.name}: no memory could be read from /proc`);
  return (peakKb * 1024) / 1e6;
}

function sumOf({ pid }: ChildProcess): number {
  if (pid === undefined) return 0;
  const held = treeOf(pid).map(heldBy);
  const ownKb = held.reduce((sum, one) => sum + one.ownKb, 0);
  const byProgram = [...Map.groupBy(held, ({ program }) => program).values()];
  const mappedKb = byProgram.reduce((sum, same) => sum + Math.max(...same.map((one) => one.mappedKb)), 0);
  return ownKb + mappedKb;
}

function treeOf(pid: number): number[] {
  const children = read(() =>
    readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
    ),
  );
  return [pid, ...(children ?? []).flatMap(treeOf)];
}

function heldBy(pid: number): { program: string; ownKb: number; mappedKb: number } {
  const rollup = read(() => readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')) ?? '';
  const kbOf = (what: string) => Number(new RegExp(`^${what}:\\s+(\\d+)`, 'm').exec(rollup)?.[1] ?? 0);
  // Proportional, since a child shares its parent's pages until it becomes another program.
  const ownKb = kbOf('Pss_Anon');
  return {
    program: read(() => readlinkSync(`/proc/${pid}/exe`)) ?? '',
    ownKb,
    mappedKb: Math.max(0, kbOf('Rss') - kbOf('Anonymous')),
  };
}

/** A process may end between two looks. */
function read<Value>(look: () => Value): Value | null {
  try {
    return look();
  } catch {
    return null;
  }
}
