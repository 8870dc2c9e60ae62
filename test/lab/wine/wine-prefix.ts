import { runOrThrow } from '../processes/run-program.ts';
import { wineEnvironment, wineLoader, wineServer } from './wine-environment.ts';

const timeLimitMs = 120_000;

/** Makes a Wine prefix, Wine's idea of an installed Windows, with what Node and a HID device need. `home` is thrown away after. */
export async function makeWinePrefix(prefix: string, home: string): Promise<void> {
  const env = wineEnvironment({ prefix, home, overrides: [] });
  const wine = (...args: string[]) => runOrThrow(wineLoader, args, { env, timeLimitMs });
  try {
    await wine('wineboot', '--init');
    // Node asks for Windows 8.1 or later; Wine 8 says 7.
    await wine('winecfg', '-v', 'win10');
    // Without SDL's library the driver of HID devices gives up before it looks at hidraw, unless told to do without.
    // https://gitlab.winehq.org/wine/wine/-/blob/wine-8.0/dlls/winebus.sys/main.c
    const busDriver = String.raw`HKLM\System\CurrentControlSet\Services\winebus`;
    await wine('reg', 'add', busDriver, '/v', 'Enable SDL', '/t', 'REG_DWORD', '/d', '0', '/f');
  } finally {
    // Waits until everything is written, or ends what hangs.
    await runOrThrow(wineServer, ['--wait'], { env, timeLimitMs }).catch(() =>
      runOrThrow(wineServer, ['--kill'], { env, timeLimitMs }),
    );
  }
}
