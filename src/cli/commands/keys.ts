import type { KeysOptions } from '../../agent/agent.ts';
import { ProblemError } from '../../contract/problem.ts';
import type { RunCommand } from '../command.ts';
import { exitCodeOfVerdict } from '../exit-codes.ts';
import { printJson } from '../io.ts';
import { renderKeys } from '../render/keys.ts';
import { renderWarning } from '../render/problem.ts';
import { progressLine } from '../render/progress.ts';
import { styleFor } from '../render/style.ts';
import { stopOnSignal } from '../stop-on-signal.ts';

export type KeysCommandOptions = {
  orderSheet?: boolean;
  tenant?: string;
  replay?: string;
  json?: boolean;
};

/** Shows every attached security key and what it is worth here; the exit code is that of the verdict on security keys. */
export const runKeysCommand: RunCommand<KeysCommandOptions> = async ({ io, agent }, options) => {
  const stop = stopOnSignal();
  const progress = progressLine(io);
  const asked: KeysOptions = {
    orderSheet: options.orderSheet === true,
    stop: stop.signal,
    onProgress: progress.show,
    ...(options.tenant === undefined ? {} : { tenantFile: options.tenant }),
    ...(options.replay === undefined ? {} : { replayDir: options.replay }),
  };
  try {
    const { output, problems } = await (await agent()).keys(asked).finally(progress.erase);
    for (const problem of problems) io.stderr.write(renderWarning(problem, styleFor(io, io.stderr)));
    if (options.json) printJson(io, output);
    else io.stdout.write(renderKeys(output, styleFor(io)));
    return exitCodeOfVerdict(output.verdict.state);
  } catch (error) {
    if (stop.signal.aborted && error instanceof ProblemError && error.code === 'scan.cancelled') {
      io.stderr.write('cancelled\n');
      return stop.exitCode() ?? exitCodeOfVerdict('unknown');
    }
    throw error;
  } finally {
    stop.forget();
  }
};
