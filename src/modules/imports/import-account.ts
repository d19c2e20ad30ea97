import { RedressError, type Text } from '../../errors.js';
import { importNotes } from '../../imports/import-notes.js';
import type { ImportSummary } from '../../imports/import-item.js';
import { importsFault } from './imports-errors.js';

/** What became of a complaint of the file. */
export type Fate = 'new' | 'changed' | 'unchanged';

/** Counts while a file is read. */
export interface ImportTally {
  readonly rows: Record<Fate | 'rejected', number>;
  readonly complaints: Record<Fate, number>;
  /** Values that stay out because they were erased here. */
  erased: number;
  /** How often each fault was the first of a rejected row. */
  readonly rejectedFor: Record<string, number>;
  /** Rejected rows that do not say which complaint they are about. */
  rejectedWithoutId: number;
}

/** The account of an import. Every row counts by the fate of its complaint; rows of a withheld case are rejected. */
export type ImportAccount = {
  readonly file: string;
  /** Of the file as it is, hex. */
  readonly sha256: string;
  readonly bytes: number;
  readonly encoding: string;
  readonly mapping: { readonly id: string; readonly digest: string };
  readonly rows: { readonly read: number } & Readonly<Record<Fate | 'rejected', number>>;
  readonly complaints: Readonly<Record<Fate, number>> & {
    /** Of this source, brought by an earlier import and no longer in the export; null where the file is no whole export. */
    readonly absent: number | null;
    /** Cases of a log of which a row is rejected, so that none of it is recorded. */
    readonly withheld: number;
  };
  readonly erased: number;
  readonly rejectedFor: Readonly<Record<string, number>>;
  /** What was taken otherwise than it stands in the file, and what a reader of the figures must know. */
  readonly remarks: readonly Readonly<Record<'en' | 'zh', string>>[];
};

/** How far an import is, or how far it came. */
export type ImportProgress = Pick<ImportAccount, 'file' | 'mapping' | 'rows' | 'complaints' | 'erased'> & {
  /** Between 0 and 1, of the bytes of the file. */
  readonly share: number;
};

/** The figures of an import that has stored nothing yet. */
export function noTally(): ImportTally {
  return {
    rows: { new: 0, changed: 0, unchanged: 0, rejected: 0 },
    complaints: { new: 0, changed: 0, unchanged: 0 },
    erased: 0,
    rejectedFor: {},
    rejectedWithoutId: 0,
  };
}

/** The whole account. Refuses figures that do not add up, naming each: read = new + changed + unchanged + rejected. */
export function accountOf(
  name: string,
  summary: ImportSummary,
  tally: ImportTally,
  absent: number | null,
): ImportAccount {
  const { rows, complaints, erased, rejectedFor } = tally;
  const { sha256, bytes, encoding, mapping, withheldCases } = summary;
  const checks = [
    ['rows', rows.new + rows.changed + rows.unchanged + rows.rejected, summary.rows.read],
    ['rejected rows', rows.rejected, summary.rows.rejected],
    ['complaints', complaints.new + complaints.changed + complaints.unchanged, summary.complaints],
  ] as const;
  const wrong = checks.filter(([, found, expected]) => found !== expected);
  if (wrong.length > 0)
    throw new RedressError(
      wrong.map(([what, found, expected]) => importsFault('imports.does_not_add_up', { what, found, expected })),
    );
  return {
    file: name,
    sha256,
    bytes,
    encoding,
    mapping,
    rows: { read: summary.rows.read, ...rows },
    complaints: { ...complaints, absent, withheld: withheldCases },
    erased,
    rejectedFor,
    remarks: [...importNotes(summary), ...remarksOf(summary, tally, absent)].map(({ en, zh }) => ({ en, zh })),
  };
}

/** What is stored so far; every row that is read and not counted yet is still on its way. */
export function progressOf(
  file: string,
  mapping: ImportAccount['mapping'],
  tally: ImportTally,
  { share, read }: { readonly share: number; readonly read: number },
): ImportProgress {
  const { rows, complaints, erased } = tally;
  return {
    file,
    mapping: { id: mapping.id, digest: mapping.digest },
    share,
    rows: { read, ...rows },
    complaints: { ...complaints, absent: null, withheld: 0 },
    erased,
  };
}

function remarksOf(summary: ImportSummary, tally: ImportTally, absent: number | null): readonly Text[] {
  const remarks: Text[] = [];
  if (tally.erased > 0)
    remarks.push({
      en: `Values of the file that were erased here and stay so: ${tally.erased}.`,
      zh: `文件中有 ${tally.erased} 个值此前已在本系统删除，继续保持删除状态。`,
    });
  if (summary.isMended)
    remarks.push({
      en: 'The file is made of rejected rows, not the whole export: no complaint is listed as missing from it.',
      zh: '该文件由退回行构成，并非完整导出，因此不列出其中缺少的投诉。',
    });
  if (absent !== null && absent > 0 && tally.rejectedWithoutId > 0)
    remarks.push({
      en: `Rejected rows that name no complaint: ${tally.rejectedWithoutId}; some of those listed as missing may stand there.`,
      zh: `未写明投诉编号的退回行：${tally.rejectedWithoutId} 行；列为缺少的投诉可能就在其中。`,
    });
  return remarks;
}
