import type { ScanProgress } from '../../contract/status.ts';
import { titleOfSignal } from '../../core/assess/signal-name.ts';
import type { CliIo } from '../io.ts';
import { length } from './wrap.ts';

const eraseLine = '\r\u001b[2K';

/** One line on standard error that is rewritten while a scan runs. Silent when nobody watches. */
export function progressLine(io: CliIo): { show(progress: ScanProgress): void; erase(): void } {
  if (io.stderr.isTTY !== true || io.env.TERM === 'dumb') return { show() {}, erase() {} };
  return {
    show(progress) {
      if (!progress.running) return;
      const names = progress.checking.map(titleOfSignal).join(', ');
      const text = `Checking ${progress.done} of ${progress.total}${names === '' ? '' : `: ${names}`}`;
      io.stderr.write(eraseLine + shorten(text, (io.stderr.columns ?? 80) - 1));
    },
    erase() {
      io.stderr.write(eraseLine);
    },
  };
}

/** A line that wraps could not be rewritten. */
function shorten(text: string, widthChars: number): string {
  return length(text) <= widthChars ? text : `${[...text].slice(0, Math.max(0, widthChars - 3)).join('')}...`;
}
