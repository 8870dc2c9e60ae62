import { type Logger, pino } from 'pino';

/** The collector's log: JSON lines on standard error, `KEYREADY_LOG_LEVEL` (default `info`). Unknown levels count as default. */
export function collectorLog(env: NodeJS.ProcessEnv, usualLevel = 'info'): Logger {
  const asked = env.KEYREADY_LOG_LEVEL;
  const level =
    asked !== undefined && (asked in pino.levels.values || asked === 'silent') ? asked : usualLevel;
  return pino({ level }, pino.destination({ fd: 2, sync: true }));
}
