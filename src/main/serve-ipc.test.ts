import { describe, expect, it } from 'vitest';
import { type AppSnapshot, ipc, type MainHandlers } from '../contract/ipc.ts';
import { ProblemError } from '../contract/problem.ts';
import { emptySnapshot } from './app-state.ts';
import { type IpcCall, type IpcTransport, serveIpc } from './serve-ipc.ts';

const us = { origin: 'app://keyready', topFrame: true };
const snapshot = emptySnapshot({ name: 'LAPTOP-42', os: 'Debian 12' });

/** A transport that hands its calls straight over and keeps what was told. */
function serve(handlers: Partial<{ [G in keyof MainHandlers]: Partial<MainHandlers[G]> }> = {}) {
  const told: { channel: string; state: unknown }[] = [];
  const defects: unknown[] = [];
  let channels: readonly string[] = [];
  let answer: (call: IpcCall) => Promise<unknown> = async () => 'never served';
  const transport: IpcTransport = {
    serve(names, reply) {
      channels = names;
      answer = reply;
    },
    tell: (channel, state) => told.push({ channel, state }),
  };
  const calls: string[] = [];
  const server = serveIpc({
    contract: ipc,
    handlers: {
      app: { snapshot: async () => snapshot, ...handlers.app },
      scan: {
        start: async () => void calls.push('scan.start'),
        cancel: async () => void calls.push('scan.cancel'),
        ...handlers.scan,
      },
      upload: { sendNow: async () => snapshot.upload, lastSent: async () => null, ...handlers.upload },
      remedy: { open: async ({ code }) => void calls.push(`remedy.open ${code}`), ...handlers.remedy },
    },
    transport,
    allowedOrigin: 'app://keyready',
    describe: (error) =>
      error instanceof ProblemError
        ? { code: error.code, title: error.message, ...(error.where ? { where: error.where } : {}) }
        : { code: 'ipc.failed', title: 'Something went wrong.' },
    onDefect: (error) => defects.push(error),
  });
  return { server, told, defects, calls, channels: () => channels, ask: (call: IpcCall) => answer(call) };
}

describe('serveIpc', () => {
  it('serves every ask of the contract by its derived name, and no tell', () => {
    expect(serve().channels()).toEqual([
      'app.snapshot',
      'scan.start',
      'scan.cancel',
      'upload.sendNow',
      'upload.lastSent',
      'remedy.open',
    ]);
  });

  it('answers with the checked value', async () => {
    const { ask, calls } = serve();
    expect(await ask({ channel: 'app.snapshot', sender: us, input: undefined })).toEqual({
      ok: true,
      value: snapshot,
    });
    expect(await ask({ channel: 'remedy.open', sender: us, input: { code: 'BT_OFF' } })).toMatchObject({
      ok: true,
    });
    expect(calls).toEqual(['remedy.open BT_OFF']);
  });

  const strangers = [
    { who: 'another origin', sender: { origin: 'https://evil.example', topFrame: true } },
    {
      who: 'an origin that only begins like ours',
      sender: { origin: 'app://keyready.evil', topFrame: true },
    },
    { who: 'a file', sender: { origin: 'file://', topFrame: true } },
    { who: 'an opaque origin', sender: { origin: 'null', topFrame: true } },
    { who: 'a frame inside our page', sender: { origin: 'app://keyready', topFrame: false } },
    { who: 'a frame that has gone', sender: null },
  ];
  for (const { who, sender } of strangers) {
    it(`refuses ${who} without calling the handler`, async () => {
      const { ask, calls } = serve();
      const answer = await ask({ channel: 'scan.start', sender, input: undefined });
      expect(answer).toMatchObject({ ok: false, problem: { code: 'ipc.untrusted-sender' } });
      expect(calls).toEqual([]);
    });
  }

  it('checks the sender before the channel and before the schema', async () => {
    const { ask } = serve();
    const sender = { origin: 'https://evil.example', topFrame: true };
    for (const call of [
      { channel: 'no.such', sender, input: undefined },
      { channel: 'remedy.open', sender, input: { code: 42 } },
    ]) {
      expect(await ask(call)).toMatchObject({ problem: { code: 'ipc.untrusted-sender' } });
    }
  });

  it('refuses a channel that is not in the contract, also a tell and an inherited name', async () => {
    const { ask } = serve();
    for (const channel of [
      'no.such',
      'app.changed',
      'toString',
      '__proto__.constructor',
      'app.constructor',
    ]) {
      expect(await ask({ channel, sender: us, input: undefined })).toMatchObject({
        ok: false,
        problem: { code: 'ipc.bad-message' },
      });
    }
  });

  it('refuses an input of the wrong shape and names the field', async () => {
    const { ask, calls } = serve();
    for (const input of [
      undefined,
      null,
      'BT_OFF',
      { code: 42 },
      { code: 'x'.repeat(65) },
      { code: 'A', url: 'file:///' },
    ]) {
      expect(await ask({ channel: 'remedy.open', sender: us, input })).toMatchObject({
        ok: false,
        problem: { code: 'ipc.bad-message' },
      });
    }
    expect(await ask({ channel: 'remedy.open', sender: us, input: { code: 42 } })).toMatchObject({
      problem: { where: '/code' },
    });
    expect(await ask({ channel: 'scan.start', sender: us, input: { only: ['tpm'] } })).toMatchObject({
      ok: false,
    });
    expect(calls).toEqual([]);
  });

  it('turns an expected failure into its problem, and a defect into ipc.failed without its words', async () => {
    const { ask, defects } = serve({
      upload: {
        sendNow: async () => {
          throw new ProblemError('upload.not-enrolled', 'Not enrolled.');
        },
        lastSent: async () => {
          throw new Error('ENOENT /home/someone/secret');
        },
      },
    });
    expect(await ask({ channel: 'upload.sendNow', sender: us, input: undefined })).toMatchObject({
      problem: { code: 'upload.not-enrolled' },
    });
    expect(defects).toEqual([]);
    const failed = await ask({ channel: 'upload.lastSent', sender: us, input: undefined });
    expect(failed).toEqual({ ok: false, problem: { code: 'ipc.failed', title: 'Something went wrong.' } });
    expect(JSON.stringify(failed)).not.toContain('secret');
    expect(defects).toHaveLength(1);
  });

  it('never sends an answer that breaks the contract', async () => {
    const { ask, defects } = serve({
      app: { snapshot: async () => ({ ...snapshot, device: { name: 7 } }) as unknown as AppSnapshot },
    });
    expect(await ask({ channel: 'app.snapshot', sender: us, input: undefined })).toMatchObject({
      ok: false,
      problem: { code: 'ipc.failed' },
    });
    expect(defects).toHaveLength(1);
  });

  it('tells whole states that fit the contract and reports those that do not', () => {
    const { server, told, defects } = serve();
    server.tell('app.changed', snapshot);
    expect(told).toEqual([{ channel: 'app.changed', state: snapshot }]);
    server.tell('app.changed', { ...snapshot, scannedAt: 'yesterday' });
    expect(told).toHaveLength(1);
    expect(defects).toHaveLength(1);
  });
});
