import type { Encoding } from './text-encoding.js';

/** The last column of a rejects file. It is never read: a mended file can be given in again as it is. */
export const reasonColumn = 'redress_reason';
/** In NDJSON, the text of a line that was no JSON object; when given in again, it is read as the line. */
export const rawColumn = 'redress_raw';

/** How a file is written, so that rows of it can be written again in the same way. */
export type Layout = CsvLayout | NdjsonLayout;

export interface CsvLayout {
  readonly kind: 'csv';
  readonly file: string;
  readonly encoding: Encoding;
  readonly hasMark: boolean;
  readonly delimiter: string;
  readonly quote: string | undefined;
  readonly lineEnd: '\n' | '\r\n' | '\r';
  /** Names of the columns, and whether they stand in the first line or in the mapping. */
  readonly header: readonly string[];
  readonly headerInFile: boolean;
}

export interface NdjsonLayout {
  readonly kind: 'ndjson';
  readonly file: string;
  readonly encoding: Encoding;
  readonly hasMark: boolean;
  readonly lineEnd: '\n' | '\r\n' | '\r';
}

/** True for a cell that a rejects file has put behind a row. */
export function isReason(cell: string | undefined): cell is string {
  return cell !== undefined && /^row\.[a-z_]+: /.test(cell);
}

/** Quotes that do not match, or too long: such a row stands in one cell of the rejects file. */
export function isBroken(reason: string): boolean {
  return /^row\.(?:text_after_quote|quote_not_closed|too_long|cut_short): /.test(reason);
}

/** Only its beginning was written to the rejects file. */
export function isCutShort(reason: string): boolean {
  return /^row\.(?:too_long|cut_short): /.test(reason);
}

/** Its id stood elsewhere in the file that it was rejected from: only a person can say that it is no copy. */
export function isRepeat(reason: string | undefined): boolean {
  return reason !== undefined && /^row\.repeated_(?:id|before): /.test(reason);
}
