// Runs one collector as a process of its own, so that tests can kill it. Settings come as JSON in the first argument;
// on standard output one JSON line says where it listens, or with which problem code it did not start.
import { pino } from 'pino';
import { startCollector } from '../../../src/collector/server.ts';
import { ProblemError } from '../../../src/contract/problem.ts';
import { judgingFiles } from '../../../src/core/assess/grounds.ts';
import { systemClock } from '../../../src/platform/clock.ts';
import { readPolicyFiles } from '../../../src/platform/policy-files.ts';
import { ChildSettings } from './child-settings.ts';

const settings = ChildSettings.parse(JSON.parse(process.argv[2] ?? ''));
const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);
try {
  const collector = await startCollector({
    port: settings.port,
    store: settings.store,
    policyFiles: judgingFiles(await readPolicyFiles()),
    fleetViewDir: '/nonexistent',
    log: pino({ level: 'warn' }, pino.destination({ fd: 2, sync: true })),
    clock: systemClock,
  });
  process.once('SIGTERM', () => {
    collector.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  });
  const { uses } = settings;
  const link = await collector.createSignInLink();
  const code = uses > 0 ? await collector.createEnrolmentCode({ uses, validForMs: 600_000 }) : '';
  say({ url: collector.url, code, token: link.split('token=')[1] });
} catch (error) {
  const problem = error instanceof ProblemError ? { code: error.code, detail: error.message } : {};
  say({
    problem: { code: 'defect', detail: String(error), ...problem, where: (error as ProblemError).where },
  });
  process.exitCode = 1;
}
