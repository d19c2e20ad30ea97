import type { Fault } from '../errors.js';

/** What one column of a row holds: a text, several texts (a JSON list), nothing, or something that no column can be. */
export type Cell = string | readonly string[] | undefined | typeof nested;

/** An object or a list of objects where a single value belongs. */
export const nested = Symbol('nested');

/** A row of the file, read as far as it can be. */
export interface SourceRow {
  /** Data rows from 1, the header not counted. */
  readonly row: number;
  readonly line: number;
  /** One for each slot of the mapping. */
  readonly cells: readonly Cell[];
  /** Why it cannot be taken as a row; the cells before the fault are there. */
  readonly fault?: RowFault;
  /** As it stood in the file, without its line end. */
  readonly raw: Buffer;
  /** `broken` where quotes do not match, so that nothing can be added to the row as it stands. */
  readonly form: 'whole' | 'broken';
  /** What an earlier rejects file wrote behind the row. */
  readonly earlierReason?: string;
  /** A column that nothing reads holds bytes of another encoding. */
  readonly hasUnusedBadBytes?: boolean;
}

/** One thing wrong with a row. */
export interface RowFault {
  readonly column?: string;
  readonly reason: Fault;
  /** What stood there: of a personal fact only how many characters. */
  readonly value?: { readonly text: string } | { readonly characters: number };
}

/** A row that is not judged: the first thing wrong with it, and the others. */
export interface RejectedRow extends RowFault {
  readonly row: number;
  readonly line: number;
  readonly also: readonly RowFault[];
  readonly raw: Buffer;
  readonly form: 'whole' | 'broken';
}

/** What happened to the values of a file without any row being rejected for it. */
export interface ImportNotes {
  /** NUL characters and lone surrogates that became U+FFFD. */
  replacedCharacters: number;
  /** Cells that hold U+FFFD already: damaged before they came here. */
  damagedCells: number;
  /** Rows with bytes of another encoding in a column that the mapping does not use. */
  rowsWithUnusedBadBytes: number;
  /** Local times that clocks show twice, taken as `ambiguous` says. */
  doubledTimes: number;
  /** Local times that clocks skip, moved on by the length of the gap. */
  missingTimes: number;
}

/** The notes of an import that has read nothing yet. */
export function noNotes(): ImportNotes {
  return { replacedCharacters: 0, damagedCells: 0, rowsWithUnusedBadBytes: 0, doubledTimes: 0, missingTimes: 0 };
}

/** The row with U+FFFD for what no text may hold (NUL, lone surrogates), counted. */
export function cleaned(row: SourceRow, notes: ImportNotes): SourceRow {
  if (row.hasUnusedBadBytes === true) notes.rowsWithUnusedBadBytes++;
  let cells: Cell[] | undefined;
  for (const [at, cell] of row.cells.entries()) {
    if (typeof cell !== 'string') {
      if (Array.isArray(cell)) (cells ??= [...row.cells])[at] = cell.map((each: string) => clean(each, notes));
      continue;
    }
    // Where the row is refused anyway, the character may be our own reading of its bytes.
    if (row.fault === undefined && cell.includes('\uFFFD')) notes.damagedCells++;
    const text = clean(cell, notes);
    if (text !== cell) (cells ??= [...row.cells])[at] = text;
  }
  return cells === undefined ? row : { ...row, cells };
}

function clean(text: string, notes: ImportNotes): string {
  if (!text.includes('\0') && text.isWellFormed()) return text;
  const wellFormed = text.toWellFormed();
  for (let i = 0; i < text.length; i++)
    if (text[i] === '\0' || (wellFormed[i] === '\uFFFD' && text[i] !== '\uFFFD')) notes.replacedCharacters++;
  return wellFormed.replaceAll('\0', '\uFFFD');
}

/** A row with everything that is wrong with it. Refuses a row with which nothing is wrong: that would lose it. */
export function rejected(row: SourceRow, faults: readonly RowFault[]): RejectedRow {
  const [first, ...also] = faults;
  if (first === undefined) throw new RangeError('a rejected row needs a reason');
  // A copy: the row's bytes are a part of a larger block that would stay in memory with them.
  return { ...first, row: row.row, line: row.line, also, raw: Buffer.from(row.raw), form: row.form };
}
