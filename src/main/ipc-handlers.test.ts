import { describe, expect, it } from 'vitest';
import {
  bluetoothAction,
  resultOf,
  sampleReport,
  sampleVerdicts,
} from '../../test/e2e/window/sample-results.ts';
import { makeScriptedAgent, notEnrolled } from '../../test/e2e/window/scripted-agent.ts';
import type { AppSnapshot } from '../contract/ipc.ts';
import type { PlatformName } from '../contract/platform-name.ts';
import { type Problem, ProblemError } from '../contract/problem.ts';
import { emptySnapshot, makeAppState } from './app-state.ts';
import { makeIpcHandlers } from './ipc-handlers.ts';
import { recallLastScan } from './recall-last-scan.ts';
import type { RemedyTarget } from './remedy-link.ts';
import { makeScanRunner } from './scan-runner.ts';
import { makeUploadRunner } from './upload-runner.ts';

const describeError = (error: unknown): Problem =>
  error instanceof ProblemError
    ? { code: error.code, title: error.message }
    : { code: 'ipc.failed', title: 'Fault' };

function make(options: { platform?: PlatformName; replayDir?: string; opens?: () => Promise<void> } = {}) {
  const agent = makeScriptedAgent();
  const state = makeAppState(emptySnapshot({ name: 'LAPTOP-42', os: 'Linux' }));
  const seen: AppSnapshot[] = [];
  state.onChange((snapshot) => seen.push(snapshot));
  const defects: unknown[] = [];
  const common = {
    agent,
    state,
    describe: describeError,
    onDefect: (error: unknown) => void defects.push(error),
  };
  const uploads = makeUploadRunner(common);
  const scans = makeScanRunner({
    ...common,
    afterScan: () => uploads.sendQuietly(),
    ...(options.replayDir === undefined ? {} : { replayDir: options.replayDir }),
  });
  const opened: RemedyTarget[] = [];
  const remembered = Promise.withResolvers<void>();
  const handlers = makeIpcHandlers({
    agent,
    state,
    scans,
    uploads,
    platform: options.platform ?? 'linux',
    remembered: remembered.promise,
    async openRemedy(target) {
      await options.opens?.();
      opened.push(target);
    },
  });
  return {
    agent,
    state,
    seen,
    defects,
    scans,
    uploads,
    handlers,
    opened,
    common,
    remember: remembered.resolve,
  };
}

describe('app.snapshot', () => {
  it('waits for what was remembered, so that the first answer is the last verdict', async () => {
    const { agent, handlers, common, remember } = make();
    agent.script.last = resultOf(sampleVerdicts.blocked);
    const answer = handlers.app.snapshot(undefined);
    expect(await recallLastScan(common)).toEqual(new Date(agent.script.last.partial.startedAt));
    remember();
    expect(await answer).toMatchObject({
      verdict: { state: 'blocked' },
      device: { name: 'LAPTOP-42', os: 'Debian GNU/Linux 12 (bookworm)' },
    });
  });
  it('opens with a problem when nothing can be read', async () => {
    const { agent, state, common, defects } = make();
    agent.lastScan = async () => {
      throw new ProblemError('state.corrupt', 'Cannot read what was seen last.');
    };
    agent.status = async () => {
      throw new Error('a defect');
    };
    expect(await recallLastScan(common)).toBeNull();
    expect(state.current()).toMatchObject({ verdict: null, lastProblem: { code: 'ipc.failed' } });
    expect(defects).toHaveLength(1);
  });
});

describe('scan', () => {
  it('runs in the background, tells progress, keeps the last answer meanwhile, then shows the new one', async () => {
    const { agent, state, handlers, scans } = make();
    state.change({ verdict: sampleVerdicts.blocked });
    await handlers.scan.start(undefined);
    const scan = await agent.nextScan();
    expect(state.current().progress).toEqual({ running: true, done: 0, total: 0, checking: [] });
    scan.progress(3, 10, ['bluetooth']);
    expect(state.current()).toMatchObject({
      verdict: { state: 'blocked' },
      progress: { running: true, done: 3, total: 10, checking: ['bluetooth'] },
    });
    scan.finish(resultOf(sampleVerdicts.ready));
    await scans.settled();
    expect(state.current()).toMatchObject({ verdict: { state: 'ready' }, progress: { running: false } });
  });
  it('joins the running scan when started again, and can be started anew afterwards', async () => {
    const { agent, handlers, scans } = make();
    await handlers.scan.start(undefined);
    await handlers.scan.start(undefined);
    (await agent.nextScan()).finish(resultOf(sampleVerdicts.ready));
    await scans.settled();
    expect(agent.scansStarted()).toBe(1);
    await handlers.scan.start(undefined);
    expect(agent.scansStarted()).toBe(2);
  });
  it('keeps the last answer when cancelled, without a problem and without sending', async () => {
    const { agent, state, handlers, scans, seen } = make();
    agent.script.status = { ...notEnrolled, enrolled: true, waiting: 1 };
    state.change({ verdict: sampleVerdicts.ready, scannedAt: '2026-11-20T00:00:00.000Z' });
    await handlers.scan.start(undefined);
    const scan = await agent.nextScan();
    await handlers.scan.cancel(undefined);
    scan.progress(9, 10, ['tpm']);
    await scans.settled();
    expect(state.current()).toMatchObject({
      verdict: { state: 'ready' },
      scannedAt: '2026-11-20T00:00:00.000Z',
      progress: { running: false },
      lastProblem: null,
    });
    expect(seen.some(({ progress }) => progress.done === 9)).toBe(false);
  });
  it('does not take a scan that was cut short for an answer', async () => {
    const { agent, state, handlers, scans } = make();
    state.change({ verdict: sampleVerdicts.ready });
    await handlers.scan.start(undefined);
    const cut = resultOf(sampleVerdicts.unknown);
    (await agent.nextScan()).finish({ ...cut, partial: { ...cut.partial, completeness: 'cancelled' } });
    await scans.settled();
    expect(state.current()).toMatchObject({ verdict: { state: 'ready' }, progress: { running: false } });
  });
  it('shows what went wrong beside a scan, together with its answer', async () => {
    const { agent, state, handlers, scans } = make();
    await handlers.scan.start(undefined);
    const problem = { code: 'state.disk-full', title: 'Could not keep the result' };
    (await agent.nextScan()).finish({ ...resultOf(sampleVerdicts.ready), problems: [problem] });
    await scans.settled();
    expect(state.current()).toMatchObject({ verdict: { state: 'ready' }, lastProblem: problem });
  });
  it('shows why a scan failed, and forgets it when the next one starts', async () => {
    const { agent, state, handlers, scans, defects } = make();
    await handlers.scan.start(undefined);
    (await agent.nextScan()).fail(new ProblemError('state.disk-full', 'The disk is full.'));
    await scans.settled();
    expect(state.current()).toMatchObject({
      progress: { running: false },
      lastProblem: { code: 'state.disk-full' },
    });
    expect(defects).toEqual([]);
    await handlers.scan.start(undefined);
    expect(state.current().lastProblem).toBeNull();
    (await agent.nextScan()).fail(new Error('a defect'));
    await scans.settled();
    expect(state.current().lastProblem?.code).toBe('ipc.failed');
    expect(defects).toHaveLength(1);
  });
});

