import type { Logger } from 'pino';
import { type RunningCollector, startCollector } from '../../collector/server.ts';
import { ProblemError } from '../../contract/problem.ts';
import type { JudgingFiles } from '../../core/assess/grounds.ts';
import { systemClock } from '../../platform/clock.ts';

export const usualPort = 8686;

/** A collector on this machine only, with its data in one folder. Takes a free port when the usual one is in use, and says so. */
export async function startLocalCollector(
  options: {
    dataDir: string;
    fleetViewDir: string;
    log: Logger;
    policyFiles: JudgingFiles;
    sampleData?: boolean;
  },
  say: (line: string) => void,
): Promise<RunningCollector> {
  const { dataDir, fleetViewDir, log, policyFiles, sampleData } = options;
  const start = (port: number) =>
    startCollector({
      port,
      store: { kind: 'pglite', dataDir },
      policyFiles,
      fleetViewDir,
      log,
      clock: systemClock,
      ...(sampleData ? { sampleData } : {}),
    });
  try {
    return await start(usualPort);
  } catch (error) {
    if (!(error instanceof ProblemError) || error.code !== 'collector.port-in-use') throw error;
    say(`port ${usualPort} is in use; taking a free one`);
    return start(0);
  }
}
