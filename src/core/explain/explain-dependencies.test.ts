import { describe, expect, it } from 'vitest';
import {
  aCase,
  deviceWith,
  entry,
  found,
  groundsWith,
  installed,
  type Sight,
  settingsTest,
  unread,
} from '../../../test/contract/dependency-grounds.ts';
import { JUDGED_AT } from '../../../test/contract/seen-signals.ts';
import { type Catalogue, CatalogueKind } from '../../contract/catalogue.ts';
import { ExplainedVerdict } from '../../contract/explained.ts';
import { knownUnknownReasons } from '../../contract/observation.ts';
import {
  dependencyAnswers,
  type ExplainedDependency,
  evidenceGrades,
} from '../../contract/password-dependencies.ts';
import { readPolicyFiles } from '../../platform/policy-files.ts';
import { assess } from '../assess/assess.ts';
import { plainOf, titleOf, whyNot } from './dependency-words.ts';
import { explain } from './explain.ts';

const { remediation } = await readPolicyFiles();

function tell(sight: Sight, entries: Catalogue['entries'] = []): ExplainedVerdict {
  const grounds = groundsWith(entries);
  const verdict = assess(deviceWith(sight), grounds, JUDGED_AT);
  return explain(verdict, 'win32', remediation, [], grounds.catalogue);
}
function only(sight: Sight, about: Catalogue['entries'][number]): ExplainedDependency {
  const told = tell(sight, [about]);
  expect(ExplainedVerdict.parse(told)).toEqual(told);
  const [item] = told.dependencies ?? [];
  if (item === undefined) throw new Error('expected a dependency in words');
  return item;
}

describe('a dependency in words', () => {
  it('says what was found, how often, where and what it means', () => {
    const cases = [aCase('eap', { says: 'EAP-MSCHAPv2' })];
    const about = entry('ras', {
      name: 'Windows VPN',
      tests: [settingsTest('book', cases, { shown: 'rasphone.pbk' })],
    });
    const sight = {
      machine: { found: [found('ras', 'book', 'eap', { count: 2, proof: ['CustomAuthKey=26'] })] },
    };
    expect(only(sight, about)).toMatchObject({
      title: 'Needs a password',
      gradeWord: 'Proven',
      presenceWord: 'Set up',
      evidence: ['2 profiles: CustomAuthKey=26 in rasphone.pbk (EAP-MSCHAPv2)'],
      todo: 'Replace it with something else.',
    });
  });

  it('asks the VPN administrator two things and what to look for', () => {
    const about = entry('asa', {
      name: 'Some VPN',
      signIn: {
        class: 'server-decides',
        passkeySince: '4.6 with SAML',
        serverSetting: 'SAML external browser',
      },
    });
    const { title, plain, todo, gradeWord } = only({ installs: [installed('asa', '5.1')] }, about);
    expect(title).toBe('Ask your VPN administrator');
    expect(gradeWord).toBe('Not known');
    expect(plain).toBe(
      "Some VPN can use a passkey: 4.6 with SAML. Its server decides, and this device cannot see the gateway's setting.",
    );
    expect(todo).toContain('(1) does this profile sign in with Entra ID on a web page');
    expect(todo).toContain('What to look for: SAML external browser.');
    expect(todo).toContain('Replace it with something else.');
  });

  it('does not count versions, and says less sure evidence is less sure', () => {
    const about = entry('vpn', {
      versions: [
        { id: 'old', below: '4', shows: 'password', strength: 'hint', basis: 'source', says: 'no SAML' },
      ],
      tests: [settingsTest('book', [aCase('a')])],
    });
    const sight = { installs: [installed('vpn', '3.1')], person: { found: [found('vpn', 'book', 'a')] } };
    expect(only(sight, about).evidence).toEqual([
      '1 profile: method=a in book.ini (means a)',
      'version 3.1, below 4 (no SAML), possible',
    ]);
  });

  it('says what could not be read or told', () => {
    const about = entry('vpn', { tests: [settingsTest('book', [aCase('a')])] });
    const closed = {
      unread: [unread('vpn', 'book', 'needs-elevation', 2)],
      found: [found('vpn', 'book', null)],
    };
    const told = only(
      { installs: [installed('vpn')], machine: closed },
      { ...about, signIn: { class: 'passkey-capable' } },
    );
    expect(told.title).toBe('Could not be read');
    expect(told.evidence).toEqual([
      '1 profile: how it signs in could not be told',
      '2 profiles not read: it takes the rights of the system',
    ]);
    expect(told.todo).toMatch(/administrator or root/);
  });

  it('has notes about what may have been missed', () => {
    expect(tell({ others: 1 }).dependencyNotes).toEqual([
      "One other person's settings on this device were not looked at.",
    ]);
    expect(tell({ others: 3, without: ['vpn-profiles'] }).dependencyNotes).toEqual([
      'There may be more: VPN profiles of the system (not looked at in this check).',
      'Settings of 3 other people on this device were not looked at.',
    ]);
    expect(tell({})).toMatchObject({ dependencies: [], dependencyNotes: [] });
  });

  it('is left out where the verdict or the catalogue is not there', () => {
    const verdict = assess(deviceWith(), groundsWith([]), JUDGED_AT);
    expect(explain(verdict, 'win32', remediation)).not.toHaveProperty('dependencies');
    const { passwordDependencies: _, ...older } = verdict;
    expect(explain(older, 'win32', remediation, [], groundsWith([]).catalogue)).not.toHaveProperty(
      'dependencies',
    );
  });
});

describe('words', () => {
  it('every answer has words at every grade and kind, and vague ones sound vague', () => {
    for (const answer of dependencyAnswers)
      for (const grade of evidenceGrades)
        for (const kind of CatalogueKind.options) {
          expect(titleOf(answer, grade, kind)).toMatch(/^[A-Z].{5,60}$/);
          const plain = plainOf(answer, grade, { name: 'Tool', since: undefined, kind });
          expect(plain).toMatch(/^.*Tool.*\.$/);
        }
    expect(titleOf('needs-password', 'possible', 'vpn')).toBe('May need a password');
    expect(titleOf('ready', 'possible', 'vpn')).not.toContain('Ready');
  });

  it('every reason has words of its own; one of a newer version is shown', () => {
    for (const reason of knownUnknownReasons.filter(
      (word) => !['no-device-access', 'unplugged'].includes(word),
    ))
      expect([reason, whyNot(reason)]).not.toEqual([reason, reason]);
    expect(whyNot('a-newer-word')).toBe('a-newer-word');
    expect(whyNot('constructor')).toBe('constructor');
  });
});
