/** The bytes of one record with where it stood. */
export interface RawRecord {
  /** Without the line end; only the beginning where `tooLong`. */
  readonly bytes: Buffer;
  /** Bytes in the file, without the line end. */
  readonly length: number;
  /** Byte of the file at which it starts; of its UTF-8 form where the file is UTF-16. */
  readonly offset: number;
  /** First and last line, from 1. */
  readonly line: number;
  readonly lastLine: number;
  readonly tooLong: boolean;
  /** Line on which a quote was opened that nothing closes; only at the end of a file. */
  readonly openQuoteLine?: number;
}

interface RecordSplitter {
  push(chunk: Buffer): readonly RawRecord[];
  /** What stands after the last line end. */
  end(): readonly RawRecord[];
}

interface SplitterOptions {
  /** Absent: every line is a record (NDJSON, CSV without quotes). */
  readonly quote?: number;
  readonly delimiter?: number;
  /** A byte above 0x80 takes the next one with it, so that its second half is not read as a delimiter. */
  readonly pairs: boolean;
  /** Longer records are read past and kept only in their first `kept` bytes. */
  readonly limit: number;
  /** Bytes of the file before the first that is pushed: a byte order mark. */
  readonly skipped: number;
}

const lineFeed = 10;
const carriageReturn = 13;
const kept = 4096;

enum At {
  CellStart,
  Plain,
  Quoted,
  /** After a quote inside quotes: the end of the cell, or the first half of a doubled quote. */
  QuoteInQuotes,
}

/**
 * Cuts a stream of bytes into records at line ends outside quotes (LF, CR LF or CR), skipping empty lines. A quote that is
 * followed by text ends the quoting there, so that one bad record does not swallow the next. Memory stays below `limit`.
 */
export function recordSplitter(options: SplitterOptions): RecordSplitter {
  const { quote, delimiter, pairs, limit } = options;
  let state = At.CellStart;
  let line = 1;
  let afterReturn = false;
  let secondHalf = false;
  let position = options.skipped;
  let pieces: Buffer[] = [];
  let length = 0;
  let offset = options.skipped;
  let firstLine = 1;
  let quoteLine = 0;

  function keep(piece: Buffer): void {
    if (piece.length === 0) return;
    if (length <= limit) pieces.push(length + piece.length > limit ? piece.subarray(0, kept) : piece);
    length += piece.length;
  }

  function take(nextOffset: number): RawRecord | undefined {
    const tooLong = length > limit;
    const [only = Buffer.alloc(0)] = pieces;
    const bytes = pieces.length > 1 ? Buffer.concat(pieces) : only;
    const record = {
      bytes: tooLong ? bytes.subarray(0, kept) : bytes,
      length,
      offset,
      line: firstLine,
      lastLine: line,
      tooLong,
    };
    const open = state === At.Quoted ? { openQuoteLine: quoteLine } : {};
    pieces = [];
    length = 0;
    offset = nextOffset;
    state = At.CellStart;
    return record.length === 0 ? undefined : { ...record, ...open };
  }

  function next(byte: number): void {
    if (state === At.Quoted) {
      if (byte === quote) state = At.QuoteInQuotes;
    } else if (byte === quote && state !== At.Plain) {
      if (state === At.CellStart) quoteLine = line;
      state = At.Quoted;
    } else state = byte === delimiter ? At.CellStart : At.Plain;
  }

  function push(chunk: Buffer): readonly RawRecord[] {
    const records: RawRecord[] = [];
    let start = 0;
    for (let i = 0; i < chunk.length; i++) {
      const byte = chunk[i] ?? 0;
      if (secondHalf) {
        secondHalf = false;
        if (byte >= 0x30) continue;
      }
      if (byte === lineFeed && afterReturn) {
        afterReturn = false;
        // The second half of CR LF: outside quotes it belongs to no record.
        if (state !== At.Quoted) [start, offset] = [i + 1, position + i + 1];
        if (state !== At.Quoted) firstLine = line;
        continue;
      }
      afterReturn = byte === carriageReturn;
      if (byte !== lineFeed && byte !== carriageReturn) {
        if (pairs && byte >= 0x81) secondHalf = true;
        next(byte);
        continue;
      }
      if (state !== At.Quoted) {
        keep(chunk.subarray(start, i));
        const record = take(position + i + 1);
        if (record !== undefined) records.push(record);
        start = i + 1;
        firstLine = line + 1;
      }
      line++;
    }
    keep(chunk.subarray(start));
    position += chunk.length;
    return records;
  }

  return {
    push,
    end() {
      const record = take(position);
      return record === undefined ? [] : [record];
    },
  };
}
