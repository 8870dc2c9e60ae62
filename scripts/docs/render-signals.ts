import { knownUnknownReasons } from '../../src/contract/observation.ts';
import { factsBySignal } from '../../src/contract/signals.ts';
import { signalCatalogue } from '../../src/core/signals/catalogue.ts';
import { fieldsOfSchema } from './fields-of-schema.ts';
import { generatedNote, table } from './markdown.ts';

const systems = { win32: 'Windows', darwin: 'macOS', linux: 'Linux' };
const rights = {
  user: 'any account',
  partly: 'any account sees the main part, an administrator all of it',
  elevated: 'administrator only',
};

/** docs/signals.md: what can be known about a device, signal by signal. */
export function renderSignals(): string {
  const specs = Object.values(signalCatalogue);
  const overview = table(
    ['signal', 'what', 'systems', 'contexts', 'time limit', 'cost'],
    specs.map((spec) => [
      `[\`${spec.id}\`](#${spec.id})`,
      spec.title,
      spec.platforms.map((platform) => systems[platform]).join(', '),
      spec.contexts.join(', '),
      `${spec.timeLimitMs / 1000} s`,
      spec.cost,
    ]),
  );
  const details = specs.map((spec) =>
    [
      `## ${spec.id}`,
      `**${spec.title}.** ${spec.sentence}`,
      `Rights: ${rights[spec.privilege]}.${spec.native ? ' Loads native code, so its probe runs in a process of its own.' : ''}`,
      table(
        ['field', 'type'],
        fieldsOfSchema(factsBySignal[spec.id]).map(({ path, type }) => [`\`${path}\``, type]),
      ),
    ].join('\n\n'),
  );
  return `${generatedNote}
# Signals

A signal is one thing that can be known about a device. Each is observed by a probe of its own and answers \`known\` with
facts, \`unknown\` with a reason, or \`not-applicable\`; "could not tell" is never turned into a yes or a no. Single facts
may be unknown too.

Reasons for not knowing: ${knownUnknownReasons.map((reason) => `\`${reason}\``).join(', ')}. Readers accept others from
newer versions.

${overview}

${details.join('\n\n')}
`;
}
