import type { StatusOutput } from '../../contract/cli.ts';
import type { RunCommand } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson } from '../io.ts';
import { renderWarning } from '../render/problem.ts';
import { renderStatus } from '../render/status.ts';
import { styleFor } from '../render/style.ts';

export type StatusCommandOptions = { json?: boolean };

/** Shows what was last seen and sent. */
export const runStatusCommand: RunCommand<StatusCommandOptions> = async ({ io, agent }, options) => {
  const installed = await agent();
  const upload = await installed.status();
  const last = await installed.lastScan();
  const output: StatusOutput = {
    upload,
    lastScan: last && { at: last.partial.startedAt, explained: last.explained },
    lastSent: await installed.lastSent(),
  };
  for (const problem of last?.problems ?? [])
    io.stderr.write(renderWarning(problem, styleFor(io, io.stderr)));
  if (options.json) printJson(io, output);
  else io.stdout.write(renderStatus(output, styleFor(io), new Date()));
  return exitCodes.ok;
};
