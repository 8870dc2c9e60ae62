import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listProcesses } from '../../test/doubles/hosts/list-processes.ts';
import { PartialReport } from '../contract/report.ts';
import { type SignalId, signalIds } from '../contract/signals.ts';
import type { ScanProgress } from '../contract/status.ts';
import { systemClock } from '../platform/clock.ts';
import { nodeHostLauncher } from '../platform/live/node-child.ts';
import { writeCapture } from '../platform/record/write-capture.ts';
import { type ScanSignalsOptions, scanSignals } from './scan-signals.ts';

const started: number[] = [];
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keyready-scan-'));
  started.length = 0;
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function hostFile(name: string): string {
  return fileURLToPath(new URL(`../../test/doubles/hosts/${name}.ts`, import.meta.url));
}
function scan(host: string, more: Partial<ScanSignalsOptions> = {}) {
  const launch = nodeHostLauncher(hostFile(host));
  return scanSignals({
    signals: signalIds,
    context: 'user',
    agentVersion: '0.0.0-test',
    clock: systemClock,
    launchHost: () => {
      started.push(Date.now());
      return launch();
    },
    ...more,
  });
}
/** Hosts that this test process has started and that are still there. */
function hostsLeft(): string[] {
  const mine = listProcesses().filter((seen) => seen.parentPid === process.pid);
  return mine.map((seen) => seen.commandLine).filter((line) => line.includes('-host.ts'));
}
function lost(report: PartialReport): Record<string, string> {
  const entries = Object.entries(report.signals).flatMap(([id, seen]) =>
    seen?.kind === 'unknown' ? [[id, `${seen.reason}: ${seen.detail}`]] : [],
  );
  return Object.fromEntries(entries);
}

describe('scanSignals with real child processes', () => {
  it('answers every signal from one host, timed, and fits the contract', async () => {
    const seen: ScanProgress[] = [];
    const report = await scan('steady-host', { onProgress: (progress) => seen.push(progress) });
    expect(PartialReport.parse(report)).toEqual(report);
    expect(Object.keys(report.signals)).toEqual(signalIds);
    expect(report.completeness).toBe('complete');
    expect(lost(report)).toEqual({});
    expect(started).toHaveLength(1);
    expect(seen[0]).toEqual({ running: true, done: 0, total: signalIds.length, checking: [] });
    expect(seen.at(-1)).toEqual({
      running: false,
      done: signalIds.length,
      total: signalIds.length,
      checking: [],
    });
    expect(hostsLeft()).toEqual([]);
  });

  it('loses only the signal whose probe spins for ever', async () => {
    const report = await scan('spinning-host');
    expect(lost(report)).toEqual({ tpm: 'timed-out: its process stopped answering' });
    expect(report.completeness).toBe('partial');
    expect(hostsLeft()).toEqual([]);
  });

  it('loses only the signal whose probe waits for ever, without a second host', async () => {
    const report = await scan('waiting-host');
    expect(lost(report)).toEqual({ tpm: 'timed-out: no answer within 2500 ms' });
    expect(started).toHaveLength(1);
    expect(hostsLeft()).toEqual([]);
  });

  it('loses only the signal whose probe crashes the process, and names how', async () => {
    const report = await scan('segfaulting-host');
    expect(lost(report)).toEqual({ tpm: 'crashed: its process was ended by SIGSEGV' });
    expect(report.signals.bluetooth?.kind).toBe('known');
    expect(report.completeness).toBe('partial');
  });

  it('tells defects of each kind from each other', async () => {
    const report = await scan('faulty-host');
    expect(lost(report)).toEqual({
      tpm: 'crashed: the probe threw: TypeError: cannot read properties of undefined',
      hardware: 'crashed: the probe threw: RangeError: index out of range',
      browsers: 'crashed: its process ended with exit code 1',
      'secure-boot': expect.stringMatching(
        /^crashed: the probe's answer does not fit its signal: \/secure-boot\/facts\/supported: /,
      ),
      'join-state': 'no-probe: undefined',
    });
  });

  it.each([
    ['unlaunchable-host', 'crashed: its process ended with exit code 3'],
    ['babbling-host', 'crashed: its process sent a message that cannot be read'],
    ['no-such-host', 'crashed: its process ended with exit code 1'],
  ])('says of %s that nothing could be told', async (host, why) => {
    const report = await scan(host, { signals: ['os', 'tpm'] });
    expect(lost(report)).toEqual({ os: why, tpm: why });
    expect(hostsLeft()).toEqual([]);
  });

  it('ends the programs that a lost host had started', async () => {
    const report = await scan('commanding-host', { signals: ['tpm'] });
    expect(lost(report)).toEqual({ tpm: 'timed-out: its process stopped answering' });
    const left = () => listProcesses().filter((seen) => seen.commandLine === '/bin/sleep 613.7');
    await expect.poll(left).toEqual([]);
  });

  it('stops at once when cancelled and says which answers are missing', async () => {
    const stop = new AbortController();
    const report = await scan('waiting-host', {
      stop: stop.signal,
      onProgress: ({ done }) => {
        if (done === signalIds.length - 1) stop.abort();
      },
    });
    expect(lost(report)).toEqual({ tpm: 'cancelled: the scan was cancelled' });
    expect(report.completeness).toBe('cancelled');
    expect(hostsLeft()).toEqual([]);
  });

  it('starts nothing when cancelled before it began', async () => {
    const report = await scan('steady-host', { stop: AbortSignal.abort() });
    expect(started).toHaveLength(0);
    expect(report.completeness).toBe('cancelled');
    expect(Object.keys(report.signals)).toEqual(signalIds);
  });
});