describe('upload', () => {
  it('sends after a scan when enrolled, and shows a collector out of reach as status, not as a problem', async () => {
    const { agent, state, handlers, scans } = make();
    agent.script.status = { ...notEnrolled, enrolled: true, waiting: 1 };
    const problem = { code: 'upload.unreachable', title: 'Not reached' };
    agent.script.upload = async () => ({ kind: 'later', problem, retryAfterMs: null });
    await handlers.scan.start(undefined);
    (await agent.nextScan()).finish(resultOf(sampleVerdicts.ready));
    await scans.settled();
    expect(state.current()).toMatchObject({
      lastProblem: null,
      upload: { waiting: 1, lastProblem: problem },
    });
  });
  it('sends nothing when not enrolled', async () => {
    const { agent, handlers, scans, state, defects } = make();
    await handlers.scan.start(undefined);
    (await agent.nextScan()).finish(resultOf(sampleVerdicts.ready));
    await scans.settled();
    expect(state.current().upload.lastProblem).toBeNull();
    expect(defects).toEqual([]);
  });
  it('sends once for two clicks and answers both with the status', async () => {
    const { agent, handlers } = make();
    let sendings = 0;
    agent.script.upload = async () => {
      sendings += 1;
      await new Promise(setImmediate);
      agent.script.status = { ...notEnrolled, enrolled: true, lastUploadAt: sampleReport.createdAt };
      return { kind: 'sent', count: 1 };
    };
    const answers = await Promise.all([
      handlers.upload.sendNow(undefined),
      handlers.upload.sendNow(undefined),
    ]);
    expect(sendings).toBe(1);
    expect(answers.map(({ lastUploadAt }) => lastUploadAt)).toEqual([
      sampleReport.createdAt,
      sampleReport.createdAt,
    ]);
  });
  it('shows the report that was sent, or none', async () => {
    const { agent, handlers } = make();
    expect(await handlers.upload.lastSent(undefined)).toBeNull();
    agent.script.sent = sampleReport;
    expect(await handlers.upload.lastSent(undefined)).toEqual(sampleReport);
  });
});

describe('remedy.open', () => {
  it('opens the link of an action of the verdict shown', async () => {
    const { state, handlers, opened } = make();
    state.change({ verdict: sampleVerdicts.ready });
    await handlers.remedy.open({ code: bluetoothAction.code });
    expect(opened).toEqual([{ how: 'panel', program: '/usr/bin/gnome-control-center', panel: 'bluetooth' }]);
  });
  it('opens nothing for a code without a link, of another verdict, or before the first', async () => {
    const { state, handlers, opened } = make();
    await expect(handlers.remedy.open({ code: 'BT_OFF' })).rejects.toMatchObject({ code: 'remedy.no-link' });
    state.change({ verdict: sampleVerdicts.blocked });
    for (const code of ['BT_OFF', 'SECKEY_DENIED', 'constructor']) {
      await expect(handlers.remedy.open({ code })).rejects.toMatchObject({ code: 'remedy.no-link' });
    }
    expect(opened).toEqual([]);
  });
  it('refuses a link of a kind that is never opened', async () => {
    const { state, handlers, opened } = make();
    for (const link of ['file:///etc/passwd', 'ms-settings:bluetooth', 'javascript:alert(1)']) {
      state.change({ verdict: { ...sampleVerdicts.ready, actions: [{ ...bluetoothAction, link }] } });
      await expect(handlers.remedy.open({ code: 'BT_OFF' })).rejects.toMatchObject({
        code: 'remedy.link-refused',
      });
    }
    expect(opened).toEqual([]);
  });
  it('says so when the system cannot open it', async () => {
    const { state, handlers } = make({ opens: async () => Promise.reject(new Error('no such program')) });
    state.change({ verdict: sampleVerdicts.ready });
    await expect(handlers.remedy.open({ code: 'BT_OFF' })).rejects.toMatchObject({
      code: 'remedy.could-not-open',
    });
  });
});
