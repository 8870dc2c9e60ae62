import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PROPERTY_TIMEOUT_MS, propertyOptions } from '../../../test/contract/property-options.ts';
import { type FakeMachine, fakeReach, neverStops } from '../../../test/doubles/fake-reach.ts';
import {
  catalogueOfSamples,
  type SampleValues,
  settingsSamples,
} from '../../../test/doubles/settings-samples.ts';
import { CatalogueFile } from '../../contract/catalogue.ts';
import { joinCatalogue } from '../../platform/catalogue/join-catalogue.ts';
import { recordingReach } from '../../platform/record/recording-reach.ts';
import { exchangeRedactor } from '../../platform/record/redact-exchange.ts';
import { replayReach } from '../../platform/replay/replay-reach.ts';
import { askSettings } from './ask-settings.ts';
import type { Scope } from './places.ts';

const homeDir = '/home/person';
const catalogueIn = (folder: string) =>
  joinCatalogue([{ file: 'made-up.yaml', content: CatalogueFile.parse(catalogueOfSamples(folder)) }]);
const catalogues = { person: catalogueIn('~'), machine: catalogueIn('/etc/made-up') };
const folders: Record<Scope, string> = { person: homeDir, machine: '/etc/made-up' };

/** Asks the machine through a recording, and asks the recording again; everything that came out, written down. */
async function askAndRecord(machine: FakeMachine, scope: Scope) {
  const catalogue = catalogues[scope];
  const about = { homeDir, env: {} };
  const redact = exchangeRedactor({ users: [], hosts: [], homes: [homeDir] });
  const { reach, exchanges } = recordingReach(
    fakeReach({ ...machine, about, catalogue, folders: { '/home': ['person'] }, otherwise: 'not-found' }),
    redact,
  );
  const found = await askSettings(reach, 'linux', scope, neverStops());
  const noted = exchanges();
  const again = await askSettings(
    replayReach(noted, { wholeList: false, read: async () => ({ ok: true, value: catalogue }) }),
    'linux',
    scope,
    neverStops(),
  );
  return { found, again, written: JSON.stringify({ found, again, noted }) };
}

/** Everything that a program may say besides its result. */
const said: unknown[] = [];
beforeEach(() => {
  said.length = 0;
  const note = (...words: unknown[]) => said.push(...words);
  for (const way of ['log', 'info', 'warn', 'error', 'debug'] as const)
    vi.spyOn(console, way).mockImplementation(note);
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation((words) => said.push(words) > 0);
  vi.spyOn(process, 'emitWarning').mockImplementation(note);
});
afterEach(() => vi.restoreAllMocks());

/** Words that a file may hold; the second half upsets readers. */
const canary = fc
  .oneof(
    fc.stringMatching(/^[A-Za-z0-9]{4,20}$/),
    fc.stringMatching(/^[A-Za-z0-9 $#;:=,"'<>&{}[\]|*\\/.%!-]{4,20}$/),
  )
  .map((word) => `CANARY${word}CANARY`);
const canaries = fc.record({ password: canary, user: canary, host: canary, path: canary });

/** Half a file, and one with a sign in its middle that does not belong there. */
const damages: readonly ((text: string, at: number) => string)[] = [
  (text) => text,
  (text, at) => text.slice(0, Math.floor(text.length * at)),
  (text, at) =>
    `${text.slice(0, Math.floor(text.length * at))}\u0001"<{[${text.slice(Math.floor(text.length * at))}`,
  (text, at) => `${text.slice(Math.floor(text.length * at))}\0`,
];

describe.each(['person', 'machine'] as const)("a secret in the %s's settings", (scope) => {
  it.each(settingsSamples)(
    'stays there, whatever it is and whatever became of the file: $reads',
    async ({ reads, text }) => {
      const property = fc.asyncProperty(
        canaries,
        fc.constantFrom('pw-kind', 'CANARYCANARY'),
        fc.constantFrom(...damages),
        fc.double({ min: 0, max: 1, noNaN: true }),
        async (secrets, auth, damage, at) => {
          const content = damage(text({ ...secrets, auth }), at);
          const file = `${folders[scope]}/${reads}/${secrets.path.replaceAll('/', '')}`;
          const { written } = await askAndRecord({ texts: { [file]: content } }, scope);
          expect(written).not.toMatch(/canary/i);
          expect(JSON.stringify(said)).not.toMatch(/canary/i);
        },
      );
      await fc.assert(property, propertyOptions(60));
    },
    PROPERTY_TIMEOUT_MS,
  );

  it.each(settingsSamples)(
    'is seen to be there, and what it is beside is told: $reads',
    async ({ reads, text }) => {
      const values: SampleValues = {
        auth: 'pw-kind',
        password: 'CANARYword',
        user: 'CANARYperson',
        host: 'CANARYhost',
        path: '/CANARYpath',
      };
      const { found, again, written } = await askAndRecord(
        { texts: { [`${folders[scope]}/${reads}/file`]: text(values) } },
        scope,
      );
      expect(found).toMatchObject({
        facts: {
          found: [
            {
              entry: reads,
              test: 'kind',
              case: 'password',
              count: 1,
              proof: [expect.stringMatching(/=pw-kind$/)],
            },
            {
              entry: reads,
              test: 'saved',
              case: 'saved',
              count: 1,
              proof: [expect.stringMatching(/ is set$/)],
            },
          ],
          unread: [],
        },
      });
      expect(again).toEqual(found);
      expect(written).not.toContain('CANARY');
    },
  );
});
