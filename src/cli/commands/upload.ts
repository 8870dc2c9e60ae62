import type { UploadOutcome } from '../../agent/agent.ts';
import type { RunCommand } from '../command.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { type CliIo, printJson } from '../io.ts';
import { durationInWords } from '../render/age.ts';
import { renderError } from '../render/problem.ts';
import { styleFor } from '../render/style.ts';
import { stopOnSignal } from '../stop-on-signal.ts';

export type UploadCommandOptions = { json?: boolean };

/** Sends what waits. */
export const runUploadCommand: RunCommand<UploadCommandOptions> = async ({ io, agent }, options) => {
  const stop = stopOnSignal();
  try {
    const outcome = await (await agent()).upload(stop.signal);
    if (options.json) printJson(io, outcome);
    return tell(io, outcome, options.json === true);
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    io.stderr.write('stopped; what was not accepted stays in the spool\n');
    return stop.exitCode() ?? exitCodes.interrupted;
  } finally {
    stop.forget();
  }
};

function tell(io: CliIo, outcome: UploadOutcome, quiet: boolean): ExitCode {
  const say = (text: string) => (quiet ? undefined : io.stdout.write(`${text}\n`));
  switch (outcome.kind) {
    case 'sent':
      say(`Sent ${outcome.count === 1 ? '1 report' : `${outcome.count} reports`}.`);
      return exitCodes.ok;
    case 'nothing-to-send':
      say('Nothing to send.');
      return exitCodes.ok;
    case 'later':
      io.stderr.write(renderError(outcome.problem, styleFor(io, io.stderr)));
      if (outcome.retryAfterMs !== null)
        say(`Not before ${durationInWords(outcome.retryAfterMs)} from now; nothing is lost.`);
      return exitCodes.tryLater;
    case 'refused':
      io.stderr.write(renderError(outcome.problem, styleFor(io, io.stderr)));
      return exitCodes.refused;
  }
}
