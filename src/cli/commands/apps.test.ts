import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleReport } from '../../../test/cli/doubles/sample-report.ts';
import { fakeTerminal } from '../../../test/cli/doubles/terminal.ts';
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
import type { Agent, ScanOptions } from '../../agent/agent.ts';
import { judgeReport } from '../../agent/judge-report.ts';
import { AppsOutput } from '../../contract/cli.ts';
import { ProblemError } from '../../contract/problem.ts';
import { readPolicyFiles } from '../../platform/policy-files.ts';
import { length } from '../render/wrap.ts';
import { type AppsCommandOptions, runAppsCommand } from './apps.ts';

const { remediation } = await readPolicyFiles();
const cases = [
  aCase('eap', { says: 'EAP-MSCHAPv2' }),
  aCase('likely', { strength: 'strong' }),
  aCase('ssl', { shows: 'server-decides' }),
  aCase('web', { shows: 'passkey-ready' }),
  aCase('private', { account: 'own', says: 'a password of the file server' }),
];
const named = (id: string, name: string) =>
  entry(id, { name, tests: [settingsTest('book', cases, { shown: 'rasphone.pbk' })] });
const entries = [
  named('ras', 'VPN of Windows'),
  named('long', 'A client for networks with an uncommonly long name / its older name'),
  named('thunderbird', 'Thunderbird'),
  named('files', 'File client'),
];

function agentSeeing(sight: Sight, platform: Sight['platform'] = 'win32') {
  const asked: ScanOptions[] = [];
  const scan: Agent['scan'] = async (options = {}) => {
    asked.push(options);
    const report = sampleReport({ signals: deviceWith({ ...sight, platform }).signals });
    report.device.platform = platform;
    const judged = judgeReport(report, { policy: groundsWith(entries), remediation }, JUDGED_AT);
    const partial = {
      schemaVersion: 1 as const,
      scanId: report.reportId,
      context: 'user' as const,
      platform,
      agentVersion: '0.4.0',
      startedAt: report.createdAt,
      tookMs: 300,
      completeness: 'complete' as const,
      signals: report.signals,
      ...(options.replayDir === undefined ? {} : { replayOf: options.replayDir }),
    };
    return { partial, report, ...judged, problems: [] };
  };
  return { agent: { scan } as Agent, asked };
}

async function run(sight: Sight, options: AppsCommandOptions = {}, columns = 80) {
  const io = fakeTerminal({ columns, env: { LANG: 'C.UTF-8', NO_COLOR: '1' } });
  const { agent, asked } = agentSeeing(sight);
  const exitCode = await runAppsCommand({ io, agent: async () => agent }, options);
  return { exitCode, asked, stdout: io.stdout.text(), stderr: io.stderr.text() };
}
const seen = (...rows: [string, string][]): Sight => ({
  machine: {
    found: rows.map(([id, of]) => found(id, 'book', of, { proof: ['CustomAuthKey=26'], count: 2 })),
  },
});

describe('keyready apps', () => {
  it.each([
    ['nothing', {}, 0],
    ['a passkey', seen(['ras', 'web']), 0],
    ['a password of its own', seen(['files', 'private']), 0],
    ['the server decides', seen(['ras', 'ssl']), 10],
    ['only installed', { installs: [installed('ras')] }, 30],
    ['likely a password', seen(['ras', 'likely']), 10],
    ['proven', seen(['ras', 'eap'], ['long', 'ssl']), 20],
    ['closed settings', { installs: [installed('ras')], machine: { unread: [unread('ras', 'book')] } }, 30],
    ['a signal is missing', { without: ['app-settings'] } satisfies Sight, 30],
    ['proven, and a signal is missing', { ...seen(['ras', 'eap']), without: ['apps'] } satisfies Sight, 20],
  ] as const)('exits by the worst: %s', async (_name, sight, exitCode) => {
    const ran = await run(sight as Sight, { json: true });
    expect(ran.exitCode).toBe(exitCode);
    const output = AppsOutput.parse(JSON.parse(ran.stdout));
    expect(output.explained.map((item) => item.entry)).toEqual(
      output.dependencies.items.map((item) => item.entry),
    );
    expect(ran.stderr).toBe('');
  });

  it('asks for what it needs and nothing else', async () => {
    const { asked } = await run({}, { replay: 'some-capture' });
    expect(asked).toMatchObject([
      {
        only: ['os', 'apps', 'app-settings', 'personal-app-settings', 'vpn-profiles'],
        replayDir: 'some-capture',
      },
    ]);
  });

  it('shows the worst first, with proof, what is apart and what was missed', async () => {
    const sight: Sight = {
      ...seen(['ras', 'eap'], ['files', 'private'], ['thunderbird', 'web'], ['long', 'ssl']),
      without: ['apps'],
      others: 2,
    };
    const { stdout } = await run(sight);
    const order = [
      '✘ 1 app or connection here fails when passwords end: 1 proven',
      '1 more depends on a server.',
      'PROGRAM',
      'VPN of Windows',
      '✘ needs a password',
      '    - 2 profiles: CustomAuthKey=26 in rasphone.pbk (EAP-MSCHAPv2)',
      'A client for networks',
      'with ID one of ras, long',
      'With accounts of their own, outside the rollout',
      '  - File client: 2 profiles: CustomAuthKey=26 in rasphone.pbk (a password of the',
      'Need no password',
      '  - Thunderbird: ready, test once, 2 profiles',
      'Good to know',
      'There may be more: the lists of installed programs',
      'Settings of 2 other people on this device were not looked at.',
    ];
    const places = order.map((part) => stdout.indexOf(part));
    expect(order.filter((_, at) => places[at] === -1)).toEqual([]);
    expect(places.toSorted((a, b) => a - b)).toEqual(places);
  });

  it.each([40, 60, 80, 120])('keeps to %d columns', async (columns) => {
    const sight = { ...seen(['ras', 'eap'], ['long', 'likely'], ['files', 'private']), others: 3 };
    const { stdout } = await run(sight, {}, columns);
    for (const line of stdout.split('\n')) expect([line, length(line) <= columns]).toEqual([line, true]);
    expect(stdout).toContain('needs a password');
  });

  it('names what is only installed apart, without days and proof', async () => {
    const { stdout } = await run({ installs: [installed('ras')] });
    expect(stdout).toContain('? No setting here proves a password; 1 app or connection here could use one');
    expect(stdout).toContain('Installed, and nothing tells how they sign in\n  - VPN of Windows: ');
    expect(stdout).not.toContain('PROGRAM');
  });

  it('says plainly that nothing was found, and that it could not tell', async () => {
    expect((await run({})).stdout).toMatch(/^✔ Nothing was found here that needs a company password\n/);
    expect((await run({ without: ['app-settings'] })).stdout).toMatch(/^\? Whether something here needs/);
  });
});

