import { systemCode } from '../system-code.ts';

/** Ends a program and what it started. The pid leads a process group where the system has such; gone already is fine. */
export function killGroup(pid: number): void {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch (error) {
    if (systemCode(error) !== 'ESRCH') throw error;
  }
}
