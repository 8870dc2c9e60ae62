import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { sampleReport } from '../../../test/cli/doubles/sample-report.ts';
import { fakeTerminal } from '../../../test/cli/doubles/terminal.ts';
import type { Action, ExplainedKind, ExplainedVerdict } from '../../contract/explained.ts';
import type { ExplainedDependency } from '../../contract/password-dependencies.ts';
import type { DeviceReport, PartialReport } from '../../contract/report.ts';
import { renderExplanation } from './explanation.ts';
import { renderError } from './problem.ts';
import { progressLine } from './progress.ts';
import { renderStatus } from './status.ts';
import { clean, styleFor, wantsColour } from './style.ts';
import { renderVerdict, type ShownScan } from './verdict.ts';
import { length, wrap } from './wrap.ts';

const now = new Date('2026-11-20T08:00:01Z');

const kind = (overrides: Partial<ExplainedKind>): ExplainedKind => ({
  kind: 'seckey',
  title: 'Security key',
  state: 'ready',
  stateWord: 'Ready',
  reason: 'YubiKey 5C NFC is plugged in',
  findings: [],
  ...overrides,
});
const action = (overrides: Partial<Action> = {}): Action => ({
  code: 'BT_OFF',
  title: 'Turn on Bluetooth',
  owner: 'person',
  minutes: 1,
  steps: ['Settings > Bluetooth', 'Switch it on'],
  link: null,
  kinds: ['hybrid'],
  ...overrides,
});

function scanWith(explained: Partial<ExplainedVerdict> = {}, report: Partial<DeviceReport> = {}): ShownScan {
  const whole = sampleReport(report);
  const partial: PartialReport = {
    schemaVersion: 1,
    scanId: whole.reportId,
    context: 'user',
    platform: 'linux',
    agentVersion: '0.1.0',
    startedAt: whole.createdAt,
    tookMs: 812,
    completeness: 'complete',
    signals: whole.signals,
  };
  return {
    report: whole,
    partial,
    explained: {
      state: 'ready-after-action',
      stateWord: 'One step left',
      headline: 'One step left: turn on Bluetooth',
      summary: 'Then you can sign in with a passkey on your phone.',
      kinds: [
        kind({}),
        kind({
          kind: 'hybrid',
          title: 'Your phone',
          state: 'ready-after-action',
          stateWord: 'One step left',
          reason: 'Bluetooth is off',
        }),
        kind({
          kind: 'whfb',
          title: 'Windows Hello',
          state: 'not-applicable',
          stateWord: 'Not for this device',
        }),
      ],
      overall: [],
      actions: [action()],
      policyVersion: 'test',
      judgedAt: now.toISOString(),
      ...explained,
    },
  };
}
const plain = (scan: ShownScan, columns = 100) =>
  renderVerdict(scan, styleFor(fakeTerminal({ columns, env: { NO_COLOR: '1', LANG: 'C.UTF-8' } })), now);

const dependency = (overrides: Partial<ExplainedDependency> = {}): ExplainedDependency => ({
  entry: 'ras',
  name: 'VPN of Windows',
  kind: 'vpn',
  answer: 'needs-password',
  grade: 'proven',
  presence: 'configured',
  title: 'Needs a password',
  plain: 'It needs one.',
  gradeWord: 'Proven',
  presenceWord: 'Set up',
  evidence: ['2 profiles: CustomAuthKey=26 in rasphone.pbk (EAP-MSCHAPv2)'],
  todo: 'Replace it.',
  ends: [],
  ...overrides,
});

describe('what still needs a password, after a scan', () => {
  it('is told in few lines, worst first, with where the rest is', () => {
    const names = ['One', 'Two', 'Three', 'Four'];
    const dependencies = names.map((name) => dependency({ name }));
    const settled = dependency({ name: 'Settled', answer: 'own-account' });
    const text = plain(scanWith({ dependencies: [...dependencies, settled] }));
    expect(text).toContain('\nWhat still needs a password\n  One ');
    expect(text).toContain('✘ Needs a password  Proven: 2 profiles: CustomAuthKey=26 in rasphone.pbk');
    expect(text).toContain('And 1 more. All, with proof and what to do: keyready apps\n');
    expect(text).not.toMatch(/Four|Settled/);
  });

  it('counts what is only installed and tells nothing', () => {
    const installed = dependency({ answer: 'ask-admin', grade: 'none', presence: 'installed', evidence: [] });
    const text = plain(scanWith({ dependencies: [installed, installed] }));
    expect(text).toContain(
      '\nWhat still needs a password\n  2 installed programs may; nothing tells. All, with proof and what to do: keyready apps\n',
    );
  });

  it('is left out where nothing has to be dealt with, and not told twice', () => {
    const text = plain(
      scanWith({
        dependencies: [dependency({ answer: 'not-affected' })],
        overall: [
          {
            rule: 'overall.apps',
            code: 'APP_SAVES_PASSWORD',
            severity: 'info',
            title: 'Kept',
            plain: 'It is.',
            evidence: [],
          },
        ],
      }),
    );
    expect(text).not.toMatch(/What still needs|Kept/);
    expect(plain(scanWith())).not.toContain('What still needs');
  });
});

