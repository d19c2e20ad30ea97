import type { Language } from '../errors.js';
import { formatCount } from '../reports/texts/numbers.js';

export interface Progress {
  readonly show: (share: number, rows: number) => void;
  readonly clear: () => void;
}

/** One line that is written over while a file is read; silent where nobody looks (a pipe, a log). */
export function progressLine(
  language: Language,
  terminal: Pick<NodeJS.WriteStream, 'isTTY' | 'write'> = process.stderr,
): Progress {
  if (!terminal.isTTY) return { show: () => undefined, clear: () => undefined };
  let shown = -1;
  return {
    show(share, rows) {
      const percent = Math.floor(share * 100);
      if (percent === shown) return;
      shown = percent;
      const count = formatCount(rows);
      terminal.write(
        `\r\x1b[2K${language === 'en' ? `${String(percent)} % read, ${count} rows` : `已读取 ${String(percent)}%，${count} 行`}`,
      );
    },
    clear: () => void (shown >= 0 && terminal.write('\r\x1b[2K')),
  };
}
