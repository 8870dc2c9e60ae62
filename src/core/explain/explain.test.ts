import { describe, expect, test } from 'vitest';
import {
  bluetooth,
  browser,
  browsers,
  device,
  is,
  JUDGED_AT,
  joinState,
  key,
  known,
  os,
  radio,
  session,
  unknown,
} from '../../../test/contract/seen-signals.ts';
import { ExplainedVerdict } from '../../contract/explained.ts';
import type { RemediationBook } from '../../contract/policy.ts';
import type { Finding, KindVerdict, Verdict } from '../../contract/verdict.ts';
import { readPolicyFiles } from '../../platform/policy-files.ts';
import { assess } from '../assess/assess.ts';
import { judgingFiles } from '../assess/grounds.ts';
import type { Subject } from '../assess/rule.ts';
import { explain } from './explain.ts';

const { policy, remediation } = judgingFiles(await readPolicyFiles());
const tell = (subject: Subject) => explain(assess(subject, policy, JUDGED_AT), subject.platform, remediation);
const kindOf = (subject: Subject, kind: string) => tell(subject).kinds.find((told) => told.kind === kind);
const radioOff = { bluetooth: known(bluetooth([radio({ powered: is(false) })])) };

function verdictOf(kinds: KindVerdict[], state: Verdict['state'], overall: Finding[] = []): Verdict {
  return {
    schemaVersion: 1,
    state,
    kinds,
    overall,
    policyVersion: 'test',
    judgedAt: JUDGED_AT.toISOString(),
  };
}
function finding(code: string, severity: Finding['severity'], change: Partial<Finding> = {}): Finding {
  return { rule: 'row.1', code, severity, evidence: [], ...change };
}
const words = { title: 'A title', plain: 'A plain sentence.' };
const doable = (action: string, minutes: number, owner: 'person' | 'it' | 'vendor' = 'person') => ({
  ...words,
  action,
  minutes,
  owner,
  steps: { any: ['Do it.'] },
});
const book: RemediationBook = {
  language: 'en',
  reasons: {
    QUICK: doable('Do the quick thing', 1),
    SLOW: doable('Do the slow thing', 30),
    OFFICE: doable('Let IT do it', 1, 'it'),
    MAKER: doable('Let the maker do it', 1, 'vendor'),
    ONLY_MAC: { ...doable('Do it on a Mac', 1), steps: { darwin: ['On a Mac.'] } },
    HOPELESS: words,
  },
};

describe('the five overall answers', () => {
  test('ready says what the person gets', () => {
    expect(tell(device('linux'))).toMatchObject({
      state: 'ready',
      stateWord: 'Ready',
      headline: "You're ready for passkeys",
      summary: 'You can sign in with a passkey on your phone, with the phone near this device.',
    });
  });

  test('one step left names the step and how long it takes', () => {
    const told = tell(device('linux', radioOff));
    expect(told).toMatchObject({ state: 'ready-after-action', stateWord: 'One step left' });
    expect(told.headline).toMatch(/^One step left: turn on Bluetooth \(about 1 minute\)$/);
    expect(told.summary).toContain('Then check again.');
  });

  test('several steps are counted on the shortest way', () => {
    const verdict = verdictOf(
      [
        {
          kind: 'seckey',
          state: 'ready-after-action',
          findings: ['QUICK', 'SLOW', 'OFFICE'].map((code) => finding(code, 'action')),
        },
        {
          kind: 'hybrid',
          state: 'ready-after-action',
          findings: ['SLOW', 'MAKER'].map((code) => finding(code, 'action')),
        },
      ],
      'ready-after-action',
    );
    const told = explain(verdict, 'linux', book);
    expect(told.stateWord).toBe('2 steps left');
    expect(told.headline).toBe("2 steps left until you're ready for passkeys");
    expect(told.summary).toBe('First: Do the slow thing. Then check again.');
    expect(told.kinds.map(({ stateWord }) => stateWord)).toEqual(['3 steps left', '2 steps left']);
  });

  test('blocked by the company leaves nothing for the person to do', () => {
    const kind = {
      kind: 'hybrid' as const,
      state: 'blocked' as const,
      findings: [finding('OFFICE', 'block', { owner: 'it' })],
    };
    expect(explain(verdictOf([kind], 'blocked'), 'linux', book)).toMatchObject({
      stateWord: 'Blocked',
      headline: 'Your company must change a setting first',
      summary: 'There is nothing for you to do.',
    });
  });

  test('blocked by something else blames nobody', () => {
    const kind = {
      kind: 'hybrid' as const,
      state: 'blocked' as const,
      findings: [finding('HOPELESS', 'block')],
    };
    expect(explain(verdictOf([kind], 'blocked'), 'linux', book).headline).toBe(
      "You can't sign in with a passkey on this device yet",
    );
  });

  test('could not check says why, and is neither yes nor no', () => {
    const told = tell({ platform: 'linux', signals: {} });
    expect(told).toMatchObject({ state: 'unknown', stateWord: 'Could not check' });
    expect(told.headline).toBe("We couldn't check whether you're ready");
    expect(told.summary).toBe(
      'Browsers: not part of this check. It was left out of the last check. A full check includes it.',
    );
  });

  test('not for this device', () => {
    expect(explain(verdictOf([], 'not-applicable'), 'linux', book).stateWord).toBe('Not for this device');
  });
});

