import { describe, expect, it } from 'vitest';
import { steadyFacts } from '../../../test/doubles/hosts/steady-facts.ts';
import type { SignalId } from '../../contract/signals.ts';
import { signalCatalogue } from '../signals/catalogue.ts';
import type { HostRequest } from './host-messages.ts';
import { runScan } from './run-scan.ts';
import type { HostExit, HostLink, ScanTime } from './scan-ports.ts';

/** Time that moves only when told, and then runs what is due in order. */
function scriptedTime() {
  let nowMs = 0;
  let due: { atMs: number; run: () => void }[] = [];
  const time: ScanTime = {
    now: () => new Date(nowMs),
    monotonicMs: () => nowMs,
    after(delayMs, run) {
      const entry = { atMs: nowMs + delayMs, run };
      due.push(entry);
      return () => {
        due = due.filter((other) => other !== entry);
      };
    },
  };
  const pass = async (ms: number) => {
    const untilMs = nowMs + ms;
    for (;;) {
      for (let turn = 0; turn < 20; turn++) await Promise.resolve();
      const [next] = due.filter((entry) => entry.atMs <= untilMs).sort((a, b) => a.atMs - b.atMs);
      if (next === undefined) break;
      due = due.filter((entry) => entry !== next);
      nowMs = next.atMs;
      next.run();
    }
    nowMs = untilMs;
  };
  return { time, pass };
}

type Host = {
  asked: SignalId[];
  say(message: unknown): void;
  exit(exit: Partial<HostExit>): void;
  killed: number;
};
/** Hosts under a test's control. `onStart` is how each behaves once asked. */
function scriptedHosts(onStart: (host: Host) => void, diesWhenKilled = true) {
  const hosts: Host[] = [];
  const startHost = (): HostLink => {
    let toParent: (message: unknown) => void = () => {};
    let onExit: (exit: HostExit) => void = () => {};
    const host: Host = {
      asked: [],
      killed: 0,
      say: (message) => toParent(message),
      exit: (exit) => onExit({ exitCode: null, signalName: null, ...exit }),
    };
    hosts.push(host);
    return {
      send(message) {
        host.asked = (message as HostRequest).signals.map((signal) => signal.id);
        queueMicrotask(() => onStart(host));
      },
      onMessage: (listen) => {
        toParent = listen;
      },
      onExit: (listen) => {
        onExit = listen;
      },
      kill() {
        host.killed++;
        if (diesWhenKilled) queueMicrotask(() => host.exit({ signalName: 'SIGKILL' }));
      },
    };
  };
  return { hosts, startHost };
}
const observed = (signal: SignalId) => ({
  kind: 'observed',
  signal,
  found: { kind: 'known', facts: steadyFacts[signal], source: 'script' },
  at: '2026-01-01T00:00:00.000Z',
  tookMs: 1,
});
function job(signals: readonly SignalId[]) {
  const specs = signals.map((id) => signalCatalogue[id]);
  return { specs, platform: 'linux', context: 'user', record: false } as const;
}
function answerAll(host: Host) {
  for (const signal of host.asked) host.say({ kind: 'started', signal });
  for (const signal of host.asked) host.say(observed(signal));
  host.say({ kind: 'finished' });
  host.exit({ exitCode: 0 });
}

