import type { CellView, ColumnView, RowView, Tone } from './view-model.js';
import { formatCount } from '../texts/numbers.js';

/** Longest text of a file that is printed in one cell; the results files have the whole. */
const LONGEST = 160;

/** The width in millimetres; those of a table come to 174. */
export function column(head: string, width: number, number = false): ColumnView {
  return number ? { head, width, number } : { head, width };
}

/** An ordinary row; rows of other kinds are written out where they stand. */
export function row(cells: readonly CellView[]): RowView {
  return { kind: 'row', cells };
}

/** Our own words; a dash for nothing. Text from a file goes through `data`. */
export function text(words: string | undefined, tone?: Tone | 'muted'): CellView {
  return { text: words ?? '–', ...(tone && { tone }) };
}

/** A number of things; a zero is grey so that what matters stands out. */
export function number(value: number, tone?: Tone): CellView {
  if (value === 0) return { text: '0', number: true, tone: 'muted' };
  return { text: formatCount(value), number: true, ...(tone && { tone }) };
}

/** Text from the file, cut where it is very long. */
export function data(value: string, small?: string): CellView {
  return { data: clip(value), ...(small !== undefined && { small }) };
}

/** The beginning of a long text, with its whole length in characters. */
export function clip(value: string): string {
  if (value.length <= LONGEST) return value;
  const characters = Array.from(value);
  if (characters.length <= LONGEST) return value;
  return `${characters.slice(0, LONGEST).join('')}… [${formatCount(characters.length)}]`;
}
