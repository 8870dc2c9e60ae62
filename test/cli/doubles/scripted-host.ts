import type { SignalId } from '../../../src/contract/signals.ts';
import { HostRequest } from '../../../src/core/scan/host-messages.ts';
import type { ChildExit, LaunchHost } from '../../../src/platform/child-channel.ts';

/** What a probe is to answer; `never` hangs. */
export type ScriptedAnswers = Partial<Record<SignalId, unknown | 'never'>>;

/** A probe host inside this process that says what it is told to; unnamed signals are `unknown: refused`. */
export function scriptedHost(answers: () => ScriptedAnswers): LaunchHost {
  return () => {
    let tell: (message: unknown) => void = () => {};
    let end: (exit: ChildExit) => void = () => {};
    return {
      send(message) {
        const { signals } = HostRequest.parse(message);
        queueMicrotask(() => {
          const script = answers();
          for (const { id } of signals) {
            tell({ kind: 'started', signal: id });
            if (script[id] === 'never') continue;
            const found = script[id] ?? { kind: 'unknown', reason: 'refused' };
            tell({ kind: 'observed', signal: id, found, at: new Date().toISOString(), tookMs: 1 });
          }
          if (signals.some(({ id }) => script[id] === 'never')) return;
          tell({ kind: 'finished' });
          end({ exitCode: 0, signalName: null });
        });
      },
      onMessage(listen) {
        tell = listen;
      },
      onExit(listen) {
        end = listen;
      },
      kill() {
        end({ exitCode: null, signalName: 'SIGKILL' });
      },
    };
  };
}

export const tpmThere = {
  kind: 'known',
  source: 'script',
  facts: {
    present: true,
    version: { kind: 'known', value: '2.0' },
    properties: { kind: 'unknown', reason: 'needs-elevation' },
  },
};
export const tpmDenied = { kind: 'unknown', reason: 'needs-elevation', detail: '/dev/tpmrm0' };
