import { describe, expect, it, test } from 'vitest';
import {
  aCase,
  type Entry,
  entry,
  found,
  installed,
  settingsTest,
  unread,
} from '../../../../test/contract/dependency-grounds.ts';
import { brief, judge, one } from '../../../../test/contract/judged-dependencies.ts';
import { SignInClass } from '../../../contract/catalogue.ts';
import type { DependencyAnswer, EvidenceGrade } from '../../../contract/password-dependencies.ts';
import { Basis, type Shown, Strength } from '../../../contract/settings-test.ts';

describe('what one setting says', () => {
  const grades: [Basis, Strength, EvidenceGrade][] = [
    ['source', 'proof', 'proven'],
    ['source', 'strong', 'likely'],
    ['source', 'hint', 'possible'],
    ['knowledge', 'proof', 'likely'],
    ['knowledge', 'strong', 'likely'],
    ['knowledge', 'hint', 'possible'],
  ];
  const answers: [Exclude<Shown, 'saved-secret' | 'modern'>, DependencyAnswer][] = [
    ['password', 'needs-password'],
    ['not-passkey-ready', 'no-passkey-prompt'],
    ['retired', 'retired'],
    ['server-decides', 'ask-admin'],
    ['certificate', 'not-affected'],
    ['key', 'not-affected'],
    ['passkey-ready', 'ready'],
  ];
  it('names every basis and strength', () => {
    expect(grades).toHaveLength(Basis.options.length * Strength.options.length);
  });
  const table = answers.flatMap(([shows, answer]) =>
    grades.map(([basis, strength, grade]) => ({ shows, answer, basis, strength, grade })),
  );
  test.each(table)(
    '$shows, $strength by $basis: $answer, $grade',
    ({ shows, answer, basis, strength, grade }) => {
      const about = entry('vpn', {
        tests: [settingsTest('profile', [aCase('a', { shows, basis, strength })])],
      });
      const item = one(about, { machine: { found: [found('vpn', 'profile', 'a', { count: 2 })] } });
      expect(item).toMatchObject({ answer, grade, presence: 'configured' });
      expect(item.evidence).toEqual([
        { id: 'profile/a', says: 'method=a in profile.ini', means: 'means a', shows, grade, count: 2 },
      ]);
    },
  );

  it.each([
    ['server-decides', 'ready/possible'],
    ['password-only', 'ready/possible'],
    ['passkey-capable', 'ready/proven'],
  ] as const)(
    'a web sign-in of a %s program is %s: a web page need not show a passkey prompt',
    (of, expected) => {
      const tests = [settingsTest('profile', [aCase('web', { shows: 'modern' })])];
      const about = entry('vpn', { signIn: { class: of }, tests });
      expect(brief(one(about, { machine: { found: [found('vpn', 'profile', 'web')] } }))).toBe(expected);
    },
  );

  it('an account of its own is outside the rollout, whatever it needs', () => {
    const tests = [settingsTest('account', [aCase('private', { account: 'own' }), aCase('work')])];
    const about = entry('mail', { tests });
    const own = found('mail', 'account', 'private');
    expect(brief(one(about, { person: { found: [own] } }))).toBe('own-account/proven');
    const both = one(about, { person: { found: [own, found('mail', 'account', 'work')] } });
    expect(brief(both)).toBe('needs-password/proven');
    expect(both.evidence.map(({ id }) => id)).toEqual(['account/work', 'account/private']);
  });

  it('a password of a product with accounts of its own is none of Entra ID', () => {
    const tests = [settingsTest('session', [aCase('password')])];
    const about = entry('vnc', { signIn: { class: 'own-account' }, tests });
    expect(brief(one(about, { person: { found: [found('vnc', 'session', 'password')] } }))).toBe(
      'own-account/proven',
    );
  });

  it('that something stands there at all is evidence without words of its own', () => {
    const parts = { reads: 'presence' as const, shown: 'the folder of modules' };
    const about = entry('ps', {
      tests: [settingsTest('module', [aCase('here', { shows: 'retired' })], parts)],
    });
    const item = one(about, { machine: { found: [found('ps', 'module', 'here', { proof: [] })] } });
    expect(item).toMatchObject({ answer: 'retired', presence: 'file' });
    expect(item.evidence[0]?.says).toBe('found in the folder of modules');
  });

  it('how a program signs in is told before what it keeps', () => {
    const own = { account: 'own' } as const;
    const tests = [
      settingsTest('a-saved', [aCase('kept', { shows: 'saved-secret', ...own })]),
      settingsTest('b-sign-in', [aCase('password', own)]),
    ];
    const rows = [found('ftp', 'a-saved', 'kept'), found('ftp', 'b-sign-in', 'password')];
    const { evidence } = one(entry('ftp', { tests }), { person: { found: rows } });
    expect(evidence.map(({ id }) => id)).toEqual(['b-sign-in/password', 'a-saved/kept']);
  });

  it('a saved secret is told and decides nothing', () => {
    const about = entry('vpn', {
      tests: [settingsTest('saved', [aCase('kept', { shows: 'saved-secret' })])],
    });
    const item = one(about, { person: { found: [found('vpn', 'saved', 'kept')] } });
    expect(item).toMatchObject({ answer: 'ask-admin', grade: 'none', savesPassword: true });
  });

  it('a saved secret of an account of its own says that much', () => {
    const kept = aCase('kept', { shows: 'saved-secret', account: 'own', basis: 'knowledge' });
    const about = entry('rclone', { tests: [settingsTest('remote', [kept, aCase('company')])] });
    const server = found('rclone', 'remote', 'kept');
    const item = one(about, { person: { found: [server] } });
    expect(item).toMatchObject({ answer: 'own-account', grade: 'likely', savesPassword: true });
    const both = one(about, { person: { found: [server, found('rclone', 'remote', 'company')] } });
    expect(brief(both)).toBe('needs-password/proven');
  });
});

