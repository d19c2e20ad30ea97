/** A row on its way to the database: bytes as hexadecimal text, a date as the number of its day, instants as ISO text. */
export type Row = Readonly<Record<string, unknown>>;

type ColumnType = 'uuid' | 'text' | 'integer' | 'boolean' | 'jsonb' | 'timestamptz' | 'bytea' | 'date';

/** The columns of a table by name. */
export type Columns = Readonly<Record<string, ColumnType>>;

/** How a type travels in JSON, where that is not its own form. */
const onTheWay: Partial<Record<ColumnType, ColumnType>> = { bytea: 'text', date: 'integer' };

/** `insert into TABLE (…) select … from` the rows of a parameter that holds a JSON list of them, called `r`. */
export function insertText(table: string, columns: Columns, parameter: number): string {
  const names = Object.keys(columns);
  const typed = Object.entries(columns).map(([name, type]) => `${name} ${onTheWay[type] ?? type}`);
  const values = Object.entries(columns).map(([name, type]) => {
    if (type === 'bytea') return `decode(r.${name}, 'hex')`;
    return type === 'date' ? `date '1970-01-01' + r.${name}` : `r.${name}`;
  });
  return `insert into ${table} (${names.join(', ')}) select ${values.join(', ')}
    from jsonb_to_recordset($${parameter}::jsonb) as r(${typed.join(', ')})`;
}
