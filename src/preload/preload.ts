import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron';
import { makeBridge } from './make-bridge.ts';

// The page gets these named functions and nothing else: neither ipcRenderer itself nor the event of a message, which
// would hand it the sender (https://www.electronjs.org/docs/latest/tutorial/security#20-do-not-expose-electron-apis-to-untrusted-web-content).
contextBridge.exposeInMainWorld(
  'keyready',
  makeBridge({
    ask: (channel, input) => ipcRenderer.invoke(channel, input),
    listen(channel, hear) {
      const onMessage = (_event: IpcRendererEvent, state: unknown) => hear(state);
      ipcRenderer.on(channel, onMessage);
      return () => {
        ipcRenderer.removeListener(channel, onMessage);
      };
    },
  }),
);
