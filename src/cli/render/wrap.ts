/** Breaks text at spaces so that no line is longer than `widthChars`, unless one word alone is. */
export function wrap(text: string, widthChars: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    if (line !== '' && length(line) + 1 + length(word) > widthChars) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  if (line !== '' || lines.length === 0) lines.push(line);
  return lines;
}

/** Characters as a person counts them, not UTF-16 units. */
export function length(text: string): number {
  return [...text].length;
}

export function padded(text: string, widthChars: number): string {
  return text + ' '.repeat(Math.max(0, widthChars - length(text)));
}

/** One column of a row; the last one takes the rest of the line and wraps under itself. */
export type Cell = { text: string; paint?: (text: string) => string };

/** Rows with aligned columns, indented by two, at most `widthChars` wide. */
export function columns(rows: readonly (readonly Cell[])[], widthChars: number): string[] {
  const gap = 2;
  const indent = 2;
  const widths: number[] = [];
  for (const row of rows)
    for (const [index, cell] of row.slice(0, -1).entries())
      widths[index] = Math.max(widths[index] ?? 0, length(cell.text));
  const before = indent + widths.reduce((sum, width) => sum + width + gap, 0);
  // On a narrow terminal the last column goes under its row instead of becoming a thread.
  const stacked = widthChars - before < 24;
  return rows.flatMap((row) => {
    const last = row.at(-1) ?? { text: '' };
    const head = row
      .slice(0, -1)
      .map((cell, index) => (cell.paint ?? same)(padded(cell.text, widths[index] ?? 0)))
      .join(' '.repeat(gap));
    const lastLines = wrap(last.text, stacked ? widthChars - indent - 4 : widthChars - before);
    const painted = lastLines.map((line) => (last.paint ?? same)(line));
    if (stacked) {
      const under = last.text === '' ? [] : painted.map((line) => ' '.repeat(indent + 4) + line);
      return [' '.repeat(indent) + head, ...under];
    }
    return painted.map((line, index) =>
      index === 0 ? `${' '.repeat(indent)}${head}${' '.repeat(gap)}${line}` : ' '.repeat(before) + line,
    );
  });
}

function same(text: string): string {
  return text;
}
