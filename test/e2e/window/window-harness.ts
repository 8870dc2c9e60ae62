import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import type { Page } from 'playwright/test';
import type { Agent } from '../../../src/agent/agent.ts';
import { describeProblem } from '../../../src/core/explain/describe-problem.ts';
import { serveAppFiles } from '../../../src/main/app-protocol.ts';
import { electronTransport } from '../../../src/main/electron-transport.ts';
import type { RemedyTarget } from '../../../src/main/remedy-link.ts';
import { type MyDevice, type MyDeviceOptions, runMyDevice } from '../../../src/main/run-my-device.ts';
import { systemClock } from '../../../src/platform/clock.ts';
import { readPolicyFiles } from '../../../src/platform/policy-files.ts';

const { problems } = await readPolicyFiles();
const root = join(import.meta.dirname, '../../..');
const rendererDir = join(root, 'out/renderer');
const preloadFile = join(root, 'out/preload/preload.cjs');

/** Serves the built renderer over http with the headers of the app's own scheme: the production policy included. */
export async function servePages(): Promise<{ origin: string; port: number; close(): Promise<void> }> {
  for (const file of [preloadFile, join(rendererDir, 'index.html')]) {
    if (!existsSync(file)) throw new Error(`${file} is missing: run \`npm run build\` first`);
  }
  const answer = serveAppFiles('127.0.0.1', rendererDir);
  const server: Server = createServer((request, response) => {
    void answer(new Request(`http://127.0.0.1${request.url}`, { method: request.method ?? 'GET' })).then(
      async (from) => {
        response.writeHead(from.status, Object.fromEntries(from.headers));
        response.end(Buffer.from(await from.arrayBuffer()));
      },
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** Main, with what it was asked to open and what it called a defect. */
export interface MainSide {
  device: MyDevice;
  opened: RemedyTarget[];
  defects: unknown[];
  /** Asks as Electron would deliver them. Rejects for a channel nobody serves, as Electron does. */
  invoke(event: Pick<IpcMainInvokeEvent, 'senderFrame'>, channel: string, input: unknown): Promise<unknown>;
  /** Pages that are told. */
  pages: Set<Page>;
}

/**
 * The real main side: real handlers, real checks, Electron's transport adapter. Only `ipcMain` and `WebContents` are
 * stood in for, with their own types.
 */
export function startMain(
  agent: Agent,
  allowedOrigin: string,
  more: Partial<Pick<MyDeviceOptions, 'sample' | 'openRemedy' | 'platform'>> = {},
): MainSide {
  const listeners = new Map<string, Parameters<IpcMain['handle']>[1]>();
  const pages = new Set<Page>();
  const opened: RemedyTarget[] = [];
  const defects: unknown[] = [];
  const transport = electronTransport(
    { handle: (channel, listener) => void listeners.set(channel, listener) },
    () =>
      [...pages].map((page) => ({
        isDestroyed: () => page.isClosed(),
        send: (channel: string, state: unknown) => {
          // A page that is closing or loading is not listening; the next snapshot tells it all.
          void page.evaluate(tellPage, { channel, state }).catch(() => {});
        },
      })),
  );
  const device = runMyDevice({
    agent,
    deviceName: 'LAPTOP-42',
    platform: 'linux',
    transport,
    allowedOrigin,
    openRemedy: async (target) => void opened.push(target),
    describe: (error) => describeProblem(error, problems, 'ipc.failed'),
    onDefect: (error) => void defects.push(error),
    clock: systemClock,
    ...more,
  });
  return {
    device,
    opened,
    defects,
    pages,
    async invoke(event, channel, input) {
      const listener = listeners.get(channel);
      if (!listener) throw new Error(`No handler registered for '${channel}'`);
      return listener(event as IpcMainInvokeEvent, input);
    },
  };
}

/**
 * Gives a page `window.keyready` by running the REAL built preload in it. Of Electron there are only the two objects
 * that a preload may use; behind them, messages travel over a Playwright binding, which knows the asking frame and is
 * not subject to the page's content security policy.
 */
export async function installBridge(page: Page, main: MainSide): Promise<void> {
  await page.exposeBinding('harnessAsk', ({ frame }, channel: string, input: unknown) =>
    main.invoke(
      {
        senderFrame: {
          origin: new URL(frame.url()).origin,
          parent: frame.parentFrame(),
        } as unknown as IpcMainInvokeEvent['senderFrame'],
      },
      channel,
      input,
    ),
  );
  await page.addInitScript(`
    (() => {
      const listeners = new Map();
      window.harnessTell = (channel, state) => {
        for (const listener of listeners.get(channel) ?? []) listener({}, state);
      };
      const electron = {
        contextBridge: { exposeInMainWorld: (name, value) => { window[name] = value; } },
        ipcRenderer: {
          invoke: (channel, input) => window.harnessAsk(channel, input),
          on: (channel, listener) => { listeners.set(channel, [...(listeners.get(channel) ?? []), listener]); },
          removeListener: (channel, listener) => {
            listeners.set(channel, (listeners.get(channel) ?? []).filter((other) => other !== listener));
          },
        },
      };
      ((require, module, exports) => {${readFileSync(preloadFile, 'utf8')}})(
        (name) => { if (name !== 'electron') throw new Error('a sandboxed preload has no ' + name); return electron; },
        { exports: {} },
        {},
      );
    })();
  `);
  main.pages.add(page);
}

function tellPage({ channel, state }: { channel: string; state: unknown }): void {
  (window as unknown as { harnessTell(channel: string, state: unknown): void }).harnessTell(channel, state);
}