describe('a kind on its card', () => {
  test('titles and words are the agreed ones', () => {
    expect(tell(device('linux')).kinds.map(({ title, stateWord }) => `${title}: ${stateWord}`)).toEqual([
      'Windows Hello for Business: Not for this device',
      'Windows Hello (passkey on this PC): Not for this device',
      'Mac (Touch ID / Secure Enclave): Not for this device',
      'Security key: One step left',
      'Synced passkey: Could not check',
      'Your phone: Ready',
    ]);
  });

  test('shows what to do when something is to be done', () => {
    expect(kindOf(device('linux'), 'seckey')?.reason).toBe('Plug in your security key');
    expect(kindOf(device('linux', radioOff), 'hybrid')?.reason).toBe('Turn on Bluetooth');
  });

  test('names the signal and the reason when it could not be told', () => {
    const hidden = device('linux', { bluetooth: unknown('service-missing') });
    const kind = kindOf(hidden, 'hybrid');
    expect(kind?.reason).toBe('Bluetooth: its system service is not running');
    expect(kind?.findings[0]?.plain).toContain('not installed or not running');
  });

  test('a reason this version has no words for falls back to the general ones', () => {
    const newer = device('linux', { bluetooth: unknown('eaten-by-bear') });
    expect(kindOf(newer, 'hybrid')?.reason).toBe('Could not check: Bluetooth');
  });

  test('a code without words shows itself', () => {
    const kind = {
      kind: 'seckey' as const,
      state: 'blocked' as const,
      findings: [finding('BRAND_NEW', 'block')],
    };
    const told = explain(verdictOf([kind], 'blocked'), 'linux', book);
    expect(told.kinds[0]).toMatchObject({ reason: 'BRAND_NEW' });
    expect(told.kinds[0]?.findings[0]?.plain).toContain('BRAND_NEW');
  });

  test('words of an object’s inside are no words', () => {
    const kind = {
      kind: 'seckey' as const,
      state: 'blocked' as const,
      findings: [finding('constructor', 'block')],
    };
    expect(explain(verdictOf([kind], 'blocked'), 'linux', book).kinds[0]?.reason).toBe('constructor');
  });
});

describe('actions', () => {
  const kindWith = (kind: KindVerdict['kind'], state: KindVerdict['state'], ...findings: Finding[]) => ({
    kind,
    state,
    findings,
  });
  const plan = (kinds: KindVerdict[], overall: Finding[] = []) =>
    explain(verdictOf(kinds, 'ready-after-action', overall), 'linux', book).actions.map(({ code }) => code);

  test('the shortest way first, then person before IT before vendor, then fewer minutes', () => {
    const order = plan([
      kindWith('seckey', 'ready-after-action', finding('MAKER', 'action')),
      kindWith('whfb', 'ready-after-action', finding('SLOW', 'action')),
      kindWith('hybrid', 'ready-after-action', finding('OFFICE', 'action')),
      kindWith('synced', 'ready-after-action', finding('QUICK', 'action'), finding('HOPELESS', 'action')),
    ]);
    expect(order).toEqual(['SLOW', 'OFFICE', 'MAKER', 'QUICK']);
    const equal = plan([
      kindWith('seckey', 'ready-after-action', finding('SLOW', 'action')),
      kindWith('hybrid', 'ready-after-action', finding('QUICK', 'action')),
    ]);
    expect(equal).toEqual(['QUICK', 'SLOW']);
  });

  test('the same thing is asked once, for all kinds it helps', () => {
    const told = tell(device('linux', { browsers: known(browsers()) }));
    const install = told.actions.filter(({ code }) => code === 'BROWSER_TOO_OLD');
    expect(install).toHaveLength(1);
    expect(install[0]?.kinds).toEqual(['seckey', 'hybrid']);
  });

  test('nothing is asked for a kind that nobody can unblock', () => {
    const kind = kindWith('hybrid', 'blocked', finding('HOPELESS', 'block'), finding('QUICK', 'action'));
    expect(plan([kind])).toEqual([]);
    const remote = device('linux', {
      bluetooth: known(bluetooth([])),
      os: known(os('linux', session('remote'))),
    });
    expect(tell(remote).actions.map(({ code }) => code)).not.toContain('BT_MISSING');
  });

  test('what unblocks comes after what completes, advice comes last', () => {
    const order = plan(
      [
        kindWith('hybrid', 'blocked', finding('OFFICE', 'block')),
        kindWith('seckey', 'ready-after-action', finding('SLOW', 'action')),
      ],
      [finding('QUICK', 'warn')],
    );
    expect(order).toEqual(['SLOW', 'OFFICE', 'QUICK']);
  });

  test('what is forbidden is allowed before it is done', () => {
    const kind = kindWith('hybrid', 'blocked', finding('QUICK', 'action'), finding('OFFICE', 'block'));
    expect(plan([kind])).toEqual(['OFFICE', 'QUICK']);
  });

  test('an action without steps for this system is not offered here', () => {
    const kind = kindWith('macplat', 'ready-after-action', finding('ONLY_MAC', 'action'));
    expect(plan([kind])).toEqual([]);
    expect(explain(verdictOf([kind], 'ready-after-action'), 'darwin', book).actions).toHaveLength(1);
  });

  test('Linux without access to a key gets the rule file line by line', () => {
    const closed = device('linux', { 'security-key': known({ keys: [key(is(false))] }) });
    const action = tell(closed).actions.find(({ code }) => code === 'HIDRAW_NO_ACCESS');
    expect(action?.owner).toBe('it');
    const steps = action?.steps.join('\n') ?? '';
    expect(steps).toContain('/etc/udev/rules.d/70-security-key.rules');
    expect(steps).toContain(
      'KERNEL=="hidraw*", SUBSYSTEM=="hidraw", ATTRS{idVendor}=="1050", TAG+="uaccess", MODE="0660"',
    );
    expect(steps).toContain('udevadm control --reload');
    const evidence = kindOf(closed, 'seckey')?.findings[0]?.evidence[0]?.says;
    expect(evidence).toContain('1050:0407');
  });

  test('each system gets its own steps and settings page', () => {
    const off = (platform: 'win32' | 'darwin' | 'linux') =>
      tell(device(platform, radioOff)).actions.find(({ code }) => code === 'BT_OFF');
    expect(off('win32')?.link).toBe('ms-settings:bluetooth');
    expect(off('darwin')?.steps[0]).toContain('System Settings');
    expect(off('linux')?.link).toBe('gnome-control-center:bluetooth');
  });
});

