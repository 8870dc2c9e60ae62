import { ProblemError } from '../contract/problem.ts';

/** Refuses a device scan to a process without the rights for it, with the way to get them on this system. */
export function needsElevation(platform: NodeJS.Platform): ProblemError {
  const why = 'it opens security keys and looks at what all accounts have';
  const words =
    platform === 'win32'
      ? `a device scan needs the rights of an administrator or SYSTEM, because ${why}; open a terminal with "Run as administrator", or let Intune or a scheduled task run it as SYSTEM`
      : `a device scan needs the rights of root, because ${why}; run: sudo keyready scan --context device`;
  return new ProblemError('scan.needs-elevation', words, { where: '--context device' });
}
