import type { RunCommand } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { printJson } from '../io.ts';
import { clean } from '../render/style.ts';

export type EnrollCommandOptions = { collector: string; code: string; json?: boolean };

/** Makes this installation known to a collector. */
export const runEnrollCommand: RunCommand<EnrollCommandOptions> = async ({ io, agent }, options) => {
  const answer = await (await agent()).enroll(options.collector, options.code);
  if (options.json) printJson(io, answer);
  else
    io.stdout.write(
      `Enrolled with ${clean(options.collector)} as ${clean(answer.deviceId)}.\nNext: keyready scan, then keyready upload\n`,
    );
  return exitCodes.ok;
};
