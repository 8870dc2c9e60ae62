import { execFileSync } from 'node:child_process';

/** Ids of the processes that this process started and that still run. */
export function childrenOf(pid: number): number[] {
  try {
    const listed = execFileSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' });
    return listed.split('\n').flatMap((line) => (line.trim() === '' ? [] : [Number(line)]));
  } catch {
    // ps exits 1 when there is none.
    return [];
  }
}
