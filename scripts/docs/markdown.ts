/** First line of every generated document. */
export const generatedNote =
  '<!-- Made by `npm run docs` from the code; a test compares. Do not edit by hand. -->\n';

/** A Markdown table; cells are made safe for one line. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
