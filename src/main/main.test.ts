import { EventEmitter } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App, BrowserWindowConstructorOptions, IpcMain, Protocol, Session } from 'electron';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

/**
 * The composition root over a stand-in for Electron, which is typed against electron.d.ts where it has a shape. What
 * no stand-in can show (that the real window opens) is test/e2e/window/electron.spec.ts.
 */
function makeElectron() {
  const appEvents = new EventEmitter();
  const order: string[] = [];
  const handlers = new Map<string, Parameters<IpcMain['handle']>[1]>();
  const served: string[] = [];
  const windows: FakeWindow[] = [];
  const ready = Promise.withResolvers<void>();
  let lock = true;

  class FakeWindow extends EventEmitter {
    options: BrowserWindowConstructorOptions;
    loaded: string[] = [];
    focused = 0;
    webContents = { send: () => {}, isDestroyed: () => false };
    static getAllWindows = () => windows;
    constructor(options: BrowserWindowConstructorOptions) {
      super();
      this.options = options;
      windows.push(this);
    }
    show() {}
    focus() {
      this.focused += 1;
    }
    restore() {}
    isMinimized() {
      return false;
    }
    async loadURL(url: string) {
      this.loaded.push(url);
    }
  }
  const app: Partial<Record<keyof App, unknown>> = {
    isPackaged: true,
    getAppPath: () => join(import.meta.dirname, '../..'),
    getName: () => 'Keyready',
    enableSandbox: () => order.push('sandbox'),
    requestSingleInstanceLock: () => lock,
    on: (name: string, listen: (...args: unknown[]) => void) => appEvents.on(name, listen),
    whenReady: () => ready.promise,
    quit: () => order.push('quit'),
    exit: (code: number) => order.push(`exit ${code}`),
  };
  const pages: Partial<Record<keyof Session, unknown>> = {
    setPermissionRequestHandler: () => order.push('permissions denied'),
    setPermissionCheckHandler: () => {},
    setDevicePermissionHandler: () => {},
    on: () => {},
    webRequest: { onBeforeRequest: () => {} },
    protocol: { handle: ((scheme) => served.push(scheme)) as Protocol['handle'] },
  };
  return {
    appEvents,
    order,
    handlers,
    served,
    windows,
    ready,
    refuseLock: () => {
      lock = false;
    },
    module: {
      app,
      BrowserWindow: FakeWindow,
      dialog: { showErrorBox: (_title: string, text: string) => order.push(`error box: ${text}`) },
      ipcMain: {
        handle: ((channel, listener) => void handlers.set(channel, listener)) as IpcMain['handle'],
      },
      Menu: { setApplicationMenu: () => order.push('menu'), buildFromTemplate: () => ({}) },
      nativeTheme: { shouldUseDarkColors: true },
      protocol: { registerSchemesAsPrivileged: () => order.push('scheme') },
      session: { fromPartition: (name: string) => (name === 'keyready' ? pages : null) },
      shell: { openExternal: async () => {} },
      systemPreferences: { canPromptTouchID: () => false },
      utilityProcess: {
        fork: () => {
          throw new Error('no utility process outside Electron');
        },
      },
    },
  };
}

async function startMain(electron = makeElectron()): Promise<ReturnType<typeof makeElectron>> {
  vi.resetModules();
  vi.doMock('electron', () => electron.module);
  await import('./main.ts');
  return electron;
}

describe('main', () => {
  beforeAll(() => vi.stubEnv('KEYREADY_STATE_DIR', mkdtempSync(join(tmpdir(), 'keyready-main-'))));
  afterAll(() => vi.unstubAllEnvs());

  it('registers its scheme and turns the sandbox on before Electron is ready', async () => {
    const { order, windows } = await startMain();
    expect(order).toEqual(['scheme', 'sandbox']);
    expect(windows).toEqual([]);
  });

  it('hardens, serves the pages and the contract, then opens one window on its own scheme', async () => {
    const { ready, windows, order, served, handlers } = await startMain();
    ready.resolve();
    await vi.waitFor(() => expect(windows).toHaveLength(1), 10_000);
    expect(order).toEqual(['scheme', 'sandbox', 'menu', 'permissions denied']);
    expect(served).toEqual(['app']);
    expect(handlers.size).toBe(6);
    expect(windows[0]?.loaded).toEqual(['app://keyready/']);
    expect(windows[0]?.options.webPreferences).toMatchObject({ sandbox: true, contextIsolation: true });
    expect(windows[0]?.options.webPreferences?.preload).toMatch(/preload[/\\]preload\.cjs$/);
  });

  it('shows its window to a second start, and quits when it is the second itself', async () => {
    const first = await startMain();
    first.ready.resolve();
    await vi.waitFor(() => expect(first.windows).toHaveLength(1), 10_000);
    first.appEvents.emit('second-instance');
    expect(first.windows[0]?.focused).toBe(1);

    const second = makeElectron();
    second.refuseLock();
    await startMain(second);
    second.ready.resolve();
    await new Promise(setImmediate);
    expect(second.order).toEqual(['scheme', 'sandbox', 'quit']);
    expect(second.windows).toEqual([]);
  });

  it('quits when the window closes, after what runs has ended', async () => {
    const { ready, windows, order, appEvents } = await startMain();
    ready.resolve();
    await vi.waitFor(() => expect(windows).toHaveLength(1), 10_000);
    appEvents.emit('window-all-closed');
    expect(order.filter((step) => step === 'quit')).toHaveLength(1);
    let held = 0;
    const event = {
      preventDefault() {
        held += 1;
      },
    };
    appEvents.emit('will-quit', event);
    expect(held).toBe(1);
    await vi.waitFor(() => expect(order.filter((step) => step === 'quit')).toHaveLength(2), 10_000);
    appEvents.emit('will-quit', event);
    expect(held).toBe(1);
  });

  it('says why and ends with 70 when it cannot start', async () => {
    process.argv.push('--replay=/nonexistent');
    try {
      const { ready, order, windows } = await startMain();
      vi.spyOn(process.stderr, 'write').mockReturnValue(true);
      ready.resolve();
      await vi.waitFor(() => expect(order.at(-1)).toBe('exit 70'), 10_000);
      expect(order.at(-2)).toContain('error box: /nonexistent/capture.json does not describe a capture');
      expect(windows).toEqual([]);
    } finally {
      process.argv.pop();
      vi.restoreAllMocks();
    }
  });
});
