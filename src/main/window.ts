import type { App, BrowserWindowConstructorOptions, Session, WebContents } from 'electron';
import { APP_ORIGIN } from './app-protocol.ts';

/** Browser session of the window. In memory: only names that begin with `persist:` are kept on disk. */
export const windowPartition = 'keyready';

/**
 * Options of the one window. Each security line names what it keeps out, also where it repeats Electron's default, so
 * that loosening one is a visible act. https://www.electronjs.org/docs/latest/tutorial/security
 */
export function windowOptions(o: {
  preloadFile: string;
  title: string;
  dark: boolean;
  devTools: boolean;
}): BrowserWindowConstructorOptions {
  return {
    width: 800,
    height: 600,
    minWidth: 360,
    minHeight: 400,
    title: o.title,
    // Shown once it has something to show; until then the colour of the page, so that nothing flashes.
    show: false,
    backgroundColor: o.dark ? '#292929' : '#ffffff',
    autoHideMenuBar: true,
    webPreferences: {
      preload: o.preloadFile,
      // A bug in the page's engine is not a bug in the person's account: the page runs in the system's sandbox.
      sandbox: true,
      // The page cannot reach the preload's objects by changing prototypes they share.
      contextIsolation: true,
      // Script in the page cannot read files or start programs.
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      // Same-origin policy and mixed-content checks stay on.
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      // A webview would be a second page with options of its own.
      webviewTag: false,
      // A file dropped on the window must not replace the page.
      navigateOnDragDrop: false,
      // The page has no plugins (PDF viewer included).
      plugins: false,
      // The spelling checker downloads dictionaries; this window talks to nobody.
      spellcheck: false,
      // In a release nobody is talked into pasting script into a console.
      devTools: o.devTools,
      // Nothing of the page is kept on disk between runs.
      partition: windowPartition,
    },
  };
}

type HardenedContents = Pick<WebContents, 'on' | 'setWindowOpenHandler'>;

/** Closes the ways out of a page. Applied to every web contents the app ever makes. */
export function hardenContents(contents: HardenedContents): void {
  // The window shows one page for its whole life: whatever wants it to go elsewhere is an accident or an attack.
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  // No second window, also not for a link with target=_blank: links outside go through `remedy.open`.
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  // No guest page with preferences the page chose.
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

type HardenedSession = Pick<
  Session,
  'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler' | 'on'
> & { webRequest: Pick<Session['webRequest'], 'onBeforeRequest'> };

/** Denies what a page could ask of the system. */
export function hardenSession(session: HardenedSession, allowDevTools: boolean): void {
  // Camera, microphone, location, notifications, clipboard, HID, USB, serial: the page needs none of them.
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  // Nothing is ever downloaded through the page.
  session.on('will-download', (event) => event.preventDefault());
  // Even if the content security policy were lost, no request leaves the app's own scheme.
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    const ours = url.startsWith(`${APP_ORIGIN}/`) || (allowDevTools && url.startsWith('devtools://'));
    answer({ cancel: !ours });
  });
}

/** Hardens every contents of the app at its birth, so that none can be forgotten. */
export function hardenEveryContents(app: Pick<App, 'on'>): void {
  app.on('web-contents-created', (_event, contents) => hardenContents(contents));
}