describe('where the settings say nothing, the sort of program does', () => {
  const expected: Record<SignInClass, [installedOnly: string, setUp: string]> = {
    'password-only': ['needs-password/possible', 'needs-password/likely'],
    'server-decides': ['ask-admin/none', 'ask-admin/none'],
    'passkey-capable': ['ready/possible', 'ready/possible'],
    'certificate-or-keys': ['not-affected/possible', 'not-affected/possible'],
    'own-account': ['own-account/possible', 'own-account/likely'],
    retired: ['retired/likely', 'retired/likely'],
  };
  test.each(SignInClass.options)('%s', (of) => {
    const about = entry('app', { signIn: { class: of }, tests: [settingsTest('profile', [aCase('a')])] });
    const here = one(about, { installs: [installed('app')] });
    expect(here.presence).toBe('installed');
    // Configured, and none of the cases: that tells nothing of the sign-in.
    const setUp = one(about, { machine: { found: [found('app', 'profile', null, { count: 3 })] } });
    expect(setUp).toMatchObject({ presence: 'configured', untold: 3, evidence: [] });
    expect([brief(here), brief(setUp)]).toEqual(expected[of]);
  });

  it('a name without its maker never says more than possible', () => {
    const versions = [
      { id: 'any', shows: 'retired', strength: 'proof', basis: 'source', says: 'gone' } as const,
    ];
    const about = entry('app', { signIn: { class: 'retired' }, versions });
    expect(brief(one(about, { installs: [installed('app', null, 'name')] }))).toBe('retired/possible');
    expect(brief(one(about, { installs: [installed('app', null, 'name-and-publisher')] }))).toBe(
      'retired/proven',
    );
  });

  it('is not asked where a profile that tells stands beside one that does not, unless that could be worse', () => {
    const tests = [settingsTest('profile', [aCase('web', { shows: 'passkey-ready' })])];
    const rows = [found('app', 'profile', 'web'), found('app', 'profile', null)];
    expect(brief(one(entry('app', { tests }), { machine: { found: rows } }))).toBe('ask-admin/none');
    const capable = entry('app', { tests, signIn: { class: 'passkey-capable' } });
    expect(brief(one(capable, { machine: { found: rows } }))).toBe('ready/proven');
  });
});

