import type { SignalId } from '../../contract/signals.ts';
import { ANSWER_GRACE_MS, EXIT_GRACE_MS, SILENCE_LIMIT_MS } from './host-limits.ts';
import { HostMessage, type HostRequest } from './host-messages.ts';
import type { HostExit, ScanPorts } from './scan-ports.ts';

export type ObservedMessage = Extract<HostMessage, { kind: 'observed' }>;

/** Why a host is no longer there. */
export type HostEnd = {
  how: 'finished' | 'died' | 'stuck' | 'cancelled';
  /** In words, for an observation's detail. */
  what: string;
  /** Started, not answered. One of these may be guilty; the others only shared the process. */
  inFlight: SignalId[];
  neverStarted: SignalId[];
};

type Flight = { startedAtMs: number; timeLimitMs: number };

/** Runs one host from launch to its end and passes on what it says. Never rejects. */
export function runHost(
  request: HostRequest,
  ports: ScanPorts,
  listen: { started(signal: SignalId): void; observed(message: ObservedMessage): void },
): Promise<HostEnd> {
  const { time, stop } = ports;
  const waiting = new Map(request.signals.map((signal) => [signal.id, signal.timeLimitMs]));
  const flights = new Map<SignalId, Flight>();

  return new Promise((resolve) => {
    let verdict: { how: HostEnd['how']; what: string } | null = null;
    let ended = false;
    let killed = false;
    let heardAtMs = time.monotonicMs();
    let callOff: () => void = () => {};

    const link = ports.startHost();
    const killFor = (how: HostEnd['how'], what: string) => {
      verdict ??= { how, what };
      killed = true;
      link.kill();
    };
    const end = (exit: HostExit | null) => {
      if (ended) return;
      ended = true;
      callOff();
      stop?.removeEventListener('abort', onStop);
      const unanswered = flights.size + waiting.size > 0;
      const told = verdict === null || (verdict.how === 'finished' && unanswered);
      const why = told ? { how: 'died' as const, what: inWords(exit) } : verdict;
      if (why !== null) resolve({ ...why, inFlight: [...flights.keys()], neverStarted: [...waiting.keys()] });
    };
    const onStop = () => {
      killFor('cancelled', 'the scan was cancelled');
      heardAtMs = time.monotonicMs();
      watch();
    };

    const dueAtMs = () => {
      if (verdict !== null) return heardAtMs + EXIT_GRACE_MS;
      const dues = [...flights.values()].map((f) => f.startedAtMs + f.timeLimitMs + ANSWER_GRACE_MS);
      return dues.length > 0 ? Math.min(...dues) : heardAtMs + SILENCE_LIMIT_MS;
    };
    const watch = () => {
      callOff();
      if (ended) return;
      callOff = time.after(Math.max(0, dueAtMs() - time.monotonicMs()), () => {
        if (ended) return;
        if (time.monotonicMs() < dueAtMs()) return watch();
        // A process held by the kernel (a broken device) outlives even a kill: leave it, the scan goes on.
        if (killed) return end(null);
        killFor('stuck', 'its process stopped answering');
        heardAtMs = time.monotonicMs();
        watch();
      });
    };

    link.onExit(end);
    link.onMessage((raw) => {
      if (ended || verdict !== null) return;
      heardAtMs = time.monotonicMs();
      const parsed = HostMessage.safeParse(raw);
      if (!parsed.success) return killFor('died', 'its process sent a message that cannot be read');
      const message = parsed.data;
      if (message.kind === 'started') {
        const timeLimitMs = waiting.get(message.signal);
        if (timeLimitMs !== undefined) {
          waiting.delete(message.signal);
          flights.set(message.signal, { startedAtMs: heardAtMs, timeLimitMs });
          listen.started(message.signal);
        }
      } else if (message.kind === 'observed') {
        const asked = flights.delete(message.signal) || waiting.delete(message.signal);
        if (asked) listen.observed(message);
      } else {
        verdict = { how: 'finished', what: 'its process finished' };
      }
      watch();
    });
    stop?.addEventListener('abort', onStop);
    link.send(request);
    watch();
    if (stop?.aborted) onStop();
  });
}

function inWords(exit: HostExit | null): string {
  if (exit === null) return 'its process could not be ended';
  if (exit.problem !== undefined) return `its process could not run: ${exit.problem}`;
  if (exit.signalName !== null) return `its process was ended by ${exit.signalName}`;
  if (exit.exitCode === 0) return 'its process ended without an answer';
  return `its process ended with exit code ${exit.exitCode}`;
}
