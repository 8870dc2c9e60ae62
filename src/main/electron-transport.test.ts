import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron';
import { describe, expect, it } from 'vitest';
import { electronTransport } from './electron-transport.ts';
import type { IpcCall } from './serve-ipc.ts';

type Listener = Parameters<IpcMain['handle']>[1];

function eventFrom(senderFrame: { origin: string; parent: unknown } | null): IpcMainInvokeEvent {
  return { senderFrame } as IpcMainInvokeEvent;
}

describe('electronTransport', () => {
  it('hands over the sender as Electron saw it, whatever the message says', async () => {
    const listeners = new Map<string, Listener>();
    const calls: IpcCall[] = [];
    const transport = electronTransport(
      { handle: (channel, listener) => void listeners.set(channel, listener) },
      () => [],
    );
    transport.serve(['app.snapshot'], async (call) => {
      calls.push(call);
      return 'answer';
    });
    const listener = listeners.get('app.snapshot');
    expect(await listener?.(eventFrom({ origin: 'app://keyready', parent: null }), { origin: 'x' })).toBe(
      'answer',
    );
    await listener?.(eventFrom({ origin: 'app://keyready', parent: {} }), 1);
    await listener?.(eventFrom(null), 2);
    expect(calls.map(({ sender }) => sender)).toEqual([
      { origin: 'app://keyready', topFrame: true },
      { origin: 'app://keyready', topFrame: false },
      null,
    ]);
  });

  it('tells open windows only', () => {
    const sent: string[] = [];
    const window = (name: string, gone: boolean): Pick<WebContents, 'send' | 'isDestroyed'> => ({
      send: (channel) => void sent.push(`${name} ${channel}`),
      isDestroyed: () => gone,
    });
    electronTransport({ handle: () => {} }, () => [window('a', false), window('b', true)]).tell(
      'app.changed',
      {},
    );
    expect(sent).toEqual(['a app.changed']);
  });
});