describe('recording and replay', () => {
  const manifest = {
    captureVersion: 1,
    agentVersion: '1',
    title: 'A machine with nothing recorded',
    capturedAt: '2026-01-01T00:00:00Z',
  } as const;
  const onlyOs: { signals: readonly SignalId[] } = { signals: ['os'] };

  it('gives the same answers from a recording as from the machine', async () => {
    const dir = join(folder, 'mine');
    const live = await scan('asking-host', { ...onlyOs, recordDir: dir });
    expect((await readdir(folder)).sort()).toEqual(['mine']);
    expect((await readdir(dir)).sort()).toEqual(['capture.json', 'os.json']);
    const replayed = await scan('asking-host', { ...onlyOs, replayDir: dir });
    expect(replayed.replayOf).toBe('mine');
    expect(live.replayOf).toBeUndefined();
    const [one, two] = [live.signals.os, replayed.signals.os];
    expect(one?.kind).toBe('known');
    expect(two).toMatchObject({ kind: 'known', facts: one?.kind === 'known' ? one.facts : null });
    const recorded = JSON.parse(await readFile(join(dir, 'os.json'), 'utf8'));
    expect(recorded.exchanges.map((e: { call: string }) => e.call)).toEqual([
      'readText',
      'readText',
      'about',
    ]);
    expect(homedir()).toBe(live.signals.os?.kind === 'known' ? live.signals.os.source : '');
  });

  it('asks the machine nothing when replaying: what is not in the capture is unknown', async () => {
    const dir = join(folder, 'windows');
    await writeCapture(dir, { ...manifest, platform: 'win32' }, []);
    const report = await scan('asking-host', { ...onlyOs, replayDir: dir });
    expect(report.platform).toBe('win32');
    expect(lost(report)).toEqual({ os: 'unreadable: not-captured' });
  });

  it('answers not-applicable where the capture’s system gives the question no meaning', async () => {
    const dir = join(folder, 'mac');
    await writeCapture(dir, { ...manifest, platform: 'darwin' }, []);
    const report = await scan('steady-host', { signals: ['tpm'], replayDir: dir });
    expect(report.signals.tpm?.kind).toBe('not-applicable');
    expect(report.completeness).toBe('complete');
    expect(started).toHaveLength(0);
  });

  it('refuses a folder that is no capture, and a recording folder that is not empty, before any scan', async () => {
    await expect(scan('steady-host', { replayDir: join(folder, 'none') })).rejects.toMatchObject({
      code: 'capture.not-a-capture',
    });
    const full = fileURLToPath(new URL('.', import.meta.url));
    await expect(scan('steady-host', { recordDir: full })).rejects.toMatchObject({
      code: 'capture.folder-not-empty',
    });
    expect(started).toHaveLength(0);
  });

  it('writes nothing when cancelled', async () => {
    const dir = join(folder, 'half');
    const stop = new AbortController();
    const onProgress = ({ done }: ScanProgress) => done === signalIds.length - 1 && stop.abort();
    await scan('waiting-host', { recordDir: dir, stop: stop.signal, onProgress: (p) => void onProgress(p) });
    expect(await readdir(folder)).toEqual([]);
  });
});
