import { tidyText } from '../probe.ts';
import { parseKeyFile, splitList } from './parse-key-file.ts';

export const HTTPS_HANDLER = 'x-scheme-handler/https';

/** What a desktop file says about a program that may open https links. */
export type DesktopEntry = {
  name: string;
  opensHttps: boolean;
  /** Its categories call it a web browser. */
  isBrowser: boolean;
  hidden: boolean;
  /** Program of `Exec`: a path or a bare name; null when there is none. */
  program: string | null;
  flatpakId: string | null;
  snapName: string | null;
};

/** Cuts an `Exec` line into words; double quotes hold words together, field codes such as `%U` are dropped. */
function execWords(exec: string): string[] {
  const words = exec.match(/"(?:[^"\\]|\\.)*"|[^\s"]+/g) ?? [];
  return words
    .map((word) => (word.startsWith('"') ? word.slice(1, -1).replace(/\\(.)/g, '$1') : word))
    .filter((word) => !/^%[a-zA-Z]$/.test(word));
}

/** The program behind `env A=B program …`, as snaps and wrappers write it. */
function programOf(words: readonly string[]): string | null {
  const rest = [...words];
  if (rest[0] !== undefined && /(^|\/)env$/.test(rest[0])) {
    rest.shift();
    while (rest[0]?.includes('=') || rest[0]?.startsWith('-')) rest.shift();
  }
  return rest[0] ?? null;
}

function flatpakIdOf(words: readonly string[], program: string | null): string | null {
  if (program === null || !/(^|\/)flatpak$/.test(program)) return null;
  const run = words.indexOf('run');
  return words.slice(run + 1).find((word) => /^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+){2,}$/.test(word)) ?? null;
}

/** Reads a desktop file; `unreadable` without a `[Desktop Entry]` group. */
export function parseDesktopEntry(text: string): DesktopEntry | 'unreadable' {
  const entry = parseKeyFile(text).get('Desktop Entry');
  if (entry === undefined) return 'unreadable';
  const words = execWords(entry.get('Exec') ?? '');
  const program = programOf(words);
  return {
    name: tidyText(entry.get('Name') ?? '', 100),
    opensHttps: splitList(entry.get('MimeType')).includes(HTTPS_HANDLER),
    isBrowser: splitList(entry.get('Categories')).includes('WebBrowser'),
    hidden: entry.get('Hidden') === 'true',
    program,
    flatpakId: entry.get('X-Flatpak') ?? flatpakIdOf(words, program),
    snapName:
      entry.get('X-SnapInstanceName') ??
      /^\/(?:var\/lib\/snapd\/)?snap\/bin\/([a-z0-9-]+)/.exec(program ?? '')?.[1] ??
      null,
  };
}
