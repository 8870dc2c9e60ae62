// Composition root of the window: the one file that knows Electron's running objects.
import { hostname } from 'node:os';
import { join } from 'node:path';
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  nativeTheme,
  protocol,
  session,
  shell,
  systemPreferences,
  utilityProcess,
} from 'electron';
import { composeAgent } from '../agent/for-this-machine.ts';
import { PlatformName } from '../contract/platform-name.ts';
import { describeProblem } from '../core/explain/describe-problem.ts';
import { systemClock } from '../platform/clock.ts';
import { startProgram } from '../platform/live/start-program.ts';
import { readPolicyFiles } from '../platform/policy-files.ts';
import { APP_HOST, APP_ORIGIN, appScheme, serveAppFiles } from './app-protocol.ts';
import { electronTransport } from './electron-transport.ts';
import { menuTemplate } from './menu.ts';
import { openRemedyWith } from './open-remedy.ts';
import { readSample } from './read-sample.ts';
import { type MyDevice, runMyDevice } from './run-my-device.ts';
import { tellTouchId } from './tell-touch-id.ts';
import { killProcess, utilityHostLauncher } from './utility-child.ts';
import { hardenEveryContents, hardenSession, windowOptions, windowPartition } from './window.ts';

/** Quitting waits this long for a scan to let go, then goes anyway. */
const CLOSE_LIMIT_MS = 3000;

const builtDir = import.meta.dirname;
const packageDir = app.getAppPath();
const devTools = !app.isPackaged;

protocol.registerSchemesAsPrivileged([appScheme]);
app.enableSandbox();
hardenEveryContents(app);
// Nothing of Keyready stays behind between scans, on macOS neither.
app.on('window-all-closed', () => app.quit());

if (app.requestSingleInstanceLock()) {
  app.on('second-instance', showWindow);
  app.whenReady().then(start).catch(failToStart);
} else {
  app.quit();
}

async function start(): Promise<void> {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform)));
  servePages();
  closeBeforeQuit(await serveMyDevice());
  openWindow();
}

function servePages(): void {
  const pages = session.fromPartition(windowPartition);
  hardenSession(pages, devTools);
  pages.protocol.handle(appScheme.scheme, serveAppFiles(APP_HOST, join(builtDir, '../renderer')));
}

async function serveMyDevice(): Promise<MyDevice> {
  const policyDir = join(packageDir, 'policy');
  const problems = await problemWords(policyDir);
  const sample = await readSample(process.argv);
  return runMyDevice({
    agent: await composeAgent({
      policyDir,
      launchHost: utilityHostLauncher(utilityProcess.fork, join(builtDir, 'probe-host.js'), killProcess),
      tellHost: tellTouchId(process.platform, () => systemPreferences.canPromptTouchID(), logDefect),
    }),
    deviceName: hostname(),
    platform: PlatformName.parse(process.platform),
    transport: electronTransport(ipcMain, () => BrowserWindow.getAllWindows().map((it) => it.webContents)),
    allowedOrigin: APP_ORIGIN,
    openRemedy: openRemedyWith({ openUrl: (url) => shell.openExternal(url), startProgram }),
    describe: (error) => describeProblem(error, problems, 'ipc.failed'),
    onDefect: logDefect,
    clock: systemClock,
    ...(sample ? { sample } : {}),
  });
}

/** Words for problems. When the policy cannot be read, codes stand in for them, and the scan says what is wrong with it. */
async function problemWords(policyDir: string) {
  return readPolicyFiles(policyDir).then(
    (files) => files.problems,
    () => ({ language: 'en', problems: {} }),
  );
}

function openWindow(): void {
  const window = new BrowserWindow(
    windowOptions({
      preloadFile: join(builtDir, '../preload/preload.cjs'),
      title: app.getName(),
      dark: nativeTheme.shouldUseDarkColors,
      devTools,
    }),
  );
  window.once('ready-to-show', () => window.show());
  window.loadURL(`${APP_ORIGIN}/`).catch(failToStart);
}

/** A second start shows the window of the first. */
function showWindow(): void {
  const [window] = BrowserWindow.getAllWindows();
  if (window?.isMinimized()) window.restore();
  window?.focus();
}

/** Lets a scan or a sending end before the process does, so that nothing is left half written or running. */
function closeBeforeQuit(device: MyDevice): void {
  let closed = false;
  app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    closed = true;
    const limit = new Promise<void>((resolve) => setTimeout(resolve, CLOSE_LIMIT_MS));
    Promise.race([device.close(), limit])
      .catch(logDefect)
      .finally(() => app.quit());
  });
}

function failToStart(error: unknown): void {
  logDefect(error);
  dialog.showErrorBox(app.getName(), error instanceof Error ? error.message : String(error));
  app.exit(70);
}

/** Standard error is the only log: the window leaves no files behind. */
function logDefect(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
}