describe('verdict on a terminal', () => {
  it('answers first, then why, then what to do', () => {
    const lines = plain(scanWith()).split('\n');
    expect(lines[0]).toMatch(/^→ One step left: turn on Bluetooth +LAPTOP-42 · Linux · 0\.8 s$/);
    const text = lines.join('\n');
    const order = [
      'One step left: turn on',
      'Security key',
      'Do this',
      'Turn on Bluetooth  you, 1 min  Settings',
    ];
    const places = order.map((part) => text.indexOf(part));
    expect(places).not.toContain(-1);
    expect([...places].sort((a, b) => a - b)).toEqual(places);
  });

  it('aligns state and reason in columns', () => {
    const lines = plain(scanWith()).split('\n');
    const key = lines.find((line) => line.startsWith('  Security key')) ?? '';
    const phone = lines.find((line) => line.startsWith('  Your phone')) ?? '';
    expect(key.indexOf('✔ ready')).toBe(phone.indexOf('→ one step left'));
    expect(key.indexOf('YubiKey')).toBe(phone.indexOf('Bluetooth is off'));
  });

  it('puts kinds that have no meaning here into one line and out of the way', () => {
    expect(plain(scanWith())).toContain('\n  Not for this device: Windows Hello\n');
  });

  it('says of a covered kind by what, beside the others', () => {
    const covered = kind({
      kind: 'winhello',
      title: 'Passkey on this PC',
      state: 'not-applicable',
      stateWord: 'Covered',
      reason: 'Already covered by Windows Hello',
      coveredBy: 'Windows Hello',
    });
    const text = plain(scanWith({ kinds: [covered] }));
    expect(text).toMatch(/Passkey on this PC +\S+ covered +Already covered by Windows Hello\n/);
    expect(text).not.toContain('Not for this device');
  });

  it('says age and doubt beside the reason, and nothing where there is neither', () => {
    const seenAt = '2026-11-11T08:00:00.000Z';
    const lessSure = 'a rule of the preview';
    const doubted = plain(scanWith({ kinds: [kind({ seenAt, lessSure })] }), 200);
    expect(doubted).toContain(
      'YubiKey 5C NFC is plugged in; seen 9 days ago; less sure: a rule of the preview\n',
    );
    expect(plain(scanWith())).not.toMatch(/seen|less sure/);
  });

  it('says what is left if one thing is lost, in one line of its own', () => {
    const recovery = {
      state: 'fragile' as const,
      line: 'Everything hangs on one thing. \u001b[31mX',
      findings: [],
    };
    const lines = plain(scanWith({ recovery })).split('\n');
    const place = lines.findIndex((line) => line.startsWith('Everything hangs on one thing.'));
    expect(lines[place - 1]).toBe('');
    expect(lines[place]).not.toContain('\u001b');
    expect(lines.indexOf('Do this')).toBeGreaterThan(place);
  });

  it('names owner and minutes of each action, and counts beyond five', () => {
    const actions = Array.from({ length: 7 }, (_, index) =>
      action({
        code: `CODE_${index}`,
        title: `Do number ${index}`,
        owner: 'it',
        minutes: index === 0 ? null : 5,
      }),
    );
    const text = plain(scanWith({ actions }));
    expect(text).toMatch(/1 {2}Do number 0 {2}IT {2}/);
    expect(text).toContain('IT, 5 min');
    expect(text).toContain('and 2 more');
    expect(text).not.toContain('Do number 5');
    expect(text).toContain('keyready explain CODE_0');
  });

  it('labels a replay', () => {
    const scan = scanWith();
    const text = plain({ ...scan, partial: { ...scan.partial, replayOf: 'old-laptop' } }).replace(
      /\s+/g,
      ' ',
    );
    expect(text).toContain('Replayed from the capture "old-laptop", not seen on this machine');
  });

  it('says which checks were lost', () => {
    const stamp = { tookMs: 1, context: 'device' as const };
    const text = plain(
      scanWith(
        {},
        {
          signals: {
            bluetooth: { kind: 'unknown', reason: 'crashed', at: '2026-11-20T08:00:00.000Z', ...stamp },
            apps: { kind: 'unknown', reason: 'timed-out', at: '2026-11-20T08:00:00.000Z', ...stamp },
          },
        },
      ),
    ).replace(/\s+/g, ' ');
    expect(text).toContain('Bluetooth (broke off)');
    expect(text).toContain('Installed applications (took too long)');
  });

  it.each([40, 60, 80, 120])('keeps within %i columns', (columns) => {
    const reason = 'a rather long reason that has to be broken over several lines to fit into the window';
    const scan = scanWith({
      kinds: [kind({ reason })],
      actions: [action({ title: 'Turn on Bluetooth here' })],
    });
    for (const line of plain(scan, columns).split('\n')) expect(length(line)).toBeLessThanOrEqual(columns);
  });

  it('does not let a device or a capture draw on the terminal', () => {
    const hostile = '\u001b[2J\u001b]0;owned\u0007evil\r\nname\u009b31m';
    const text = plain(
      scanWith(
        { kinds: [kind({ reason: hostile })] },
        { device: { id: '12345678', name: hostile, platform: 'linux' } },
      ),
    );
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    expect(clean(hostile)).toContain('evil');
  });

  it('uses plain signs where the terminal speaks no UTF-8', () => {
    const io = fakeTerminal({ env: { LANG: 'C', NO_COLOR: '1' } });
    const text = renderVerdict(scanWith(), styleFor(io), now);
    expect(text).toContain('+ ready');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII
    expect(text).toMatch(/^[\u0000-\u007f]*$/);
  });

  it('colours only by word and sign as well, so that nothing is lost without colour', () => {
    const coloured = renderVerdict(scanWith(), styleFor(fakeTerminal({ isTTY: true, columns: 100 })), now);
    expect(coloured).toContain('\u001b[');
    expect(stripVTControlCharacters(coloured)).toBe(plain(scanWith()));
  });
});

