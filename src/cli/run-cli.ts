import { CommanderError } from 'commander';
import type { Agent } from '../agent/agent.ts';
import { ProblemError } from '../contract/problem.ts';
import type { LaunchHost } from '../platform/child-channel.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import type { CliIo } from './io.ts';
import { buildProgram } from './program.ts';
import { reportFailure } from './report-failure.ts';

/** Runs one command line. Never rejects: whatever happens is printed and becomes the exit code. */
export async function runCli(args: readonly string[], io: CliIo, launchHost?: LaunchHost): Promise<ExitCode> {
  let exitCode: ExitCode = exitCodes.ok;
  const program = buildProgram({ io, agent: () => composeOnNeed(launchHost) }, (code) => {
    exitCode = code;
  });
  if (args.length === 0) {
    io.stderr.write(program.helpInformation());
    return exitCodes.usage;
  }
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    const command = program.commands.some((known) => known.name() === args[0]) ? ` ${args[0]}` : '';
    const help = `keyready${command} --help`;
    if (!(error instanceof CommanderError)) return reportFailure(io, error, help);
    return error.exitCode === 0 ? exitCodes.ok : reportFailure(io, asUsageProblem(error), help);
  }
}

async function composeOnNeed(launchHost: LaunchHost | undefined): Promise<Agent> {
  const { composeAgent } = await import('../agent/for-this-machine.ts');
  return composeAgent(launchHost ? { launchHost } : {});
}

/** Commander's `error: unknown option '--jsn'\n(Did you mean --json?)` as one line. */
function asUsageProblem(error: CommanderError): ProblemError {
  // `keyready policy`: a command that only holds others.
  if (error.code === 'commander.help') return new ProblemError('cli.usage', 'a command is missing');
  const text = error.message
    .replace(/^error: /, '')
    .replace(/\s*\n\s*/g, ' ')
    .replace('(Did you mean', '(did you mean');
  return new ProblemError('cli.usage', text, { cause: error });
}
