import type { Language, Text } from '../errors.js';
import { formatCount } from '../reports/texts/numbers.js';

export interface Progress {
  readonly show: (share: number, count: number) => void;
  readonly clear: () => void;
}

type Said = (percent: number, count: number) => Text;

/** How far a file has been read. */
const rowsRead: Said = (percent, count) => ({
  en: `${percent} % read, ${formatCount(count)} rows`,
  zh: `已读取 ${percent}%，${formatCount(count)} 行`,
});

/** How many of the stored complaints have been judged. */
export const complaintsJudged: Said = (percent, count) => ({
  en: `${percent} % judged, ${formatCount(count)} complaints`,
  zh: `已判定 ${percent}%，${formatCount(count)} 件`,
});

/** One line that is written over while something is done; silent where nobody looks (a pipe, a log). */
export function progressLine(
  language: Language,
  terminal: Pick<NodeJS.WriteStream, 'isTTY' | 'write'> = process.stderr,
  said: Said = rowsRead,
): Progress {
  if (!terminal.isTTY) return { show: () => undefined, clear: () => undefined };
  let shown = -1;
  return {
    show(share, count) {
      const percent = Math.floor(share * 100);
      if (percent === shown) return;
      shown = percent;
      terminal.write(`\r\x1b[2K${said(percent, count)[language]}`);
    },
    clear: () => void (shown >= 0 && terminal.write('\r\x1b[2K')),
  };
}
