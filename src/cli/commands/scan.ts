import type { ScanOptions } from '../../agent/agent.ts';
import type { ScanOutput } from '../../contract/cli.ts';
import { ProblemError } from '../../contract/problem.ts';
import { SignalId, signalIds } from '../../contract/signals.ts';
import type { RunCommand } from '../command.ts';
import { didYouMean } from '../did-you-mean.ts';
import { exitCodeOfVerdict } from '../exit-codes.ts';
import { printJson } from '../io.ts';
import { renderWarning } from '../render/problem.ts';
import { progressLine } from '../render/progress.ts';
import { styleFor } from '../render/style.ts';
import { renderVerdict } from '../render/verdict.ts';
import { stopOnSignal } from '../stop-on-signal.ts';

export type ScanCommandOptions = {
  only?: string;
  context: 'device' | 'user' | 'auto';
  replay?: string;
  tenant?: string;
  json?: boolean;
};

/** Scans and prints the verdict; the exit code is the verdict's. */
export const runScanCommand: RunCommand<ScanCommandOptions> = async ({ io, agent }, options) => {
  const only = options.only === undefined ? undefined : readSignalIds(options.only);
  const stop = stopOnSignal();
  const progress = progressLine(io);
  try {
    const asked: ScanOptions = {
      context: options.context,
      onProgress: progress.show,
      stop: stop.signal,
      ...(only ? { only } : {}),
      ...(options.replay === undefined ? {} : { replayDir: options.replay }),
      ...(options.tenant === undefined ? {} : { tenantFile: options.tenant }),
    };
    const result = await (await agent()).scan(asked).finally(progress.erase);
    for (const problem of result.problems) io.stderr.write(renderWarning(problem, styleFor(io, io.stderr)));
    if (options.json) {
      const { partial, report, verdict, explained } = result;
      const output: ScanOutput = {
        report: partial.replayOf === undefined ? report : partial,
        verdict,
        explained,
      };
      printJson(io, output);
    } else {
      io.stdout.write(renderVerdict(result, styleFor(io), new Date()));
    }
    return exitCodeOfVerdict(result.verdict.state);
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

/** `tpm,security-key` as signal ids. Throws `cli.usage` naming the one that does not exist. */
export function readSignalIds(text: string): SignalId[] {
  const words = text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
  if (words.length === 0)
    throw new ProblemError('cli.usage', `--only needs signals: ${signalIds.join(', ')}`);
  const ids = words.map((word) => {
    const id = SignalId.safeParse(word);
    if (id.success) return id.data;
    const hint = didYouMean(word, signalIds) || `; known are ${signalIds.join(', ')}`;
    throw new ProblemError('cli.usage', `there is no signal "${word}"${hint}`);
  });
  return [...new Set(ids)];
}
