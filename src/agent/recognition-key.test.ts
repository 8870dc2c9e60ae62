import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SignalId } from '../contract/signals.ts';
import type { HostRequest } from '../core/scan/host-messages.ts';
import { type ChildChannel, neverStarted } from '../platform/child-channel.ts';
import { systemClock } from '../platform/clock.ts';
import { composeAgent } from './for-this-machine.ts';
import { loadRecognitionKey } from './recognition-key.ts';
import { scanSignals } from './scan-signals.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keyready-marks-'));
  path = join(folder, 'recognition-key');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('recognition key', () => {
  it('is made once, random, closed to others, and found again', async () => {
    const first = await loadRecognitionKey(path);
    expect(first).toEqual({ hex: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(await loadRecognitionKey(path)).toEqual(first);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await loadRecognitionKey(join(folder, 'another'))).hex).not.toBe(first.hex);
  });

  it('is the same for processes that start together', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => loadRecognitionKey(path)));
    expect(new Set(all.map(({ hex }) => hex)).size).toBe(1);
  });

  it('takes back rights that others were given', async () => {
    await loadRecognitionKey(path);
    await chmod(path, 0o644);
    await loadRecognitionKey(path);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it.each(['', 'abc\n', 'g'.repeat(64), `${'a'.repeat(64)}\n\n`, 'a'.repeat(1000)])(
    'a file that holds %j is kept aside with a coded problem, and a new key takes its place',
    async (content) => {
      await writeFile(path, content);
      const { hex, problem } = await loadRecognitionKey(path);
      expect(problem?.code).toBe('state.corrupt');
      expect(problem?.message).not.toContain(hex);
      const aside = (await readdir(folder)).find((name) => name.includes('set-aside')) ?? '';
      expect(await readFile(join(folder, aside), 'utf8')).toBe(content);
      expect(await loadRecognitionKey(path)).toEqual({ hex });
    },
  );
});

/** Hosts that note what they are asked and then die. */
function noting(asked: HostRequest[]): () => ChildChannel {
  return () => ({ ...neverStarted('a test double'), send: (message) => asked.push(message as HostRequest) });
}

describe('the way of the key to the host', () => {
  const scan = (asked: HostRequest[], signals: SignalId[], more: object = {}) =>
    scanSignals({
      signals,
      context: 'user',
      agentVersion: '0.0.0-test',
      clock: systemClock,
      launchHost: noting(asked),
      recognitionKey: async () => 'ab'.repeat(32),
      ...more,
    });

  it('goes only to a host that looks at security keys, live and not recording', async () => {
    const asked: HostRequest[] = [];
    await scan(asked, ['security-key', 'os']);
    expect(asked.length).toBeGreaterThan(1);
    for (const { signals, recognitionKey } of asked) {
      const looksAtKeys = signals.some(({ id }) => id === 'security-key');
      expect(recognitionKey).toBe(looksAtKeys ? 'ab'.repeat(32) : undefined);
    }
  });

  it.each([
    ['no security keys are asked for', ['os'], {}],
    [
      'a capture stands in',
      ['security-key'],
      {
        replayDir: new URL('../../test/fixtures/captures/linux/denied-everything', import.meta.url).pathname,
      },
    ],
    ['there is none', ['security-key'], { recognitionKey: async () => null }],
  ])('stays away when %s', async (_why, signals, more) => {
    const asked: HostRequest[] = [];
    await scan(asked, signals as SignalId[], more);
    expect(JSON.stringify(asked)).not.toMatch(/recognitionKey|abab/);
  });

  it('stays away from a recording', async () => {
    const asked: HostRequest[] = [];
    await scan(asked, ['security-key'], { recordDir: join(folder, 'capture') });
    expect(JSON.stringify(asked)).not.toMatch(/recognitionKey|abab/);
  });

  it('a scan makes it on first need, and goes on without it where nothing can be kept', async () => {
    const asked: HostRequest[] = [];
    const agent = await composeAgent({ stateDir: folder, launchHost: noting(asked) });
    await agent.scan({ context: 'user', only: ['os'] });
    expect(await readdir(folder)).not.toContain('recognition-key');
    const result = await agent.scan({ context: 'user', only: ['security-key'] });
    const { hex } = await loadRecognitionKey(path);
    expect(asked.at(-1)?.recognitionKey).toBe(hex);
    expect(JSON.stringify(result)).not.toContain(hex);

    await writeFile(join(folder, 'a-file'), '');
    const blocked = await composeAgent({
      stateDir: join(folder, 'a-file', 'below'),
      launchHost: noting(asked),
    });
    await blocked.scan({ context: 'user', only: ['security-key'] });
    expect(asked.at(-1)).not.toHaveProperty('recognitionKey');
  });

  it('tells when the key had to be made anew', async () => {
    await writeFile(path, 'nothing of use');
    const agent = await composeAgent({ stateDir: folder, launchHost: noting([]) });
    const { problems } = await agent.scan({ context: 'user', only: ['security-key'] });
    expect(problems).toMatchObject([{ code: 'state.corrupt' }]);
  });
});
