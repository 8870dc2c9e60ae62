const EXEC_LINE = /^([ \t]*(?:Try)?Exec[ \t]*=)(.*)$/gm;
const WORD = /"(?:[^"\\]|\\.)*"|[^\s"]+/g;
const FLATPAK_ID = /^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+){2,}$/;

/**
 * A desktop file without the arguments of the commands in it: people write passwords, hosts and addresses there. The
 * program stays, values of `env` go, and of `flatpak run` the application's id stays.
 */
export function clearDesktopFile(text: string): string {
  return text.replace(EXEC_LINE, (_whole, key: string, command: string) => `${key}${clearCommand(command)}`);
}

function clearCommand(command: string): string {
  const words: string[] = command.match(WORD) ?? [];
  const kept: string[] = [];
  let at = 0;
  if (/(^|\/)env$/.test(words[0] ?? '')) {
    kept.push(words[at++] ?? '');
    for (; words[at]?.includes('=') || words[at]?.startsWith('-'); at++) {
      kept.push((words[at] ?? '').replace(/^"?([^=]*=).*$/, '$1REDACTED'));
    }
  }
  const program = words[at] ?? '';
  kept.push(program);
  const rest = words.slice(at + 1);
  if (/(^|\/)flatpak$/.test(program) && rest[0] === 'run') {
    const id = rest.find((word) => FLATPAK_ID.test(word));
    kept.push('run', ...(id === undefined ? [] : [id]));
  }
  return kept.join(' ');
}
