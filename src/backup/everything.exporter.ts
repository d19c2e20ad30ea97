import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { now } from '../clock.js';
import { makeJudgementFile } from '../modules/judgements/make-judgement-file.js';
import { writeJudgementFile } from '../modules/judgements/judgement-file.js';
import { beforeAllIds, milliseconds } from '../store/sql-parts.js';
import { takeSnapshot } from '../store/snapshot.repository.js';
import type { Database, Tx } from '../store/tx.js';
import { exportedColumns, neverExported, personalTables } from './export-columns.js';
import { writeFolder, type FolderWriter, type WrittenFile } from './folder.writer.js';
import { isInside } from './manifest.js';
import { judgementReader } from './stored-judgements.reader.js';
import { quoted, readTables, rowsIn, type Table } from './tables.repository.js';

export const exportFormat = 'redress-export-1';

export interface ExportOptions {
  readonly folder: string;
  readonly product: string;
  /** With personal values: who may, and what for, was asked and recorded before. */
  readonly withPersonal: boolean;
  readonly onComplaint?: (done: number, all: number) => void;
}

/** What an export holds; the counts are those of its files. */
export interface Exported {
  readonly takenAt: string;
  readonly files: readonly WrittenFile[];
  readonly tables: readonly { readonly name: string; readonly rows: number }[];
  /** Tables that did not leave, with how many rows they have. */
  readonly leftOut: readonly { readonly name: string; readonly rows: number; readonly reason: string }[];
  readonly judgements: number;
  /** Complaints without a judgement file: never judged, or by a set that this version does not read. */
  readonly notExported: readonly { readonly complaint: string; readonly reason: string }[];
  /** SHA-256 of `manifest.json`, hex: whoever has it can tell later whether anything was changed. */
  readonly digest: string;
}

/**
 * Writes everything that is stored, as it is at one instant, in open formats into a folder. Nothing grows with the database but the list of
 * files. Refuses a folder that has something in it.
 */
export async function exportEverything(database: Database, options: ExportOptions): Promise<Exported> {
  return writeFolder(options.folder, (writer) =>
    database.transaction(async (tx) => {
      await takeSnapshot(tx);
      const takenAt = new Date(now()).toISOString();
      const all = await readTables(tx);
      const tables = [];
      for (const table of all) {
        const written = await writeTable(tx, writer, table, options.withPersonal);
        if (written !== undefined) tables.push({ name: table.name, rows: written.lines });
      }
      await writer.write('entries.ndjson', linesOf(tx, entriesText));
      await writeSets(tx, writer);
      const { judgements, notExported } = await writeJudgements(tx, writer, options);
      for (const asset of ['README.md', 'verify-chains.mjs'])
        await writer.write(asset, [await readFile(join(import.meta.dirname, 'assets', asset), 'utf8')]);
      const leftOut = await leftOutOf(tx, all, options.withPersonal);
      const files = [...writer.files];
      const { product, withPersonal } = options;
      const manifest = {
        format: exportFormat,
        product,
        takenAt,
        withPersonal,
        tables,
        judgements,
        notExported,
        leftOut,
        files,
      };
      const { sha256: digest } = await writer.write('manifest.json', [`${JSON.stringify(manifest, undefined, 2)}\n`]);
      return { takenAt, files, tables, leftOut, judgements, notExported, digest };
    }),
  );
}

async function writeTable(
  tx: Tx,
  writer: FolderWriter,
  table: Table,
  withPersonal: boolean,
): Promise<WrittenFile | undefined> {
  const columns = exportedColumns(table, withPersonal);
  if (columns === undefined || table.name === 'entry') return undefined;
  const order = table.key.map(({ name }) => quoted(name)).join(', ');
  const text = `select row_to_json(r)::text as line
    from (select ${columns.map(quoted).join(', ')} from public.${quoted(table.name)} order by ${order}) r`;
  return writer.write(`tables/${table.name}.ndjson`, linesOf(tx, text));
}

const entriesText = `
  select json_build_object('subject', json_build_object('kind', subject_kind, 'id', subject_id), 'number', number, 'type', type,
    'actor', actor, 'at', ${milliseconds('at')}::bigint, 'body', body, 'previous', encode(previous, 'hex'), 'hash', encode(hash, 'hex'))::text as line
  from entry order by subject_id, number`;

/** Rows at once: a judgement may have a hundred kilobytes. */
const atOnce = 200;

async function* linesOf(tx: Tx, text: string): AsyncGenerator<string> {
  await tx.query('', `declare export_rows no scroll cursor for ${text}`);
  for (;;) {
    const rows = await tx.query<{ line: string }>('', `fetch ${atOnce} from export_rows`);
    if (rows.length > 0) yield rows.map(({ line }) => `${line}\n`).join('');
    if (rows.length < atOnce) break;
  }
  await tx.query('', 'close export_rows');
}

async function writeSets(tx: Tx, writer: FolderWriter): Promise<void> {
  const numbers = await tx.query<{ number: number }>('', 'select number from policy_set order by number');
  for (const { number } of numbers) {
    const texts = await tx.query<{ file: string; text: string }>(
      '',
      'select t.key as file, t.value as text from policy_set, jsonb_each_text(files) t where number = $1 order by 1',
      [number],
    );
    const folder = `policies/set-${String(number).padStart(4, '0')}`;
    for (const { file, text } of texts) if (isInside(`files/${file}`)) await writer.write(`${folder}/${file}`, [text]);
  }
}

async function writeJudgements(
  tx: Tx,
  writer: FolderWriter,
  { withPersonal, onComplaint }: ExportOptions,
): Promise<Pick<Exported, 'judgements' | 'notExported'>> {
  const all = await rowsIn(tx, 'complaint');
  const read = judgementReader(tx);
  const notExported: { complaint: string; reason: string }[] = [];
  let [judgements, done, after] = [0, 0, beforeAllIds];
  for (;;) {
    const ids = await tx.query<{ id: string }>(
      '',
      'select complaint_id as id from complaint where complaint_id > $1 order by complaint_id limit $2',
      [after, atOnce],
    );
    for (const { id } of ids) {
      const judged = await read(id);
      if (typeof judged === 'string') notExported.push({ complaint: id, reason: judged });
      else {
        await writer.write(`judgements/${id}.json`, [writeJudgementFile(makeJudgementFile(judged, withPersonal))]);
        judgements += 1;
      }
      onComplaint?.(++done, all);
      after = id;
    }
    if (ids.length < atOnce) return { judgements, notExported };
  }
}

async function leftOutOf(tx: Tx, tables: readonly Table[], withPersonal: boolean): Promise<Exported['leftOut']> {
  const left: { name: string; rows: number; reason: string }[] = [];
  for (const { name } of tables) {
    const never = Object.hasOwn(neverExported, name) ? neverExported[name]?.en : undefined;
    const personal = !withPersonal && personalTables.includes(name) ? 'personal data' : undefined;
    const reason = never ?? personal;
    if (reason !== undefined) left.push({ name, rows: await rowsIn(tx, name), reason });
  }
  return left;
}
