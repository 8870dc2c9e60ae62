import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { composeAgent } from '../../agent/for-this-machine.ts';
import { ProblemError } from '../../contract/problem.ts';
import { collectorLog } from '../collector-log.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import type { CliIo } from '../io.ts';
import { offerSignInLinks } from '../offer-sign-in-links.ts';
import { packageFolder } from '../package-folder.ts';
import { readJudgingFiles } from '../read-judging-files.ts';
import { renderError, renderWarning } from '../render/problem.ts';
import { styleFor } from '../render/style.ts';
import { renderVerdict } from '../render/verdict.ts';
import { reportFailure } from '../report-failure.ts';
import { type StopRequest, stopOnSignal } from '../stop-on-signal.ts';
import { buildIfNeeded, fleetViewTarget, windowsAddonTarget } from './build-if-needed.ts';
import { checkThisDevice } from './check-this-device.ts';
import { openWindow } from './open-window.ts';
import { startLocalCollector } from './start-local-collector.ts';

const usage = `usage: npm start [-- --once]

Starts a collector on this machine, checks this device, sends the result, and shows the way into the fleet view.
  --once   end after the verdict
Data stays in .keyready of this folder (or in KEYREADY_HOME).
`;

/** The whole path on embedded defaults. Exit 0 when it worked, whatever the verdict. */
async function runMainJob(io: CliIo, once: boolean, stop: StopRequest): Promise<ExitCode> {
  const say = (line: string) => void io.stderr.write(`${line}\n`);
  const home = io.env.KEYREADY_HOME || join(packageFolder, '.keyready');
  const agentDir = join(home, 'agent');
  const built = await buildIfNeeded(packageFolder, fleetViewTarget, say);
  if (!built) say('note: the fleet view could not be built; going on without its pages');
  if (process.platform === 'win32' && !(await buildIfNeeded(packageFolder, windowsAddonTarget, say)))
    say('note: without the Windows addon (it takes Visual Studio’s C++ tools) much here could not be told');
  if (stop.signal.aborted) return stoppedEarly(stop, say);
  say('starting the collector ...');
  const collector = await startLocalCollector(
    {
      dataDir: join(home, 'collector'),
      fleetViewDir: join(packageFolder, 'out', 'fleet-view'),
      log: collectorLog(io.env, 'warn'),
      // The agent of `npm start` judges by what is kept in the same folder, so both say the same.
      policyFiles: await readJudgingFiles(io, agentDir),
    },
    say,
  );
  let closeWindow = () => {};
  let links: ReturnType<typeof offerSignInLinks> | undefined;
  try {
    stop.signal.throwIfAborted();
    const agent = await composeAgent({ stateDir: agentDir });
    const { result, upload } = await checkThisDevice(io, agent, collector, stop.signal);
    for (const problem of result.problems) io.stderr.write(renderWarning(problem, styleFor(io, io.stderr)));
    io.stdout.write(renderVerdict(result, styleFor(io), new Date()));
    if (upload.kind === 'later' || upload.kind === 'refused') {
      io.stderr.write(renderError(upload.problem, styleFor(io, io.stderr)));
      return upload.kind === 'later' ? exitCodes.tryLater : exitCodes.refused;
    }
    if (once) {
      io.stdout.write(`\nSent to the collector; npm start opens the fleet view on it (data in ${home}).\n`);
      return exitCodes.ok;
    }
    io.stdout.write(`\nFleet view (link works once): ${await collector.createSignInLink()}\n`);
    const window = await openWindow(packageFolder, agentDir, io.env, say);
    if (window.open) closeWindow = window.program.stop;
    else say(`No window: ${window.because}.`);
    links = offerSignInLinks(io, collector.createSignInLink);
    say(`${links.offered ? 'Enter prints another link. ' : ''}Ctrl-C ends it.`);
    await stop.asked;
    return exitCodes.ok;
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    return stoppedEarly(stop, say);
  } finally {
    links?.stop();
    closeWindow();
    await collector.close();
  }
}

function stoppedEarly(stop: StopRequest, say: (line: string) => void): ExitCode {
  say('stopped before the verdict');
  return stop.exitCode() ?? exitCodes.interrupted;
}

function readOnce(args: string[]): { once: boolean; help: boolean } {
  try {
    const { values } = parseArgs({
      args,
      options: {
        once: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    return values;
  } catch (error) {
    throw new ProblemError('cli.usage', error instanceof Error ? error.message : 'bad arguments');
  }
}

/** `npm start`. Never rejects: whatever happens is printed and becomes the exit code. */
export async function runMainJobCommand(args: string[], io: CliIo): Promise<ExitCode> {
  const stop = stopOnSignal(io);
  try {
    const { once, help } = readOnce(args);
    if (!help) return await runMainJob(io, once, stop);
    io.stdout.write(usage);
    return exitCodes.ok;
  } catch (error) {
    return reportFailure(io, error, 'npm start -- --help');
  } finally {
    stop.forget();
  }
}