describe('keyready apps --why', () => {
  it('says all about one program that is here', async () => {
    const { stdout, exitCode } = await run(seen(['thunderbird', 'eap'], ['ras', 'eap']), {
      why: 'Thunderbird',
    });
    expect(exitCode).toBe(20);
    expect(stdout).toMatch(/^Thunderbird {2}Mozilla · thunderbird\n✘ Needs a password · proven · set up\n/);
    for (const part of [
      'What was found here',
      'CustomAuthKey=26',
      'What to do',
      'What is known of it',
      'prefs.js',
    ])
      expect(stdout).toContain(part);
    expect(stdout).not.toContain('VPN of Windows');
  });

  it('and one that is not, with what would tell; --json has both', async () => {
    const { stdout, exitCode } = await run(seen(['ras', 'eap']), { why: 'thunderbird' });
    expect(stdout).toContain('It was not found here.');
    expect(stdout).toContain('What would tell how it signs in');
    expect(exitCode).toBe(0);
    const { stdout: json } = await run({ without: ['apps'] }, { why: 'thunderbird', json: true });
    expect(AppsOutput.parse(JSON.parse(json))).toMatchObject({
      explained: [],
      why: { entry: 'thunderbird' },
    });
  });

  it('knows what was meant by a slip, and asks nothing then', async () => {
    const { agent, asked } = agentSeeing({});
    const ran = runAppsCommand({ io: fakeTerminal(), agent: async () => agent }, { why: 'thunderbrid' });
    await expect(ran).rejects.toThrow(
      'there is no entry "thunderbrid" in the catalogue (did you mean thunderbird?)',
    );
    expect(asked).toEqual([]);
  });
});

describe('keyready apps --catalogue', () => {
  let dir: string;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'keyready-catalogue-'));
  });
  afterAll(() => rm(dir, { recursive: true, force: true }));
  const good = `schemaVersion: 1
kind: mail
checkedOn: 2026-11-22
entries:
  - id: my-mail
    name: My mail
    vendor: Somebody
    detect: { linux: { deb: [my-mail] } }
    signIn: { class: password-only }
    remediation: Replace it with another.
    sources: []
    confidence: high
`;

  it('is used for the look and for the judgement', async () => {
    const file = join(dir, 'good.yaml');
    await writeFile(file, good);
    const { asked, stdout } = await run({}, { catalogue: file, why: 'my-mail' });
    expect(asked[0]?.catalogue).toBe(file);
    expect(stripVTControlCharacters(stdout)).toContain('only a user name and password');
  });

  it.each([
    [
      'a word that nobody knows',
      good.replace('password-only', 'password-onl'),
      /:9:\d+: entries\.0\.signIn\.class: /,
    ],
    ['a field that nobody knows', `${good}    colour: red\n`, /:13:\d+: entries\.0\.colour: /],
    ['no YAML', 'entries: [', /bad\.yaml:\d+:\d+: /],
  ])('%s is refused by file, line and field before anything is looked at', async (_name, text, message) => {
    const file = join(dir, 'bad.yaml');
    await writeFile(file, text);
    const { agent, asked } = agentSeeing({});
    const failure = await runAppsCommand(
      { io: fakeTerminal(), agent: async () => agent },
      { catalogue: file },
    ).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ProblemError);
    expect((failure as ProblemError).code).toBe('policy.invalid');
    expect((failure as ProblemError).message).toMatch(message);
    expect(asked).toEqual([]);
  });
});