test('is an explained verdict by contract on every system', () => {
  const subjects = [
    device('win32', { 'join-state': known(joinState('none')) }),
    device('darwin', radioOff),
    device('linux', { browsers: known(browsers(browser('firefox'))) }),
    { platform: 'linux' as const, signals: {} },
  ];
  for (const subject of subjects) expect(ExplainedVerdict.parse(tell(subject))).toEqual(tell(subject));
});

describe('how firmly it stands', () => {
  const one = (change: Partial<KindVerdict>) =>
    explain(
      verdictOf(
        [{ kind: 'winhello', state: 'blocked', findings: [finding('OFFICE', 'block')], ...change }],
        'blocked',
      ),
      'win32',
      book,
    ).kinds[0];

  test('nothing is said of a state that is sure and fresh', () => {
    const fresh = { oldestAt: JUDGED_AT.toISOString(), ageDays: 0, stale: false };
    const told = one({ confidence: 'high', freshness: fresh });
    expect(Object.keys(told ?? {})).toEqual(['kind', 'title', 'state', 'stateWord', 'reason', 'findings']);
  });

  test('doubts are said in their own words, age by its time', () => {
    const old = { oldestAt: '2026-11-01T08:00:00.000Z', ageDays: 15, stale: true };
    expect(one({ confidence: 'low', doubts: ['hearsay', 'a guess'], freshness: old })).toMatchObject({
      lessSure: 'hearsay; a guess',
      seenAt: '2026-11-01T08:00:00.000Z',
    });
    expect(one({ confidence: 'medium', freshness: old })).not.toHaveProperty('lessSure');
  });

  test('a covered way is called covered, and by what', () => {
    expect(kindOf(device('win32'), 'winhello')).toMatchObject({
      state: 'not-applicable',
      stateWord: 'Covered',
      coveredBy: 'Windows Hello for Business',
      reason: 'Already covered by Windows Hello for Business',
    });
    expect(kindOf(device('linux'), 'winhello')).not.toHaveProperty('coveredBy');
  });

  test('recovery is one plain line, and an older verdict has none', () => {
    const { recovery } = tell(device('win32'));
    expect(recovery).toMatchObject({
      state: 'sturdy',
      line: 'One loss would not lock you out. If you lose one thing, another way to sign in is still ready here.',
    });
    expect(recovery?.findings.map(({ code }) => code)).toEqual(['RECOVERY_STURDY', 'RECOVERY_PHONE_UNSEEN']);
    expect(explain(verdictOf([], 'not-applicable'), 'linux', book)).not.toHaveProperty('recovery');
  });

  test('recovery has no line while nothing is ready', () => {
    const keyless = tell(
      device('linux', {
        bluetooth: known(bluetooth([])),
        'security-key': known({ keys: [], fidoOff: is([]) }),
      }),
    );
    expect(keyless.state).not.toBe('ready');
    expect(keyless.recovery).toMatchObject({ line: '' });
    expect(keyless.recovery?.findings).not.toEqual([]);
  });
});
