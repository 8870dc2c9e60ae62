import type { OpenRemedy } from './ipc-handlers.ts';

/** Opens a checked target: URLs by the operating system, panels by starting the desktop's settings program. */
export function openRemedyWith(ports: {
  openUrl: (url: string) => Promise<void>;
  startProgram: (file: string, args: readonly string[]) => Promise<void>;
}): OpenRemedy {
  return (target) =>
    target.how === 'url' ? ports.openUrl(target.url) : ports.startProgram(target.program, [target.panel]);
}
