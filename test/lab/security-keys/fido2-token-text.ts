/**
 * What `fido2-token -I` prints, line by line: `label: value`. The wording is that of libfido2 1.12 (Debian 12); later ones print more lines.
 * https://github.com/Yubico/libfido2/blob/1.12.0/tools/token.c
 */
export type PrintedLine = { label: string; value: string };

/** Splits the text. Lines that have no label come back under `strange`; nothing is dropped. */
export function readFido2TokenText(text: string): { lines: PrintedLine[]; strange: string[] } {
  const lines: PrintedLine[] = [];
  const strange: string[] = [];
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const at = line.indexOf(': ');
    if (at > 0) lines.push({ label: line.slice(0, at), value: line.slice(at + 2) });
    else strange.push(line);
  }
  return { lines, strange };
}