describe('versions', () => {
  const versions = [
    { id: 'no-saml', below: '4.6', shows: 'password', strength: 'strong', basis: 'source', says: 'no SAML' },
    { id: 'saml', atLeast: '4.6', shows: 'modern', strength: 'hint', basis: 'source', says: 'SAML' },
  ] satisfies NonNullable<Entry['versions']>;
  const about = entry('vpn', {
    versions,
    tests: [settingsTest('profile', [aCase('ssl', { shows: 'server-decides' })])],
  });

  it('below the floor there is no question for the administrator', () => {
    const sight = {
      installs: [installed('vpn', '4.2.1')],
      machine: { found: [found('vpn', 'profile', 'ssl')] },
    };
    const item = one(about, sight);
    expect(brief(item)).toBe('needs-password/likely');
    expect(item.evidence[0]).toMatchObject({ id: 'version/no-saml', says: 'version 4.2.1, below 4.6' });
  });

  it('what a version could do is no answer of the server', () => {
    expect(brief(one(about, { installs: [installed('vpn', '5.1')] }))).toBe('ask-admin/none');
    const only = entry('vpn', { versions, signIn: { class: 'password-only' } });
    expect(brief(one(only, { installs: [installed('vpn', '5.1')] }))).toBe('ask-admin/none');
  });

  it('compares numbers, not texts, and says nothing of a version that is none', () => {
    expect(one(about, { installs: [installed('vpn', '4.10.2')] }).evidence[0]?.id).toBe('version/saml');
    expect(one(about, { installs: [installed('vpn', 'trunk')] }).evidence).toEqual([]);
    expect(one(about, { installs: [installed('vpn')] }).evidence).toEqual([]);
  });

  it('several versions: newest first, and the worst decides', () => {
    const installs = ['4.2', '5.1', '4.2', '10.0'].map((version) => installed('vpn', version));
    expect(one(about, { installs })).toMatchObject({
      versions: ['10.0', '5.1', '4.2'],
      answer: 'needs-password',
    });
  });

  it('a setting that matters to older versions only is passed over in newer ones, and a hint where no version is told', () => {
    const old = entry('vpn', {
      tests: [
        settingsTest('profile', [
          aCase('own-window', { shows: 'not-passkey-ready', strength: 'strong', below: '6.3' }),
        ]),
      ],
    });
    const machine = { found: [found('vpn', 'profile', 'own-window')] };
    const at = (...versions: (string | null)[]) =>
      brief(one(old, { machine, installs: versions.map((version) => installed('vpn', version)) }));
    expect(at('6.2.8')).toBe('no-passkey-prompt/likely');
    expect(at('6.3')).toBe('ask-admin/none');
    expect(at('6.10', '6.2')).toBe('no-passkey-prompt/likely');
    expect(at(null)).toBe('no-passkey-prompt/possible');
    expect(at('trunk')).toBe('no-passkey-prompt/possible');
    expect(at()).toBe('no-passkey-prompt/possible');
  });

  it('a limit for other systems says nothing here', () => {
    const mac = entry('vpn', {
      versions: versions.map((limit) => ({ ...limit, platforms: ['darwin' as const] })),
    });
    expect(one(mac, { installs: [installed('vpn', '4.2')] }).evidence).toEqual([]);
  });
});

describe('profiles that disagree', () => {
  const tests = [settingsTest('profile', [aCase('mschap'), aCase('web', { shows: 'passkey-ready' })])];
  it('are both told, and the worse decides', () => {
    const rows = [found('vpn', 'profile', 'web', { count: 5 }), found('vpn', 'profile', 'mschap')];
    const item = one(entry('vpn', { tests }), { machine: { found: rows } });
    expect(brief(item)).toBe('needs-password/proven');
    expect(item.evidence.map(({ id, count }) => `${id} ${count}`)).toEqual([
      'profile/mschap 1',
      'profile/web 5',
    ]);
  });

  it("the machine's and the person's are counted together", () => {
    const item = one(entry('vpn', { tests }), {
      machine: { found: [found('vpn', 'profile', 'mschap', { count: 2 })] },
      person: { found: [found('vpn', 'profile', 'mschap', { proof: ['method=other'], usedLately: true })] },
    });
    expect(item.evidence).toMatchObject([{ count: 3, says: 'method=mschap, method=other in profile.ini' }]);
    expect(item.presence).toBe('used');
  });
});

