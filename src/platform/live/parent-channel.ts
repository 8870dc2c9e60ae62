import type { ParentChannel } from '../child-channel.ts';

/** Electron's utility process line (https://www.electronjs.org/docs/latest/api/parent-port), as far as used. */
type ParentPort = {
  postMessage(message: unknown): void;
  on(event: 'message', listen: (event: { data: unknown }) => void): void;
};

/** The line to whoever started this process: Node's fork, or Electron's utilityProcess. Null when started by hand. */
export function connectToParent(): ParentChannel | null {
  const port = (process as { parentPort?: ParentPort }).parentPort;
  if (port !== undefined) {
    return {
      send: async (message) => port.postMessage(message),
      onMessage: (listen) => port.on('message', (event) => listen(event.data)),
      // Chromium ends a utility process by itself when the browser process goes away.
      onGone: () => {},
    };
  }
  if (process.send === undefined) return null;
  const send = process.send.bind(process) as (message: unknown, sent: (error: Error | null) => void) => void;
  return {
    send: (message) =>
      new Promise((resolve) => {
        // A failed send means that the parent is gone, which `onGone` tells.
        send(message, () => resolve());
      }),
    onMessage: (listen) => process.on('message', listen),
    onGone: (listen) => process.once('disconnect', listen),
  };
}
