import { describe, expect, it } from 'vitest';
import { type FakeMachine, fails, fakeReach, neverStops } from '../../../test/doubles/fake-reach.ts';
import { assemble } from '../../../test/doubles/linux-machines/parts.ts';
import {
  appFolders,
  macPerson,
  macRoot,
  portalCurrent,
} from '../../../test/doubles/mac-machines/identity-parts.ts';
import { signedProgram } from '../../../test/doubles/mac-machines/signed-program.ts';
import { madeCatalogue } from '../../../test/doubles/made-catalogue.ts';
import { appsDarwin } from './apps.darwin.ts';

const TEAM = 'ABCDE12345';
const catalogue = madeCatalogue({
  gate: { darwin: { bundles: ['com.gatemaker.gate'], team: TEAM, files: ['/opt/gatemaker'] } },
  teamless: { darwin: { bundles: ['org.teamless.app'] } },
});
const ofApple = madeCatalogue({ mail: { darwin: { bundles: ['com.apple.mail'] } } });

async function factsOf(...parts: FakeMachine[]) {
  const machine = assemble({ otherwise: 'not-found' }, macPerson(), portalCurrent(), appFolders(), ...parts);
  const found = await appsDarwin.observe(fakeReach({ catalogue, ...machine }), neverStops());
  if (found.kind !== 'known') throw new Error(JSON.stringify(found));
  return found.facts;
}
const app = (path: string, id: string, program?: Buffer): FakeMachine => ({
  documents: {
    [`${path}/Contents/Info.plist`]: {
      CFBundleIdentifier: id,
      CFBundleShortVersionString: '6.3.2',
      CFBundleExecutable: 'Gate',
    },
  },
  ...(program === undefined ? {} : { hex: { [`${path}/Contents/MacOS/Gate`]: program.toString('hex') } }),
});
const inApplications = (...names: string[]): FakeMachine => ({ folders: { '/Applications': names } });
const gate = (program?: Buffer) =>
  assemble(inApplications('Gate.app'), app('/Applications/Gate.app', 'COM.Gatemaker.Gate', program));

describe('programs of the catalogue on a Mac', () => {
  it.each([
    ['signed by its team', signedProgram(TEAM), 'bundle-and-team'],
    ['signed by no team', signedProgram(null), 'bundle'],
    ['whose signature cannot be read', undefined, 'bundle'],
  ])('an app %s', async (_what, program, by) => {
    expect((await factsOf(gate(program))).catalogued).toEqual([
      { entry: 'gate', source: 'bundles', version: '6.3.2', by },
    ]);
  });
  it('an app that another team signed is another app', async () => {
    expect((await factsOf(gate(signedProgram('ZZZZZ99999')))).catalogued).toEqual([]);
  });
  it("in a maker's folder, among the utilities, and the person's own", async () => {
    const facts = await factsOf(
      inApplications('Gatemaker', 'Utilities'),
      { folders: { '/Applications/Gatemaker': ['Gate.app'], '/Applications/Utilities': ['Less.app'] } },
      app('/Applications/Gatemaker/Gate.app', 'com.gatemaker.gate', signedProgram(TEAM)),
      app('/Applications/Utilities/Less.app', 'org.teamless.app'),
    );
    expect(facts.catalogued).toEqual([
      { entry: 'gate', source: 'bundles', version: '6.3.2', by: 'bundle-and-team' },
      { entry: 'teamless', source: 'bundles', version: '6.3.2', by: 'bundle' },
    ]);
    const own = await factsOf(
      { folders: { '/Users/user/Applications': ['Less.app'] } },
      app('/Users/user/Applications/Less.app', 'org.teamless.app'),
    );
    expect(own.catalogued).toMatchObject([{ entry: 'teamless', source: 'bundles-person' }]);
  });
  it('of macOS itself only where the catalogue has one, and never among the named', async () => {
    const calls: string[] = [];
    const system = { folders: { '/System/Applications': ['Mail.app'] } };
    const mail = app('/System/Applications/Mail.app', 'com.apple.mail');
    const facts = await factsOf(system, mail, { catalogue: ofApple });
    expect(facts.catalogued).toEqual([
      { entry: 'mail', source: 'bundles-system', version: '6.3.2', by: 'bundle' },
    ]);
    await factsOf(system, mail, { onCall: (call) => calls.push(call) });
    expect(calls.filter((call) => call.includes('/System/Applications/'))).toEqual([]);
  });
  it('by what stands in a folder, and a closed place is told', async () => {
    expect((await factsOf({ kinds: { '/opt/gatemaker/bin': 'folder' } })).catalogued).toEqual([
      { entry: 'gate', source: 'files', version: null, by: 'file' },
    ]);
    expect((await factsOf({ otherwise: 'denied' })).cataloguedUnread).toEqual([
      { source: 'files', reason: 'needs-elevation', count: 1 },
    ]);
  });
  it('a capture that was asked for the named apps alone still names them', async () => {
    const reach = fakeReach({
      catalogue,
      ...assemble({ otherwise: 'not-found' }, macPerson(), portalCurrent(), appFolders()),
    });
    const files: typeof reach.files = {
      ...reach.files,
      readParts: async (path, format, question) =>
        question.only === undefined ? fails('not-captured') : reach.files.readParts(path, format, question),
    };
    expect(await appsDarwin.observe({ ...reach, files }, neverStops())).toMatchObject({
      facts: { named: [{ id: 'company-portal' }], catalogued: [] },
    });
  });
  it('people whose apps were not looked at are counted', async () => {
    const homes = { folders: { '/Users': ['.localized', 'Guest', 'Shared', 'adam', 'user'] } };
    expect((await factsOf(homes)).othersNotInspected).toEqual({ kind: 'known', value: 1 });
    expect((await factsOf(homes, macRoot())).othersNotInspected).toEqual({ kind: 'known', value: 2 });
  });
  it('the whole list only where the policy asks for it', async () => {
    const game = assemble(
      inApplications('Secret Game.app'),
      app('/Applications/Secret Game.app', 'test.game'),
    );
    expect(JSON.stringify(await factsOf(game))).not.toContain('Secret');
    expect((await factsOf(game, { wholeList: true })).all).toContainEqual({
      source: 'bundles',
      name: 'Secret Game',
      version: '6.3.2',
    });
  });
});
