import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ProblemCode, problemCatalogue } from '../contract/problem.ts';
import { verdictStates } from '../contract/verdict.ts';
import { readSignalIds } from './commands/scan.ts';
import { closest } from './did-you-mean.ts';
import { exitCodeMeanings, exitCodeOfProblem, exitCodeOfVerdict, exitCodes } from './exit-codes.ts';
import { isFresh } from './main-job/build-if-needed.ts';
import { whyNoWindow } from './main-job/open-window.ts';
import { ageInWords, durationInWords } from './render/age.ts';

describe('exit codes', () => {
  it('are those of the contract for verdicts', () => {
    expect(verdictStates.map((state) => exitCodeOfVerdict(state))).toEqual([0, 10, 20, 30, 30]);
  });

  it('give every problem a documented meaning that is not success', () => {
    const documented = new Set<number>(
      Object.keys(exitCodeMeanings).map((name) => exitCodes[name as keyof typeof exitCodes]),
    );
    for (const code of Object.keys(problemCatalogue) as ProblemCode[]) {
      expect(documented).toContain(exitCodeOfProblem(code));
      expect(exitCodeOfProblem(code), code).toBeGreaterThanOrEqual(64);
    }
  });

  it('tell later from never, and our defects from bad usage', () => {
    expect(exitCodeOfProblem('upload.unreachable')).toBe(75);
    expect(exitCodeOfProblem('upload.not-enrolled')).toBe(77);
    expect(exitCodeOfProblem('enroll.bad-code')).toBe(77);
    expect(exitCodeOfProblem('state.disk-full')).toBe(73);
    expect(exitCodeOfProblem('cli.usage')).toBe(64);
    expect(exitCodeOfProblem('cli.internal')).toBe(70);
    expect(exitCodeOfProblem('scan.cancelled')).toBe(130);
  });
});

describe('signal names', () => {
  it('are read from a list, each once', () => {
    expect(readSignalIds('tpm, security-key,tpm')).toEqual(['tpm', 'security-key']);
  });
  it.each([
    ['tmp', /did you mean tpm/],
    ['blutooth', /did you mean bluetooth/],
    ['zzzzzz', /known are os, hardware/],
    ['', /--only needs signals/],
    ['__proto__', /no signal/],
  ])('refuse "%s" helpfully', (text, words) => {
    expect(() => readSignalIds(text)).toThrow(
      expect.objectContaining({ code: 'cli.usage', message: expect.stringMatching(words) }),
    );
  });
});

describe('did you mean', () => {
  it('finds the closest word and keeps quiet when nothing is close', () => {
    expect(closest('BT_OF', ['BT_OFF', 'BT_BLOCKED'])).toBe('BT_OFF');
    expect(closest('completely', ['tpm', 'os'])).toBeNull();
    expect(closest('x', [])).toBeNull();
  });
});

describe('ages', () => {
  const now = new Date('2026-11-20T08:00:00Z');
  it.each([
    [0, 'just now'],
    [60, '1 minute ago'],
    [7200, '2 hours ago'],
    [9 * 86_400, '9 days ago'],
    [-86_400, 'on 2026-11-21'],
  ])('%i s: %s', (seconds, words) => {
    expect(ageInWords(new Date(now.getTime() - seconds * 1000), now)).toBe(words);
  });
  it('says durations', () => {
    expect([durationInWords(812), durationInWords(125_000)]).toEqual(['0.8 s', '2 min']);
  });
});

describe('window', () => {
  it.each<[string | null, NodeJS.ProcessEnv, NodeJS.Platform, boolean, RegExp | null]>([
    [null, { DISPLAY: ':0' }, 'linux', false, /no Electron binary/],
    ['/e', {}, 'linux', false, /no display/],
    ['/e', { DISPLAY: ':0' }, 'linux', true, /root/],
    ['/e', { WAYLAND_DISPLAY: 'wayland-0' }, 'linux', false, null],
    ['/e', {}, 'win32', false, null],
  ])('binary %s, %o, %s, root %s', (binary, env, platform, root, expected) => {
    const because = whyNoWindow(binary, env, platform, root);
    if (expected === null) expect(because).toBeNull();
    else expect(because).toMatch(expected);
  });
});

describe('build', () => {
  it('is needed when nothing was made, or a source changed since, in a folder as well', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'keyready-build-'));
    const target = { made: 'out.html', sources: ['src', 'config.ts', 'not-there.ts'] };
    const at = (name: string, seconds: number) => utimes(join(folder, name), seconds, seconds);
    try {
      await mkdir(join(folder, 'src', 'deep'), { recursive: true });
      for (const name of ['src/deep/page.ts', 'src/deep/page.test.ts', 'config.ts'])
        await writeFile(join(folder, name), '');
      for (const name of ['src/deep/page.ts', 'src/deep/page.test.ts', 'config.ts', 'src/deep', 'src'])
        await at(name, 1000);
      expect(await isFresh(folder, target)).toBe(false);
      await writeFile(join(folder, 'out.html'), '');
      await at('out.html', 2000);
      expect(await isFresh(folder, target)).toBe(true);
      await at('src/deep/page.test.ts', 3000);
      expect(await isFresh(folder, target)).toBe(true);
      await at('src/deep/page.ts', 3000);
      expect(await isFresh(folder, target)).toBe(false);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
