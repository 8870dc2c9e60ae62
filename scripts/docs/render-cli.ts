import { PassThrough } from 'node:stream';
import type { Command } from 'commander';
import { examples } from '../../src/cli/examples.ts';
import { type ExitCode, exitCodeMeanings, exitCodes } from '../../src/cli/exit-codes.ts';
import { buildProgram } from '../../src/cli/program.ts';
import { generatedNote, table } from './markdown.ts';

const environment: [string, string][] = [
  [
    'KEYREADY_STATE_DIR',
    'Folder for key, results and reports that wait. Default: the person’s own state folder; for the device scan the folder of the machine that is named below. Where it is set and KEYREADY_MACHINE_DIR is not, nothing is left for other accounts and nothing taken from them.',
  ],
  [
    'KEYREADY_MACHINE_DIR',
    'Folder of the machine, one of its own: what the device scan keeps to itself (`state`) and what it leaves for all accounts (`published`). Default: `/var/lib/keyready`, `/Library/Application Support/Keyready`, `%ProgramData%\\Keyready`. Where it is set, a reader also believes what its own account wrote.',
  ],
  ['KEYREADY_HOME', 'Folder of `npm start`. Default: `.keyready` in the project.'],
  ['DATABASE_URL', '`collector`: PostgreSQL to use when neither `--data` nor `--database` is given.'],
  ['KEYREADY_LOG_LEVEL', '`collector`, `npm start`: pino level of the log on standard error.'],
  ['KEYREADY_TRACE', 'Any value: a defect prints its stack.'],
  [
    'NO_COLOR, FORCE_COLOR, TERM',
    'Colour off, on, and off for `dumb`. Without them: colour only on a terminal.',
  ],
  [
    'NODE_COMPILE_CACHE',
    'Where compiled code is kept between runs. Default: a cache folder of this account only.',
  ],
];

const jsonOutput: [string, string][] = [
  ['scan', 'ScanOutput'],
  ['keys', 'KeysOutput'],
  ['apps', 'AppsOutput'],
  ['policy import-mds', 'ImportMetadataOutput'],
  ['explain', 'ExplainOutput'],
  ['capture', 'CaptureOutput'],
  ['enroll', 'EnrollOutput'],
  ['upload', 'UploadOutput'],
  ['status', 'StatusOutput'],
  ['collector', 'CollectorOutput'],
];

/** docs/cli.md: commands, options, examples, output and exit codes, from the command tree itself. */
export function renderCli(): string {
  const nowhere = new PassThrough();
  const program = buildProgram(
    {
      io: { stdout: nowhere, stderr: nowhere, env: {}, platform: 'linux' },
      agent: () => Promise.reject(new Error('documents run no command')),
    },
    () => {},
  );
  const names = Object.keys(exitCodes) as (keyof typeof exitCodes)[];
  const codes = names.map((name): [ExitCode, string] => [exitCodes[name], exitCodeMeanings[name]]);
  return `${generatedNote}
# The command line

In the repository \`npm run -s keyready -- …\`. Answers go to standard output, progress and errors to
standard error. An error is one line, \`error: what (code)\`; \`keyready explain code\` says the rest.

## Exit codes

${table(
  ['code', 'meaning'],
  codes.map(([code, meaning]) => [String(code), meaning]),
)}

\`npm start\` exits 0 when it worked, whatever the verdict.

${program.commands.flatMap(withSubcommands).map(renderCommand).join('\n')}
## JSON

With \`--json\` standard output holds one JSON document and nothing else (\`keys --watch\`: one a line); after an error it is empty, except for \`upload\`, whose
outcome is the answer. Schemas: \`src/contract/cli.ts\`; of \`keys\` and \`policy\`: \`src/contract/keys.ts\`.

${table(
  ['command', 'schema'],
  jsonOutput.map(([command, schema]) => [`\`${command}\``, `\`${schema}\``]),
)}

\`scan --replay\` judges a capture instead of this machine: its report is a partial report with \`replayOf\`, and nothing of it is kept or
sent. \`scan --only\` takes the signals not named from the last scan. Each signal says who saw it (\`context\`) and when (\`at\`); see
[Two contexts](architecture.md#two-contexts).

## Environment

${table(
  ['variable', 'meaning'],
  environment.map(([name, meaning]) => [`\`${name}\``, meaning]),
)}
`;
}

/** A command that only holds others has nothing to run itself. */
function withSubcommands(command: Command): { name: string; command: Command }[] {
  if (command.commands.length === 0) return [{ name: command.name(), command }];
  return command.commands.map((inner) => ({ name: `${command.name()} ${inner.name()}`, command: inner }));
}

function renderCommand({ name, command }: { name: string; command: Command }): string {
  const given = command.registeredArguments.map((argument) => [
    `\`<${argument.name()}>\``,
    argument.description,
  ]);
  const options = command.options.map((option) => {
    const choices = option.argChoices ? ` One of ${option.argChoices.join(', ')}.` : '';
    const usual =
      option.defaultValue === undefined
        ? ''
        : ` Default: ${option.defaultValueDescription ?? option.defaultValue}.`;
    const needed = option.mandatory ? ' Required.' : '';
    return [`\`${option.flags}\``, `${sentence(option.description)}${choices}${usual}${needed}`];
  });
  return `## keyready ${name}

${command.description()}

${table(['option', 'meaning'], [...given.map(([flag = '', words = '']) => [flag, sentence(words)]), ...options])}

\`\`\`
${examples[name as keyof typeof examples].join('\n')}
\`\`\`
`;
}

function sentence(text: string): string {
  const whole = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(whole) ? whole : `${whole}.`;
}
