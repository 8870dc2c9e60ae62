import type { Agent } from '../agent/agent.ts';
import { ipc } from '../contract/ipc.ts';
import type { PlatformName } from '../contract/platform-name.ts';
import type { Problem } from '../contract/problem.ts';
import type { Clock } from '../platform/clock.ts';
import { emptySnapshot, makeAppState } from './app-state.ts';
import { makeIpcHandlers, type OpenRemedy } from './ipc-handlers.ts';
import { recallLastScan } from './recall-last-scan.ts';
import { makeScanRunner, platformTitles } from './scan-runner.ts';
import { type IpcTransport, serveIpc } from './serve-ipc.ts';
import { makeUploadRunner } from './upload-runner.ts';

/** An answer younger than this is shown as it is when the window opens; an older one is also checked again. */
const FRESH_FOR_MS = 60 * 60 * 1000;

export type MyDeviceOptions = {
  agent: Agent;
  /** Host name, shown until a scan says more. */
  deviceName: string;
  platform: PlatformName;
  transport: IpcTransport;
  allowedOrigin: string;
  openRemedy: OpenRemedy;
  describe: (error: unknown) => Problem;
  /** Where defects go. */
  onDefect: (error: unknown) => void;
  clock: Clock;
  /** A capture that stands in for this machine; the window then says so, and nothing is sent. */
  sample?: { name: string; replayDir: string };
};

export interface MyDevice {
  /** Stops what runs and waits until it has ended. */
  close(): Promise<void>;
}

/**
 * Everything behind the window that is not Electron: state, scans, sending, and the served contract. The tests run
 * the same with a transport of their own.
 */
export function runMyDevice(options: MyDeviceOptions): MyDevice {
  const { agent, platform, describe, onDefect, sample } = options;
  const state = makeAppState({
    ...emptySnapshot({ name: options.deviceName, os: platformTitles[platform] }),
    sample: sample?.name ?? null,
  });
  const common = { agent, state, describe, onDefect };
  const uploads = makeUploadRunner(common);
  const scans = makeScanRunner({
    ...common,
    afterScan: sample ? async () => {} : () => uploads.sendQuietly(),
    ...(sample ? { replayDir: sample.replayDir } : {}),
  });
  const remembered = recallAndCheck();

  async function recallAndCheck(): Promise<void> {
    // A sample must not show what this machine remembers as if it were the sample's.
    const last = sample ? null : await recallLastScan(common);
    const ageMs = last === null ? Number.POSITIVE_INFINITY : options.clock.now().getTime() - last.getTime();
    // An age below zero means that the clock was set back: then nothing can be said for its freshness either.
    if (ageMs < 0 || ageMs > FRESH_FOR_MS) scans.start();
  }

  const server = serveIpc({
    contract: ipc,
    handlers: makeIpcHandlers({
      agent,
      state,
      scans,
      uploads,
      platform,
      openRemedy: options.openRemedy,
      remembered,
    }),
    transport: options.transport,
    allowedOrigin: options.allowedOrigin,
    describe,
    onDefect,
  });
  state.onChange((snapshot) => server.tell('app.changed', snapshot));

  return {
    async close() {
      await remembered;
      scans.cancel();
      uploads.stop();
      await scans.settled();
    },
  };
}
