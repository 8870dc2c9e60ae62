import type { Agent } from '../agent/agent.ts';
import type { ExitCode } from './exit-codes.ts';
import type { CliIo } from './io.ts';

/** What every command gets. Parts are made on need, so that `--help` and `explain` load nothing heavy. */
export type CommandParts = {
  io: CliIo;
  agent(): Promise<Agent>;
};

/** A command's work. Expected failures are thrown as ProblemError and printed in one place. */
export type RunCommand<Options> = (parts: CommandParts, options: Options) => Promise<ExitCode>;
