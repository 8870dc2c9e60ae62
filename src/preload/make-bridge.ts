import { type Bridge, ipc } from '../contract/ipc.ts';

/** The two things a bridge needs from whatever carries messages. */
export interface Wire {
  ask(channel: string, input: unknown): Promise<unknown>;
  /** Returns the function that stops listening. */
  listen(channel: string, hear: (state: unknown) => void): () => void;
}

/**
 * The window's side of the contract, derived from it: nothing can be asked that the contract does not name, and no
 * channel name ever comes from the page.
 */
export function makeBridge(wire: Wire): Bridge {
  const groups = Object.entries(ipc).map(([group, calls]) => [
    group,
    Object.fromEntries(
      Object.entries(calls).map(([call, { way }]: [string, { way: 'ask' | 'tell' }]) => {
        const channel = `${group}.${call}`;
        return [
          call,
          way === 'ask'
            ? (input?: unknown) => wire.ask(channel, input)
            : (hear: (state: unknown) => void) => wire.listen(channel, hear),
        ];
      }),
    ),
  ]);
  return Object.fromEntries(groups) as Bridge;
}
