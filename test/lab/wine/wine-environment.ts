/** Where Debian's packages wine64 and libwine put their files. The guest has them at the same places. */
export const wineFolders = ['/usr/lib/wine', '/usr/lib/x86_64-linux-gnu/wine', '/usr/share/wine'] as const;
export const wineLoader = '/usr/lib/wine/wine64';
export const wineServer = '/usr/lib/wine/wineserver64';

/** Environment of a program under Wine. `overrides` as in WINEDLLOVERRIDES. */
export function wineEnvironment(options: {
  prefix: string;
  home: string;
  overrides: readonly string[];
}): Record<string, string> {
  return {
    HOME: options.home,
    PATH: '/usr/bin:/bin:/usr/sbin:/sbin',
    WINEPREFIX: options.prefix,
    WINEARCH: 'win64',
    WINEDEBUG: '-all',
    WINELOADER: wineLoader,
    WINESERVER: wineServer,
    // No .NET, no browser engine, no entries in a desktop's menu.
    WINEDLLOVERRIDES: ['mscoree,mshtml=', 'winemenubuilder.exe=d', ...options.overrides].join(';'),
  };
}