describe('settings that several tests ask for', () => {
  it('count once, as often as one test could not read them', () => {
    const tests = ['sign-in', 'saved'].map((id) =>
      settingsTest(id, [aCase('a', { shows: 'password', basis: 'source', strength: 'proof' })]),
    );
    const closed = [
      unread('vpn', 'sign-in', 'needs-elevation', 10),
      unread('vpn', 'saved', 'needs-elevation', 11),
    ];
    const item = one(entry('vpn', { tests }), { installs: [installed('vpn')], machine: { unread: closed } });
    expect(item.unread).toEqual([{ reason: 'needs-elevation', count: 11 }]);
  });
});

describe('closed settings', () => {
  const tests = [settingsTest('profile', [aCase('web', { shows: 'passkey-ready' })])];
  const closed = [unread('vpn', 'profile'), unread('vpn', 'profile', 'malformed', 2)];
  it.each(SignInClass.options)('a %s program with nothing else to go by could not be read', (of) => {
    const about = entry('vpn', { tests, signIn: { class: of } });
    const item = one(about, { installs: [installed('vpn')], machine: { unread: closed } });
    expect(brief(item)).toBe('could-not-read/none');
    expect(item.unread).toEqual([
      { reason: 'malformed', count: 2 },
      { reason: 'needs-elevation', count: 1 },
    ]);
  });

  it('are never outweighed by something good', () => {
    const sight = { machine: { unread: closed }, person: { found: [found('vpn', 'profile', 'web')] } };
    expect(brief(one(entry('vpn', { tests }), sight))).toBe('could-not-read/none');
  });

  it('alone are no sign of a program that is not here', () => {
    const about = entry('vpn', { tests });
    const judged = judge([about], { machine: { unread: closed } });
    expect(judged.items).toEqual([]);
    expect(judged.gaps).toEqual([]);
  });

  it('alone are a gap where nobody could look for programs, and where there is none to list', () => {
    const about = entry('vpn', { tests });
    const gaps = [
      { signal: 'app-settings', reason: 'needs-elevation' },
      { signal: 'app-settings', reason: 'malformed' },
    ];
    const unlooked = judge([about], { machine: { unread: closed }, without: ['apps'] });
    expect(unlooked.items).toEqual([]);
    expect(unlooked.gaps).toEqual(expect.arrayContaining(gaps));
    const { detect: _, ...bare } = about;
    const alone = judge([{ ...bare, withoutProgram: true }], { machine: { unread: closed } });
    expect(alone.items).toEqual([]);
    expect(alone.gaps).toEqual(gaps);
  });
});

describe('what is no program', () => {
  const tests = [settingsTest('logon', [aCase('password'), aCase('none', { shows: 'modern' })])];
  const { detect: _, ...tasks } = entry('tasks', {
    withoutProgram: true,
    signIn: { class: 'password-only' },
    tests,
  });
  it('is not told of where it needs nothing', () => {
    expect(
      judge([tasks], { machine: { found: [found('tasks', 'logon', 'none', { count: 90 })] } }).items,
    ).toEqual([]);
    const one90 = [found('tasks', 'logon', 'none', { count: 90 }), found('tasks', 'logon', 'password')];
    expect(brief(one(tasks, { machine: { found: one90 } }))).toBe('needs-password/proven');
  });
});

describe('settings that programs share', () => {
  const about = entry('office', {
    tests: [
      settingsTest('policy', [aCase('basic')], { onlyWithProgram: true }),
      settingsTest('account', [aCase('web', { shows: 'passkey-ready' })]),
    ],
  });
  const shared = found('office', 'policy', 'basic');
  it('say nothing where the program is not here', () => {
    expect(judge([about], { machine: { found: [shared] } }).items).toEqual([]);
    expect(
      judge([about], { machine: { unread: [unread('office', 'policy')] }, without: ['apps'] }).items,
    ).toEqual([]);
  });
  it('count where the inventory or a setting of its own shows it', () => {
    const installs = [installed('office')];
    expect(brief(one(about, { machine: { found: [shared] }, installs }))).toBe('needs-password/proven');
    const own = found('office', 'account', 'web');
    expect(brief(one(about, { machine: { found: [shared] }, person: { found: [own] } }))).toBe(
      'needs-password/proven',
    );
  });
});
