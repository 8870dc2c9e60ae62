import { ProblemError } from '../../contract/problem.ts';
import type { RunCommand } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson } from '../io.ts';
import { progressLine } from '../render/progress.ts';
import { clean, styleFor } from '../render/style.ts';
import { type Cell, columns } from '../render/wrap.ts';
import { stopOnSignal } from '../stop-on-signal.ts';
import { readSignalIds } from './scan.ts';

export type CaptureCommandOptions = { dir: string; only?: string; json?: boolean };

/** Records this machine's raw answers, redacted, for `scan --replay`. */
export const runCaptureCommand: RunCommand<CaptureCommandOptions> = async ({ io, agent }, options) => {
  const only = options.only === undefined ? undefined : readSignalIds(options.only);
  const stop = stopOnSignal();
  const progress = progressLine(io);
  try {
    const summary = await (await agent())
      .capture(options.dir, { onProgress: progress.show, stop: stop.signal, ...(only ? { only } : {}) })
      .finally(progress.erase);
    if (options.json) {
      printJson(io, summary);
      return exitCodes.ok;
    }
    const style = styleFor(io);
    const rows = summary.signals.map(({ signal, exchanges, kind }): Cell[] => [
      { text: signal },
      { text: kind },
      { text: `${exchanges} answers` },
    ]);
    const lines = [
      style.bold(`Recorded in ${clean(summary.dir)}`),
      ...columns(rows, style.widthChars),
      'Look through it before you pass it on; names are taken out, but you know best what is private.',
      style.dim(`Play it back: keyready scan --replay ${clean(options.dir)}`),
    ];
    io.stdout.write(`${lines.join('\n')}\n`);
    return exitCodes.ok;
  } catch (error) {
    if (stop.signal.aborted && error instanceof ProblemError && error.code === 'scan.cancelled') {
      io.stderr.write('cancelled\n');
      return stop.exitCode() ?? exitCodes.interrupted;
    }
    throw error;
  } finally {
    stop.forget();
  }
};
