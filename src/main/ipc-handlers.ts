import type { Agent } from '../agent/agent.ts';
import type { MainHandlers } from '../contract/ipc.ts';
import type { PlatformName } from '../contract/platform-name.ts';
import { ProblemError } from '../contract/problem.ts';
import type { AppState } from './app-state.ts';
import { type RemedyTarget, readRemedyLink } from './remedy-link.ts';
import type { ScanRunner } from './scan-runner.ts';
import type { UploadRunner } from './upload-runner.ts';

/** Opens a target outside the window. Rejects when the system could not. */
export type OpenRemedy = (target: RemedyTarget) => Promise<void>;

export type IpcHandlersOptions = {
  agent: Pick<Agent, 'lastSent'>;
  state: AppState;
  scans: ScanRunner;
  uploads: UploadRunner;
  openRemedy: OpenRemedy;
  /** The system the window runs on: decides which settings links may be opened. */
  platform: PlatformName;
  /** Resolves once what was remembered is in the state, so that the first answer is the last verdict, not emptiness. */
  remembered: Promise<void>;
};

/** Main's answers to the window. Knows nothing of Electron. Expected failures are thrown as ProblemError. */
export function makeIpcHandlers(options: IpcHandlersOptions): MainHandlers {
  const { agent, state, scans, uploads, openRemedy, platform } = options;
  return {
    app: {
      async snapshot() {
        await options.remembered;
        return state.current();
      },
    },
    scan: {
      async start() {
        scans.start();
      },
      async cancel() {
        scans.cancel();
      },
    },
    upload: {
      sendNow: () => uploads.send(),
      lastSent: () => agent.lastSent(),
    },
    remedy: {
      async open({ code }) {
        const link = state.current().verdict?.actions.find((action) => action.code === code)?.link;
        if (!link) throw new ProblemError('remedy.no-link', `Nothing to open for ${code}.`);
        const target = readRemedyLink(link, platform);
        if (!target)
          throw new ProblemError('remedy.link-refused', `The link of ${code} is of a kind never opened.`);
        try {
          await openRemedy(target);
        } catch (cause) {
          throw new ProblemError('remedy.could-not-open', `This system could not open ${link}.`, { cause });
        }
      },
    },
  };
}
