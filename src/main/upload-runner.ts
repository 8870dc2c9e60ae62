import type { Agent } from '../agent/agent.ts';
import { type Problem, ProblemError } from '../contract/problem.ts';
import type { UploadStatus } from '../contract/status.ts';
import type { AppState } from './app-state.ts';

/** Sends what waits in the spool, one sending at a time. */
export interface UploadRunner {
  /** Sends, or joins the sending that runs; then the status as it is now. Throws what the agent throws. */
  send(): Promise<UploadStatus>;
  /** The same without ever rejecting, for after a scan: not reaching IT is a line in the window, not an error. */
  sendQuietly(): Promise<void>;
  /** Reads the status anew into the state. */
  refresh(): Promise<UploadStatus>;
  /** Stops a sending that runs. What was not accepted stays in the spool. */
  stop(): void;
}

export type UploadRunnerOptions = {
  agent: Pick<Agent, 'upload' | 'status'>;
  state: AppState;
  describe: (error: unknown) => Problem;
  onDefect: (error: unknown) => void;
};

export function makeUploadRunner(options: UploadRunnerOptions): UploadRunner {
  const { agent, state } = options;
  const stop = new AbortController();
  let running: Promise<UploadStatus> | null = null;

  async function refresh(): Promise<UploadStatus> {
    const upload = await agent.status();
    state.change({ upload });
    return upload;
  }

  async function sendAll(): Promise<UploadStatus> {
    const outcome = await agent.upload(stop.signal);
    const status = await agent.status();
    // Why nothing was sent is part of where this installation stands, also when the agent does not remember it.
    const upload = 'problem' in outcome ? { ...status, lastProblem: outcome.problem } : status;
    state.change({ upload });
    return upload;
  }

  function send(): Promise<UploadStatus> {
    running ??= sendAll().finally(() => {
      running = null;
    });
    return running;
  }

  return {
    send,
    refresh,
    async sendQuietly() {
      try {
        const status = await refresh();
        if (status.enrolled && status.waiting > 0) await send();
      } catch (error) {
        if (!(error instanceof ProblemError)) options.onDefect(error);
        state.change({ upload: { ...state.current().upload, lastProblem: options.describe(error) } });
      }
    },
    stop: () => stop.abort(),
  };
}
