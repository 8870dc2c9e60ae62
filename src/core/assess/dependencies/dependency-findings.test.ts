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
} from '../../../../test/contract/dependency-grounds.ts';
import { JUDGED_AT } from '../../../../test/contract/seen-signals.ts';
import type { Catalogue } from '../../../contract/catalogue.ts';
import { assess } from '../assess.ts';

const cases = [
  aCase('password'),
  aCase('window', { shows: 'not-passkey-ready' }),
  aCase('gone', { shows: 'retired' }),
  aCase('maybe', { strength: 'hint' }),
  aCase('ssl', { shows: 'server-decides' }),
  aCase('own', { account: 'own' }),
  aCase('kept', { shows: 'saved-secret' }),
  aCase('cert', { shows: 'certificate' }),
  aCase('web', { shows: 'passkey-ready' }),
];
const about = entry('vpn', { name: 'Some VPN', tests: [settingsTest('profile', cases)] });

function findings(sight: Sight, entries: Catalogue['entries'] = [about]) {
  const verdict = assess(deviceWith(sight), groundsWith(entries), JUDGED_AT);
  return { verdict, apps: verdict.overall.filter(({ rule }) => rule === 'overall.apps') };
}

describe('findings about programs', () => {
  it.each([
    ['password', ['APP_NEEDS_PASSWORD warn it']],
    ['window', ['APP_NO_PASSKEY_PROMPT warn it']],
    ['gone', ['APP_RETIRED warn it']],
    ['maybe', ['APP_MAY_NEED_PASSWORD info it']],
    ['ssl', ['APP_ASK_ADMIN warn it']],
    ['kept', ['APP_ASK_ADMIN warn it', 'APP_SAVES_PASSWORD info nobody']],
    ['own', []],
    ['cert', []],
    ['web', []],
  ])('%s: %j', (of, expected) => {
    const { apps } = findings({ person: { found: [found('vpn', 'profile', of)] } });
    expect(apps.map(({ code, severity, owner = 'nobody' }) => `${code} ${severity} ${owner}`)).toEqual(
      expected,
    );
  });

  it('that is installed and nothing more is not worth a question', () => {
    expect(findings({ installs: [installed('vpn')] }).apps).toMatchObject([
      { code: 'APP_ASK_ADMIN', severity: 'info', evidence: [{ signal: 'apps', says: 'Some VPN is here' }] },
    ]);
  });

  it('closed settings say why', () => {
    const sight = { installs: [installed('vpn')], person: { unread: [unread('vpn', 'profile', 'refused')] } };
    expect(findings(sight).apps).toMatchObject([
      {
        code: 'APP_SETTINGS_UNREAD',
        evidence: [
          {
            signal: 'personal-app-settings',
            says: 'Some VPN: could not read its settings: refused',
            reason: 'refused',
          },
        ],
      },
    ]);
  });

  it('name program, proof, meaning and who saw it', () => {
    const { apps } = findings({ person: { found: [found('vpn', 'profile', 'password')] } });
    expect(apps[0]?.evidence).toMatchObject([
      {
        signal: 'personal-app-settings',
        says: 'Some VPN: method=password in profile.ini (means password), proven',
        context: 'user',
      },
    ]);
  });

  it('are one for each sort, however many programs', () => {
    const many = Array.from({ length: 30 }, (_, at) => ({ ...about, id: `vpn-${at}` }));
    const { apps } = findings(
      { machine: { found: many.map(({ id }) => found(id, 'profile', 'password')) } },
      many,
    );
    expect(apps).toHaveLength(1);
    expect(apps[0]?.evidence).toHaveLength(11);
    expect(apps[0]?.evidence.at(-1)?.says).toBe('and 20 more');
  });

  it('change no state of a passkey kind, nor of the device', () => {
    const without = findings({}).verdict;
    const withPassword = findings({ machine: { found: [found('vpn', 'profile', 'password')] } }).verdict;
    expect(withPassword.state).toBe(without.state);
    expect(withPassword.kinds).toEqual(without.kinds);
    expect(withPassword.recovery).toEqual(without.recovery);
  });

  it('too old an answer is no answer', () => {
    const late = new Date('2027-03-01T00:00:00Z');
    const verdict = assess(
      deviceWith({ machine: { found: [found('vpn', 'profile', 'password')] } }),
      groundsWith([about]),
      late,
    );
    expect(verdict.passwordDependencies?.items).toEqual([]);
    expect(verdict.passwordDependencies?.gaps.map(({ reason }) => reason)).toEqual(Array(4).fill('too-old'));
  });
});
