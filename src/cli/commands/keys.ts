import type { Agent, KeysLook, KeysOptions } from '../../agent/agent.ts';
import { ProblemError } from '../../contract/problem.ts';
import type { VerdictState } from '../../contract/verdict.ts';
import type { RunCommand } from '../command.ts';
import { exitCodeOfVerdict } from '../exit-codes.ts';
import { type CliIo, printJson, printJsonLine } from '../io.ts';
import { renderKeys } from '../render/keys.ts';
import { renderKeyChanges } from '../render/keys-changes.ts';
import { renderWarning } from '../render/problem.ts';
import { progressLine } from '../render/progress.ts';
import { styleFor } from '../render/style.ts';
import { stopOnSignal } from '../stop-on-signal.ts';

export type KeysCommandOptions = {
  watch?: boolean;
  orderSheet?: boolean;
  tenant?: string;
  replay?: string;
  json?: boolean;
};

/** Shows every attached security key and what it is worth here; the exit code is that of the verdict on security keys. */
export const runKeysCommand: RunCommand<KeysCommandOptions> = async ({ io, agent }, options) => {
  const stop = stopOnSignal();
  const asked: KeysOptions = {
    orderSheet: options.orderSheet === true,
    ...(options.tenant === undefined ? {} : { tenantFile: options.tenant }),
    ...(options.replay === undefined ? {} : { replayDir: options.replay }),
  };
  try {
    const show = options.watch ? showChanges : showOnce;
    const state = await show(io, await agent(), asked, options.json === true, stop.signal);
    return stop.exitCode() ?? exitCodeOfVerdict(state);
  } catch (error) {
    if (!stop.signal.aborted || !(error instanceof ProblemError) || error.code !== 'scan.cancelled')
      throw error;
    // Being stopped is how a watch ends.
    if (!options.watch) io.stderr.write('cancelled\n');
    return stop.exitCode() ?? exitCodeOfVerdict('unknown');
  } finally {
    stop.forget();
  }
};

async function showOnce(
  io: CliIo,
  agent: Agent,
  asked: KeysOptions,
  json: boolean,
  stop: AbortSignal,
): Promise<VerdictState> {
  const progress = progressLine(io);
  const look = await agent.keys({ ...asked, stop, onProgress: progress.show }).finally(progress.erase);
  tellProblems(io, look.problems);
  if (json) printJson(io, look.output);
  else io.stdout.write(renderKeys(look.output, styleFor(io)));
  return look.output.verdict.state;
}

/** Until stopped, or until nobody reads any more. */
async function showChanges(
  io: CliIo,
  agent: Agent,
  asked: KeysOptions,
  json: boolean,
  stop: AbortSignal,
): Promise<VerdictState> {
  const unread = new AbortController();
  const readerGone = () => unread.abort();
  io.stdout.once('error', readerGone).once('close', readerGone);
  let state: VerdictState = 'unknown';
  const told = new Set<string>();
  try {
    for await (const event of agent.followKeys({ ...asked, stop: AbortSignal.any([stop, unread.signal]) })) {
      const { output, changes, problems } = event;
      tellProblems(
        io,
        problems.filter(({ code }) => !told.has(code)),
      );
      for (const { code } of problems) told.add(code);
      const first = changes.length === 0;
      state = output.verdict.state;
      if (json) printJsonLine(io, output);
      else io.stdout.write(first ? renderKeys(output, styleFor(io)) : renderKeyChanges(event, styleFor(io)));
      if (first) io.stderr.write('Watching for keys; Ctrl-C ends it.\n');
    }
  } catch (error) {
    if (!unread.signal.aborted) throw error;
  } finally {
    io.stdout.off('error', readerGone).off('close', readerGone);
  }
  return state;
}

function tellProblems(io: CliIo, problems: KeysLook['problems']): void {
  for (const problem of problems) io.stderr.write(renderWarning(problem, styleFor(io, io.stderr)));
}
