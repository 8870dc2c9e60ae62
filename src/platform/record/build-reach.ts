import type { MachineReach, Outcome } from '../reach.ts';
import { type CallShape, reachCalls } from './reach-calls.ts';

/** Answers one call of one port. */
export type AnswerCall = (
  port: keyof MachineReach,
  call: string,
  args: readonly unknown[],
  shape: CallShape,
) => Promise<Outcome<unknown>>;

/** A MachineReach all of whose calls go through one function: recording and replay are both made so. */
export function buildReach(answer: AnswerCall): MachineReach {
  const ports = Object.entries(reachCalls).map(([port, calls]) => {
    const methods = Object.entries(calls as Record<string, CallShape>).map(([call, shape]) => [
      call,
      (...args: unknown[]) => answer(port as keyof MachineReach, call, args, shape),
    ]);
    return [port, Object.fromEntries(methods)];
  });
  return Object.fromEntries(ports) as MachineReach;
}