describe('runScan', () => {
  it('keeps what was answered, repeats what was in flight alone, and the rest together', async () => {
    const { time, pass } = scriptedTime();
    const { hosts, startHost } = scriptedHosts((host) => {
      if (hosts.length > 1) return answerAll(host);
      host.say({ kind: 'started', signal: 'os' });
      host.say({ kind: 'started', signal: 'tpm' });
      host.say({ kind: 'started', signal: 'bluetooth' });
      host.say(observed('os'));
      host.exit({ signalName: 'SIGSEGV' });
    });
    const scan = runScan(job(['os', 'tpm', 'bluetooth', 'browsers', 'apps']), { startHost, time });
    await pass(100);
    const outcome = await scan;
    expect(hosts.map((host) => host.asked)).toEqual([
      ['os', 'tpm', 'bluetooth', 'browsers', 'apps'],
      ['browsers', 'apps'],
      ['tpm'],
      ['bluetooth'],
    ]);
    expect(outcome.completeness).toBe('complete');
  });

  it('asks no more than two at a time when asking again', async () => {
    const { time, pass } = scriptedTime();
    const { hosts, startHost } = scriptedHosts((host) => {
      for (const signal of host.asked) host.say({ kind: 'started', signal });
      if (hosts.length === 1) host.exit({ exitCode: 9 });
    });
    const scan = runScan(job(['os', 'tpm', 'bluetooth', 'browsers']), { startHost, time });
    await pass(10);
    expect(hosts).toHaveLength(3);
    await pass(60_000);
    const { signals, completeness } = await scan;
    expect(hosts).toHaveLength(5);
    expect(Object.values(signals).map((seen) => seen?.kind === 'unknown' && seen.reason)).toEqual(
      Array(4).fill('timed-out'),
    );
    expect(completeness).toBe('partial');
  });

  it('blames the only signal in flight of a stuck host without asking it again', async () => {
    const { time, pass } = scriptedTime();
    const { hosts, startHost } = scriptedHosts((host) => host.say({ kind: 'started', signal: 'tpm' }));
    const scan = runScan(job(['tpm']), { startHost, time });
    await pass(3_400);
    expect(hosts[0]?.killed).toBe(0);
    await pass(200);
    expect((await scan).signals.tpm).toMatchObject({ kind: 'unknown', reason: 'timed-out', tookMs: 3500 });
    expect(hosts).toHaveLength(1);
  });

  it('gives up a host that says nothing at all, and a process that not even a kill ends', async () => {
    const { time, pass } = scriptedTime();
    const { hosts, startHost } = scriptedHosts(() => {}, false);
    const scan = runScan(job(['tpm']), { startHost, time });
    await pass(60_000);
    expect((await scan).signals.tpm).toMatchObject({
      reason: 'crashed',
      detail: 'its process stopped answering',
    });
    expect(hosts.every((host) => host.killed > 0)).toBe(true);
  });

  it('does not believe a host that says finished and has not answered', async () => {
    const { time, pass } = scriptedTime();
    const { startHost } = scriptedHosts((host) => {
      host.say({ kind: 'finished' });
      host.exit({ exitCode: 0 });
    });
    const scan = runScan(job(['tpm', 'os']), { startHost, time });
    await pass(10);
    expect((await scan).signals.tpm).toMatchObject({
      reason: 'crashed',
      detail: 'its process ended without an answer',
    });
  });

  it('takes no answer for a signal it did not ask for, and only the first for one it did', async () => {
    const { time, pass } = scriptedTime();
    const { startHost } = scriptedHosts((host) => {
      host.say({ kind: 'started', signal: 'apps' });
      host.say(observed('apps'));
      host.say(observed('tpm'));
      host.say({ ...observed('tpm'), found: { kind: 'unknown', reason: 'busy' } });
      host.say({ kind: 'finished' });
      host.exit({ exitCode: 0 });
    });
    const scan = runScan(job(['tpm']), { startHost, time });
    await pass(10);
    const { signals } = await scan;
    expect(Object.keys(signals)).toEqual(['tpm']);
    expect(signals.tpm?.kind).toBe('known');
  });

  it('ends a host that lingers after its last answer, without losing any', async () => {
    const { time, pass } = scriptedTime();
    const { hosts, startHost } = scriptedHosts((host) => {
      host.say(observed('tpm'));
      host.say({ kind: 'finished' });
    });
    const scan = runScan(job(['tpm']), { startHost, time });
    await pass(5_000);
    expect((await scan).completeness).toBe('complete');
    expect(hosts[0]?.killed).toBeGreaterThan(0);
  });

  it('kills the host when cancelled, keeps what was answered and says the rest was cancelled', async () => {
    const { time, pass } = scriptedTime();
    const stop = new AbortController();
    const { hosts, startHost } = scriptedHosts((host) => host.say(observed('os')));
    const scan = runScan(job(['os', 'tpm']), { startHost, time, stop: stop.signal });
    await pass(50);
    stop.abort();
    await pass(1);
    const { signals, completeness } = await scan;
    expect(hosts).toHaveLength(1);
    expect(signals.os?.kind).toBe('known');
    expect(signals.tpm).toMatchObject({ kind: 'unknown', reason: 'cancelled' });
    expect(completeness).toBe('cancelled');
  });

  it('answers nothing-to-ask at once', async () => {
    const { time } = scriptedTime();
    const { hosts, startHost } = scriptedHosts(answerAll);
    const outcome = await runScan(job([]), { startHost, time });
    expect(outcome).toMatchObject({ completeness: 'complete', signals: {} });
    expect(hosts).toHaveLength(0);
  });
});
