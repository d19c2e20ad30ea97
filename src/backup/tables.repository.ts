import { RedressError } from '../errors.js';
import type { Tx } from '../store/tx.js';
import { backupFault } from './backup-errors.js';
import { inOrderOfReferences } from './table-order.js';

/** A table as it is in a database. */
export interface Table {
  readonly name: string;
  readonly columns: readonly string[];
  /** Columns of the primary key. */
  readonly key: readonly KeyColumn[];
  readonly refersTo: readonly string[];
  /** Columns that the database numbers by itself. */
  readonly numbered: readonly string[];
}

interface KeyColumn {
  readonly name: string;
  readonly isText: boolean;
}

/** A statement whose text depends on the table: it is not kept prepared. */
const unnamed = '';

/** The tables of the application, referred-to ones first. Refuses one that may not be read: what is left out without a word is lost. */
export async function readTables(tx: Tx): Promise<readonly Table[]> {
  const rows = await tx.query<Table & { readonly open: boolean }>('backup-tables', tablesText);
  const closed = rows.filter(({ open }) => !open);
  if (closed.length > 0)
    throw new RedressError(closed.map(({ name }) => backupFault('backup.table_closed', { table: name })));
  return inOrderOfReferences(
    rows.map(({ name, columns, key, refersTo, numbered }) => ({ name, columns, key, refersTo, numbered })),
  );
}

const attribute = 'a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped';
const tablesText = `
  select c.relname::text as name, has_table_privilege(c.oid, 'select') as open,
    (select json_agg(a.attname order by a.attnum) from pg_attribute a where ${attribute} and a.attgenerated = '') as columns,
    coalesce((select json_agg(a.attname) from pg_attribute a where ${attribute} and a.attidentity <> ''), '[]') as numbered,
    coalesce((select json_agg(json_build_object('name', a.attname, 'isText', t.typcategory = 'S') order by k.place)
      from pg_index i cross join unnest(i.indkey::int2[]) with ordinality as k (attnum, place)
      join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum join pg_type t on t.oid = a.atttypid
      where i.indrelid = c.oid and i.indisprimary), '[]') as key,
    coalesce((select json_agg(distinct p.relname) from pg_constraint f join pg_class p on p.oid = f.confrelid
      where f.conrelid = c.oid and f.contype = 'f'), '[]') as "refersTo"
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition`;

/** Nobody changes the form of these tables, or empties them, before the transaction ends. */
export async function keepForm(tx: Tx, tables: readonly Table[]): Promise<void> {
  await tx.query(unnamed, `lock table ${tables.map(({ name }) => quoted(name)).join(', ')} in access share mode`);
}

/** Nobody else writes into these tables before the transaction ends. */
export async function keepOthersOut(tx: Tx, tables: readonly string[]): Promise<void> {
  await tx.query(unnamed, `lock table ${tables.map(quoted).join(', ')} in exclusive mode`);
}

/** All rows of a table as text, in the order of its key, which is the same on every server. */
export function copyOutText({ name, columns, key }: Table): string {
  const order = key.map((column) => `${quoted(column.name)}${column.isText ? ' collate "C"' : ''}`);
  const by = order.length === 0 ? '' : ` order by ${order.join(', ')}`;
  return `copy (select ${columns.map(quoted).join(', ')} from public.${quoted(name)}${by}) to stdout with (encoding 'UTF8')`;
}

/** Takes rows as `copyOutText` writes them. */
export function copyInText({ name, columns }: Pick<Table, 'name' | 'columns'>): string {
  return `copy public.${quoted(name)} (${columns.map(quoted).join(', ')}) from stdin with (encoding 'UTF8')`;
}

export async function rowsIn(tx: Tx, table: string): Promise<number> {
  const text = `select count(*)::float8 as count from public.${quoted(table)}`;
  const [row] = await tx.query<{ count: number }>(unnamed, text);
  return row?.count ?? 0;
}

/** The first of these tables that has a row. */
export async function firstWithRows(tx: Tx, tables: readonly string[]): Promise<string | undefined> {
  for (const table of tables)
    if ((await tx.query(unnamed, `select from public.${quoted(table)} limit 1`)).length > 0) return table;
  return undefined;
}

/** Numbers that the database gives go on after the highest there is. */
export async function continueNumbers(tx: Tx, { name, numbered }: Table): Promise<void> {
  for (const column of numbered)
    await tx.query(
      unnamed,
      `select setval(pg_get_serial_sequence($1, $2), coalesce(max(${quoted(column)}), 1), max(${quoted(column)}) is not null)
       from public.${quoted(name)}`,
      [`public.${quoted(name)}`, column],
    );
}

/** Removes these tables, which are empty, and the queue beside them. */
export async function dropTables(tx: Tx, tables: readonly string[]): Promise<void> {
  await tx.query(unnamed, `drop table ${tables.map((name) => `public.${quoted(name)}`).join(', ')}`);
  await tx.query(unnamed, 'drop schema if exists job cascade');
}

/** What a manifest says of the whole. */
export interface Overview {
  readonly postgres: string;
  readonly setInForce: { readonly number: number; readonly digest: string } | null;
  readonly chains: number;
  readonly entries: number;
}

export async function readOverview(tx: Tx): Promise<Overview> {
  const [row] = await tx.query<Overview>(
    'backup-overview',
    `select current_setting('server_version') as postgres,
       (select json_build_object('number', number, 'digest', digest) from policy_set order by number desc limit 1) as "setInForce",
       (select count(*)::float8 from entry where number = 1) as chains, (select count(*)::float8 from entry) as entries`,
  );
  if (row === undefined) throw new TypeError('the database said nothing about itself');
  return row;
}

/** A name as SQL takes it. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