describe('colour', () => {
  it.each<[NodeJS.ProcessEnv, boolean, boolean]>([
    [{}, true, true],
    [{}, false, false],
    [{ NO_COLOR: '1' }, true, false],
    [{ NO_COLOR: '' }, true, true],
    [{ FORCE_COLOR: '1' }, false, true],
    [{ FORCE_COLOR: '0' }, true, false],
    [{ NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
    [{ TERM: 'dumb' }, true, false],
  ])('with %o on a terminal (%s): %s', (env, isTerminal, wanted) => {
    expect(wantsColour(env, isTerminal)).toBe(wanted);
  });
});

describe('progress', () => {
  const running = { running: true, done: 3, total: 10, checking: ['bluetooth', 'something-new'] };

  it('rewrites one line for who watches', () => {
    const io = fakeTerminal({ isTTY: true, columns: 80 });
    const line = progressLine(io);
    line.show(running);
    line.erase();
    expect(io.stderr.text()).toBe('\r\u001b[2KChecking 3 of 10: Bluetooth, something-new\r\u001b[2K');
    expect(io.stdout.text()).toBe('');
  });

  it('never wraps', () => {
    const io = fakeTerminal({ isTTY: true, columns: 20 });
    progressLine(io).show(running);
    expect(io.stderr.text().replace('\r\u001b[2K', '').length).toBeLessThan(20);
  });

  it.each([{ isTTY: false }, { isTTY: true, env: { TERM: 'dumb' } }])('is silent with %o', (options) => {
    const io = fakeTerminal(options);
    const line = progressLine(io);
    line.show(running);
    line.erase();
    expect(io.stderr.text()).toBe('');
  });
});

describe('problem, explanation and status', () => {
  const style = styleFor(fakeTerminal({ columns: 80 }));

  it('says an error in one line with its code and where to read on', () => {
    expect(renderError({ code: 'upload.unreachable', title: 'x', detail: 'no\nanswer' }, style)).toBe(
      'error: no answer (upload.unreachable)\n  more: keyready explain upload.unreachable\n',
    );
  });

  it('numbers the steps of a reason', () => {
    const text = renderExplanation(
      {
        kind: 'reason',
        code: 'BT_OFF',
        title: 'Bluetooth is off',
        plain: 'A phone needs it.',
        detail: null,
        action: 'Turn on Bluetooth',
        owner: 'person',
        minutes: 1,
        steps: ['Open Settings', 'Switch it on'],
        link: null,
        source: 'https://example.com',
      },
      style,
    );
    expect(text).toMatch(/Bluetooth is off {2}BT_OFF/);
    expect(text).toContain('Turn on Bluetooth (you, 1 min)\n  1  Open Settings\n  2  Switch it on\n');
  });

  it('mentions what was lost only when something was', () => {
    const upload = {
      collectorUrl: 'https://c.example',
      enrolled: true,
      deviceId: 'abcdefgh',
      lastUploadAt: '2026-11-20T06:00:01.000Z',
      waiting: 1,
      setAside: 0,
      dropped: 0,
      lastProblem: null,
    };
    const good = renderStatus({ upload, lastScan: null, lastSent: null, metadata: null }, style, now);
    expect(good).toMatch(/Last upload +2 hours ago/);
    expect(good).toMatch(/Waiting +1 report\n/);
    expect(good).not.toMatch(/Set aside|Dropped|problem/);
    expect(good).toMatch(/Key metadata +none imported/);
    const metadata = { no: 285, importedAt: now.toISOString(), nextUpdate: '2026-11-01', stale: true };
    const bad = renderStatus(
      { upload: { ...upload, setAside: 2, dropped: 3 }, lastScan: null, lastSent: null, metadata },
      style,
      now,
    );
    expect(bad).toMatch(/Set aside +2 reports/);
    expect(bad).toMatch(/Dropped +3 reports/);
    expect(bad).toMatch(/Key metadata +no\. 285, next one was due on 2026-11-01/);
  });
});

describe('wrapping', () => {
  it('breaks at spaces and keeps a long word whole', () => {
    expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
    expect(wrap('https://example.com/very/long', 10)).toEqual(['https://example.com/very/long']);
    expect(wrap('', 10)).toEqual(['']);
  });
});
