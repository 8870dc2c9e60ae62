import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seedSampleDevices } from '../../collector/sample/seed-sample-devices.ts';
import { localTenant } from '../../collector/server.ts';
import { judgingFiles } from '../../core/assess/grounds.ts';
import { systemClock } from '../../platform/clock.ts';
import { readPolicyFiles } from '../../platform/policy-files.ts';
import { collectorLog } from '../collector-log.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import type { CliIo } from '../io.ts';
import { offerSignInLinks } from '../offer-sign-in-links.ts';
import { packageFolder } from '../package-folder.ts';
import { reportFailure } from '../report-failure.ts';
import { type StopRequest, stopOnSignal } from '../stop-on-signal.ts';
import { buildIfNeeded, fleetViewTarget } from './build-if-needed.ts';
import { readSampleDevices } from './read-sample-devices.ts';
import { startLocalCollector } from './start-local-collector.ts';

/** The fleet view on whole-machine samples of all three systems, in a throw-away database, until Ctrl-C. */
async function runDemo(io: CliIo, dataDir: string, stop: StopRequest): Promise<void> {
  const say = (line: string) => void io.stderr.write(`${line}\n`);
  if (!(await buildIfNeeded(packageFolder, fleetViewTarget, say)))
    say('note: the fleet view could not be built; going on without its pages');
  const reports = await readSampleDevices(join(packageFolder, 'test', 'fixtures', 'devices'), new Date());
  say(`putting ${reports.length} sample devices into a throw-away database ...`);
  // Invented devices, judged by what comes with the package alone.
  const policyFiles = judgingFiles(await readPolicyFiles());
  await seedSampleDevices({
    store: { kind: 'pglite', dataDir },
    tenant: localTenant,
    reports,
    policyFiles,
    clock: systemClock,
  });
  if (stop.signal.aborted) return;
  const collector = await startLocalCollector(
    {
      dataDir,
      fleetViewDir: join(packageFolder, 'out', 'fleet-view'),
      log: collectorLog(io.env, 'warn'),
      policyFiles,
      sampleData: true,
    },
    say,
  );
  let links: ReturnType<typeof offerSignInLinks> | undefined;
  try {
    io.stdout.write(`SAMPLE DATA: ${reports.length} invented devices, none of them real.\n`);
    io.stdout.write(`Fleet view (link works once): ${await collector.createSignInLink()}\n`);
    links = offerSignInLinks(io, collector.createSignInLink);
    say(`${links.offered ? 'Enter prints another link. ' : ''}Ctrl-C ends it and throws the data away.`);
    await stop.asked;
  } finally {
    links?.stop();
    await collector.close();
  }
}

/** `npm run demo`. Never rejects: whatever happens is printed and becomes the exit code. */
export async function runDemoCommand(io: CliIo): Promise<ExitCode> {
  const stop = stopOnSignal(io);
  const folder = await mkdtemp(join(tmpdir(), 'keyready-demo-'));
  try {
    await runDemo(io, join(folder, 'collector'), stop);
    return exitCodes.ok;
  } catch (error) {
    return reportFailure(io, error, 'npm run demo');
  } finally {
    await rm(folder, { recursive: true, force: true });
    stop.forget();
  }
}
