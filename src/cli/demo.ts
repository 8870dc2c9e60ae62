import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seedSampleDevices } from '../collector/sample/seed-sample-devices.ts';
import { localTenant } from '../collector/server.ts';
import { systemClock } from '../platform/clock.ts';
import { readPolicyFiles } from '../platform/policy-files.ts';
import { collectorLog } from './collector-log.ts';
import { type CliIo, ignoreClosedReaders } from './io.ts';
import { buildIfNeeded, fleetViewTarget } from './main-job/build-if-needed.ts';
import { readSampleDevices } from './main-job/read-sample-devices.ts';
import { startLocalCollector } from './main-job/start-local-collector.ts';
import { packageFolder } from './package-folder.ts';
import { reportFailure } from './report-failure.ts';
import { type StopRequest, stopOnSignal } from './stop-on-signal.ts';

/** The fleet view on whole-machine samples of all three systems, in a throw-away database, until Ctrl-C. */
async function runDemo(io: CliIo, dataDir: string, stop: StopRequest): Promise<void> {
  const say = (line: string) => void io.stderr.write(`${line}\n`);
  if (!(await buildIfNeeded(packageFolder, fleetViewTarget, say)))
    say('note: the fleet view could not be built; going on without its pages');
  const reports = await readSampleDevices(join(packageFolder, 'test', 'fixtures', 'devices'), new Date());
  say(`putting ${reports.length} sample devices into a throw-away database ...`);
  await seedSampleDevices({
    store: { kind: 'pglite', dataDir },
    tenant: localTenant,
    reports,
    policyFiles: await readPolicyFiles(),
    clock: systemClock,
  });
  if (stop.signal.aborted) return;
  const collector = await startLocalCollector(
    {
      dataDir,
      fleetViewDir: join(packageFolder, 'out', 'fleet-view'),
      log: collectorLog(io.env, 'warn'),
      sampleData: true,
    },
    say,
  );
  try {
    io.stdout.write(`SAMPLE DATA: ${reports.length} invented devices, none of them real.\n`);
    io.stdout.write(`Fleet view (link works once): ${await collector.createSignInLink()}\n`);
    say('Ctrl-C ends it and throws the data away.');
    await stop.asked;
  } finally {
    await collector.close();
  }
}

const { stdout, stderr, env, platform } = process;
const io: CliIo = { stdout, stderr, env, platform };
ignoreClosedReaders([stdout, stderr]);
const stop = stopOnSignal(io);
const dataDir = await mkdtemp(join(tmpdir(), 'keyready-demo-'));
try {
  await runDemo(io, join(dataDir, 'collector'), stop);
} catch (error) {
  process.exitCode = reportFailure(io, error, 'npm run demo');
} finally {
  await rm(dataDir, { recursive: true, force: true });
  stop.forget();
}
