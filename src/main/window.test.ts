import type { Session, WebContents } from 'electron';
import { describe, expect, it } from 'vitest';
import { hardenContents, hardenSession, windowOptions } from './window.ts';

describe('windowOptions', () => {
  const options = windowOptions({
    preloadFile: '/x/preload.cjs',
    title: 'Keyready',
    dark: false,
    devTools: false,
  });
  it('keeps the page in its sandbox', () => {
    expect(options.webPreferences).toMatchObject({
      preload: '/x/preload.cjs',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      devTools: false,
    });
    // A partition that begins with `persist:` would be kept on disk.
    expect(options.webPreferences?.partition).toBe('keyready');
  });
  it('opens at 800 by 600 and shows nothing before there is something to show', () => {
    expect(options).toMatchObject({ width: 800, height: 600, show: false });
  });
});

describe('hardenContents', () => {
  it('prevents every way to another page', () => {
    const listeners = new Map<string, (event: { preventDefault(): void }) => void>();
    let openHandler: Parameters<WebContents['setWindowOpenHandler']>[0] | undefined;
    const contents = {
      on: (name: string, listen: (event: { preventDefault(): void }) => void) => listeners.set(name, listen),
      setWindowOpenHandler: (handler: typeof openHandler) => {
        openHandler = handler;
      },
    };
    hardenContents(contents as unknown as WebContents);
    for (const name of ['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview']) {
      let prevented = false;
      listeners.get(name)?.({
        preventDefault: () => {
          prevented = true;
        },
      });
      expect(prevented, name).toBe(true);
    }
    expect(openHandler?.({} as never)).toEqual({ action: 'deny' });
  });
});

describe('hardenSession', () => {
  function harden(allowDevTools: boolean) {
    const set: Record<string, (...args: never[]) => unknown> = {};
    const session = {
      setPermissionRequestHandler: (handler: never) => {
        set.request = handler;
      },
      setPermissionCheckHandler: (handler: never) => {
        set.check = handler;
      },
      setDevicePermissionHandler: (handler: never) => {
        set.device = handler;
      },
      on: (name: string, handler: never) => {
        set[name] = handler;
      },
      webRequest: {
        onBeforeRequest: (handler: never) => {
          set.beforeRequest = handler;
        },
      },
    };
    hardenSession(session as unknown as Session, allowDevTools);
    const isCancelled = (url: string) => {
      let cancelled: boolean | undefined;
      set.beforeRequest?.(
        ...([
          { url },
          ({ cancel }: { cancel: boolean }) => {
            cancelled = cancel;
          },
        ] as never[]),
      );
      return cancelled;
    };
    return { set, isCancelled };
  }
  it('grants no permission', () => {
    const { set } = harden(false);
    const answers: boolean[] = [];
    set.request?.(...([{}, 'media', (granted: boolean) => answers.push(granted)] as never[]));
    expect(answers).toEqual([false]);
    expect(set.check?.()).toBe(false);
    expect(set.device?.()).toBe(false);
  });
  it('lets no request leave the app scheme', () => {
    const { isCancelled } = harden(false);
    expect(isCancelled('app://keyready/index.html')).toBe(false);
    for (const url of [
      'https://example.org/',
      'app://keyready.evil/',
      'file:///etc/passwd',
      'devtools://devtools/x',
    ]) {
      expect(isCancelled(url), url).toBe(true);
    }
    expect(harden(true).isCancelled('devtools://devtools/x')).toBe(false);
  });
});
