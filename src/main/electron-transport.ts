import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron';
import type { IpcSender, IpcTransport } from './serve-ipc.ts';

/**
 * Electron's two-way messages as an IpcTransport.
 *
 * @param windows The contents to tell; asked each time, so a closed window is simply no longer told.
 */
export function electronTransport(
  ipcMain: Pick<IpcMain, 'handle'>,
  windows: () => readonly Pick<WebContents, 'send' | 'isDestroyed'>[],
): IpcTransport {
  return {
    serve(channels, answer) {
      for (const channel of channels) {
        ipcMain.handle(channel, (event, input: unknown) =>
          answer({ channel, sender: senderOf(event), input }),
        );
      }
    },
    tell(channel, state) {
      for (const contents of windows()) if (!contents.isDestroyed()) contents.send(channel, state);
    },
  };
}

/** `senderFrame` is null when the frame has gone or navigated meanwhile: then nobody we know is asking. */
function senderOf(event: Pick<IpcMainInvokeEvent, 'senderFrame'>): IpcSender | null {
  const frame = event.senderFrame;
  return frame ? { origin: frame.origin, topFrame: frame.parent === null } : null;
}
