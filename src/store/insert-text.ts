/** A row on its way to the database: bytes as hexadecimal text, a date as the number of its day, instants as ISO text. */
export type Row = Readonly<Record<string, unknown>>;

type ColumnType = 'uuid' | 'text' | 'integer' | 'boolean' | 'jsonb' | 'timestamptz' | 'bytea' | 'date';

/** The columns of a table by name, the one that rows are told apart by first. Those of JSON are never null. */
export type Columns = Readonly<Record<string, ColumnType>>;

/** How a value comes out of its list, `r`. */
const taken: Readonly<Record<ColumnType, (place: number) => string>> = {
  uuid: (place) => `(r ->> ${place})::uuid`,
  text: (place) => `r ->> ${place}`,
  integer: (place) => `(r ->> ${place})::integer`,
  boolean: (place) => `(r ->> ${place})::boolean`,
  jsonb: (place) => `r -> ${place}`,
  timestamptz: (place) => `(r ->> ${place})::timestamptz`,
  bytea: (place) => `decode(r ->> ${place}, 'hex')`,
  date: (place) => `date '1970-01-01' + (r ->> ${place})::integer`,
};

/** The first column of the rows of `insertText`. */
export const firstColumn = taken.uuid(0);

/** `insert into TABLE (…) select … from` the rows of a parameter that `parameterOf` made. */
export function insertText(table: string, columns: Columns, parameter: number): string {
  return `insert into ${table} (${Object.keys(columns).join(', ')}) ${rowsText(columns, parameter)}`;
}

/** `select … from` the rows of such a parameter, each column under its name. */
export function rowsText(columns: Columns, parameter: number): string {
  const values = Object.entries(columns).map(([name, type], place) => `${taken[type](place)} as ${name}`);
  return `select ${values.join(', ')}
    from jsonb_array_elements($${parameter}::jsonb) as given (r)`;
}

/** Rows as a JSON list of lists: without the names, which would be read and sorted for every row, it takes half the time. */
export function parameterOf(columns: Columns, rows: readonly Row[]): string {
  const names = Object.keys(columns);
  return JSON.stringify(rows.map((row) => names.map((name) => row[name])));
}
