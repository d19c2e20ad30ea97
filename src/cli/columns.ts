import { displayWidth } from './help-texts.js';

export { displayWidth };

/** Fills a text with blanks up to a width in columns of a terminal. */
export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

/** The same, with the blanks in front. */
export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - displayWidth(text))) + text;
}
