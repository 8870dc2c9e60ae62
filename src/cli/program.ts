import { Command, Option } from 'commander';
import { agentVersion } from '../agent/agent-version.ts';
import type { CommandParts, RunCommand } from './command.ts';
import { examples } from './examples.ts';
import type { ExitCode } from './exit-codes.ts';

const tenantOption = [
  '--tenant <file>',
  'judge by these passkey settings of the company, as Microsoft Graph gives them',
] as const;

/** Commander's tree of commands. Each command's code is loaded only when it runs. */
export function buildProgram(parts: CommandParts, ended: (code: ExitCode) => void): Command {
  const { io } = parts;
  const program = new Command('keyready');
  program
    .addHelpText('after', examplesText('keyready'))
    .description(
      'Tells whether people can sign in to Microsoft Entra ID with a passkey here, and what stands in the way.',
    )
    .version(agentVersion, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .showSuggestionAfterError(true)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      // Errors are printed in one place, with a code.
      writeErr: () => {},
      getOutHasColors: () => false,
      getErrHasColors: () => false,
      getOutHelpWidth: () => Math.min(100, io.stdout.columns ?? 100),
    });

  const add = (name: string, description: string, example: keyof typeof examples) => {
    const command = program.command(name).description(description);
    return command.addHelpText('after', examplesText(example));
  };
  const json = (command: Command) => command.option('--json', 'print JSON for programs on standard output');
  const run = async <Options>(load: () => Promise<RunCommand<Options>>, options: Options) => {
    ended(await (await load())(parts, options));
  };

  json(add('scan', 'Check this device now and say what it is ready for.', 'scan'))
    .option('--only <signals>', 'check only these signals, separated by commas')
    .addOption(
      new Option('--context <who>', 'whose view to take; device needs the rights of root or an administrator')
        .choices(['auto', 'device', 'user'])
        .default('auto', 'device as root or administrator, else user'),
    )
    .option('--replay <dir>', 'use a capture instead of this machine')
    .option(...tenantOption)
    .action((options) => run(async () => (await import('./commands/scan.ts')).runScanCommand, options));

  json(add('keys', 'Show the security keys that are plugged in, and whether they fit.', 'keys'))
    .option('--watch', 'stay, and tell of each key that is plugged in, unplugged or changes')
    .option('--order-sheet', 'also say which kinds of keys fit this device')
    .option(...tenantOption)
    .addOption(new Option('--replay <dir>', 'use a capture instead of this machine').conflicts('watch'))
    .action((options) => run(async () => (await import('./commands/keys.ts')).runKeysCommand, options));

  json(add('apps', 'Show what still needs a password here, and what proves it.', 'apps'))
    .option('--why <id>', 'all about one program: what was found, how sure it is, what to do')
    .option('--catalogue <file>', "use this file or folder of entries in place of the package's catalogue")
    .option('--replay <dir>', 'use a capture instead of this machine')
    .action((options) => run(async () => (await import('./commands/apps.ts')).runAppsCommand, options));

  const policy = program
    .command('policy')
    .description('Change what devices are judged by.')
    .helpCommand(false);
  json(policy.command('import-mds'))
    .description(
      'Check a blob of the FIDO Metadata Service and judge keys by it: for this account, and for a collector that it starts anew.',
    )
    .argument('<file>', 'the blob as downloaded from https://mds3.fidoalliance.org/')
    .addHelpText('after', examplesText('policy import-mds'))
    .action((file: string, options) =>
      run(async () => (await import('./commands/policy-import-mds.ts')).runImportMdsCommand, {
        file,
        ...options,
      }),
    );

  json(add('explain', 'Say what a reason, problem or Windows error code means, and the steps.', 'explain'))
    .argument('<code>', 'a code such as BT_OFF, upload.unreachable or 0x801c044d')
    .option('--platform <name>', 'steps for win32, darwin or linux (default: this system)')
    .action((code: string, options) =>
      run(async () => (await import('./commands/explain.ts')).runExplainCommand, { code, ...options }),
    );

  json(add('capture', "Record this machine's raw answers, redacted, for scan --replay.", 'capture'))
    .argument('<dir>', 'a folder that is empty or does not exist')
    .option('--only <signals>', 'record only these signals, separated by commas')
    .action((dir: string, options) =>
      run(async () => (await import('./commands/capture.ts')).runCaptureCommand, { dir, ...options }),
    );

  json(add('enroll', 'Make this installation known to a collector.', 'enroll'))
    .requiredOption('--collector <url>', 'address of the collector, https')
    .requiredOption('--code <code>', 'enrolment code given by IT')
    .action((options) => run(async () => (await import('./commands/enroll.ts')).runEnrollCommand, options));

  json(add('upload', 'Send the reports that wait.', 'upload')).action((options) =>
    run(async () => (await import('./commands/upload.ts')).runUploadCommand, options),
  );

  json(add('status', 'Show what was last seen and sent.', 'status')).action((options) =>
    run(async () => (await import('./commands/status.ts')).runStatusCommand, options),
  );

  json(add('collector', 'Run the collector that receives reports and serves the fleet view.', 'collector'))
    .option('--port <port>', 'port on 127.0.0.1 (0 = any free one)', '8686')
    .addOption(
      new Option('--data <dir>', 'keep data in this folder (embedded database)').conflicts('database'),
    )
    .option(
      '--database <url>',
      'keep data in this PostgreSQL; DATABASE_URL does the same without showing it in process lists',
    )
    .option(...tenantOption)
    .action((options) =>
      run(async () => (await import('./commands/collector.ts')).runCollectorCommand, options),
    );
  return program;
}

function examplesText(of: keyof typeof examples): string {
  return `\nExamples:\n${examples[of].map((line) => `  ${line}`).join('\n')}\n`;
}
