import { readdirSync, readFileSync } from 'node:fs';

export type SeenProcess = { pid: number; parentPid: number; state: string; commandLine: string };

/** Processes of this machine, read from /proc, because `ps` is not on every machine. */
export function listProcesses(): SeenProcess[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
        // The name in brackets may hold anything, so fields are counted from its end (man 5 proc_pid_stat).
        const [state = '', parentPid = ''] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        const commandLine = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ').trim();
        return [{ pid: Number(pid), parentPid: Number(parentPid), state, commandLine }];
      } catch {
        // It ended while being looked at.
        return [];
      }
    });
}
