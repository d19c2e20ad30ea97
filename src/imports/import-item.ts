import type { Complaint } from '../rules/complaint.js';
import type { Layout } from './layout.js';
import type { Encoding } from './text-encoding.js';
import type { ImportNotes, RejectedRow } from './source-row.js';

/** What comes out of a file: first `opened`, then complaints and rejected rows as they are read, last the `summary`. */
export type ImportItem =
  | { readonly kind: 'opened'; readonly layout: Layout }
  | { readonly kind: 'complaint'; readonly complaint: Complaint; readonly rows: readonly number[] }
  | { readonly kind: 'rejected'; readonly row: RejectedRow }
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
