import type { Change } from '../modules/complaints/change.js';
import type { ComplaintId } from '../modules/complaints/complaint-id.js';
import { addedTo, complaintColumns, complaintRow, updateIfAsRead, type AddedTo } from './commit-rows.js';
import { firstColumn, insertText, parameterOf, rowsText } from './insert-text.js';
import type { Tx } from './tx.js';

/** What became of the changes: written, or to be read, decided and tried again because another writer was first. */
export interface Committed {
  readonly committed: ReadonlySet<ComplaintId>;
  readonly moved: ReadonlySet<ComplaintId>;
}

/**
 * The one way by which anything of a complaint is changed: one change or five hundred, in one statement, complaints in the order of
 * their ids. Everything of a change is written or nothing. Refuses two changes of one complaint at once.
 */
export async function commit(tx: Tx, changes: readonly Change[]): Promise<Committed> {
  const sorted = changes.toSorted((a, b) => (a.complaint < b.complaint ? -1 : 1));
  if (new Set(sorted.map(({ complaint }) => complaint)).size < sorted.length)
    throw new RangeError('two changes of one complaint in one commit');
  if (sorted.length === 0) return { committed: new Set(), moved: new Set() };
  const parts = addedTo.flatMap((to) => {
    const rows = sorted.flatMap(to.rowsOf);
    return rows.length === 0 ? [] : [{ to, rows }];
  });
  const tables = parts.map(({ to }) => to);
  const { name, text } = statement(tables, sorted.length === 1);
  const complaints = parameterOf(complaintColumns, sorted.map(complaintRow));
  const values = [complaints, ...parts.map(({ to, rows }) => parameterOf(to.columns, rows))];
  const written = await tx.query<{ id: ComplaintId }>(name, text, values);
  const committed = new Set(written.map(({ id }) => id));
  return { committed, moved: new Set(sorted.flatMap(({ complaint: id }) => (committed.has(id) ? [] : [id]))) };
}

interface Statement {
  readonly name: string;
  readonly text: string;
}

/** `notice_turn` → `nt`, `notice` → `no`: PostgreSQL cuts names of statements off at 63 bytes. */
function shortOf(table: string): string {
  const [first = '', second] = table.split('_');
  return second === undefined ? first.slice(0, 2) : `${first.slice(0, 1)}${second.slice(0, 1)}`;
}

const statements = new Map<string, Statement>();

/**
 * The statement that writes into these tables. First the complaints, row by row in the order of their ids: what is new is inserted,
 * what stands is updated if it is as it was read, and taken for this transaction in any case, so that writers of several that overlap
 * never wait in a circle. Then everything else, of those complaints alone that were written.
 */
function statement(tables: readonly AddedTo[], isOne: boolean): Statement {
  const name = `commit-${isOne ? 'one' : 'many'}-${tables.map(({ table }) => shortOf(table)).join('-')}`;
  const known = statements.get(name);
  if (known !== undefined) return known;
  const additions = tables.map(({ table, columns, conflict = '', update }, place) => {
    // Of one complaint all rows are written or none: there is nothing to compare.
    const written = isOne ? 'exists (select from written)' : `${firstColumn} in (select id from written)`;
    if (update !== undefined)
      return `new_${table} as (${update.set} from (${rowsText(columns, place + 2)} where ${written}) as given
        where ${update.where})`;
    const returned = table === 'entry' ? 'returning subject_id, number' : '';
    return `new_${table} as (${insertText(table, columns, place + 2)} where ${written} ${conflict} ${returned})`;
  });
  const pending = tables.some(({ table }) => table === 'entry')
    ? ['new_pending as (insert into entry_pending (subject_id, number) select subject_id, number from new_entry)']
    : [];
  const complaints = `${insertText('complaint', complaintColumns, 1)}
    on conflict (complaint_id) ${updateIfAsRead} returning complaint_id as id`;
  const text = `with ${[`written as (${complaints})`, ...additions, ...pending].join(',\n  ')}\nselect id from written`;
  const made = { name, text };
  statements.set(name, made);
  return made;
}
