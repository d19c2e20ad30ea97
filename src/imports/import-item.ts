import type { Complaint } from '../rules/complaint.js';
import type { Layout } from './layout.js';
import type { Mapping } from './mapping.js';
import type { Encoding } from './text-encoding.js';
import type { RawRecord } from './record-splitter.js';
import type { ImportNotes, RejectedRow, SourceRow } from './source-row.js';

/** What comes out of a file: first `opened`, then complaints and rejected rows as they are read, last the `summary`. */
export type ImportItem =
  /** `used` is the mapping without the optional columns that the file lacks. */
  | { readonly kind: 'opened'; readonly layout: Layout; readonly used: Mapping }
  | { readonly kind: 'complaint'; readonly complaint: Complaint; readonly rows: readonly number[] }
  /** `id` names the complaint, where the row says it: the export has it, although this row cannot be judged. */
  | { readonly kind: 'rejected'; readonly row: RejectedRow; readonly id?: string }
  | { readonly kind: 'summary'; readonly summary: ImportSummary };

/** The account of a whole file: `judged + rejected = read`, every row in one of the two. */
export interface ImportSummary {
  readonly file: string;
  readonly mapping: { readonly id: string; readonly digest: string };
  readonly rows: { readonly read: number; readonly judged: number; readonly rejected: number };
  readonly complaints: number;
  /** Cases of an event log of which a row is rejected, so that none of it is judged. */
  readonly withheldCases: number;
  /** Rejected rows of an event log that do not say to which case they belong: a judged case may lack one of them. */
  readonly rowsWithoutCase: number;
  /** The file is made of an earlier rejects file: it holds mended rows, not the whole export. */
  readonly isMended: boolean;
  readonly bytes: number;
  /** Of the file as it is, hex. */
  readonly sha256: string;
  readonly encoding: Encoding;
  /** The file says so itself in its first bytes, whatever the mapping says. */
  readonly encodingFromMark: boolean;
  /** Names of the columns; for NDJSON, where they differ from line to line, empty. */
  readonly header: readonly string[];
  readonly unusedColumns: readonly string[];
  /** Optional columns of the mapping that the file lacks. */
  readonly absentColumns: readonly string[];
  readonly notes: Readonly<ImportNotes>;
}

export interface ImportOptions {
  /** Longest row in bytes; a longer one is rejected without being held in memory. */
  readonly maxRowBytes?: number;
  /** Where the temporary file stands; the system's folder for such files otherwise. */
  readonly temporaryFolder?: string;
  /** Told about every block that has been read, for people who wait. */
  readonly onProgress?: (progress: { readonly bytes: number; readonly ofBytes: number; readonly rows: number }) => void;
}

/** Counts as rows are read; the summary is made of it. */
export interface Account {
  read: number;
  judged: number;
  rejected: number;
  complaints: number;
  withheldCases: number;
  rowsWithoutCase: number;
  mendedRows: number;
}

/** A row and the record it was read from, which an event log keeps until its case is complete. */
export interface ReadRow {
  readonly row: SourceRow;
  readonly record: RawRecord;
}
