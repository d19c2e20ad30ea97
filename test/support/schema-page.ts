import type { Tx } from '../../src/store/tx.js';

interface Table {
  readonly name: string;
  readonly sentence: string | null;
  /** What the application's role may do with it. */
  readonly may: readonly string[];
  readonly columns: readonly Column[];
  readonly constraints: readonly Constraint[];
  /** Without those that belong to a constraint. */
  readonly indexes: readonly string[];
}

interface Column {
  readonly name: string;
  readonly type: string;
  readonly mayBeNull: boolean;
  readonly filled: string | null;
}

interface Constraint {
  readonly kind: 'p' | 'u' | 'f' | 'c';
  readonly columns: readonly string[];
  readonly text: string;
  /** The table that a foreign key leads to. */
  readonly target: string | null;
}

/**
 * The tables of the database, drawn from its own catalogue: what docs/schema.md holds. Not-null constraints, which PostgreSQL 18 lists
 * and older ones do not, are told with the columns.
 */
export async function schemaPage(tx: Tx, role: string): Promise<string> {
  const tables = await tx.query<Table>('schema-page', tablesText, [role]);
  return `${[head, diagram(tables), ...tables.map(section)].join('\n\n')}\n`;
}

const head = `# The tables

Drawn from the database itself by \`node scripts/schema.mjs\`; \`test/db/schema.spec.ts\` holds this page to it. How a table comes about or is
changed: [\`recipes/add-a-migration.md\`](recipes/add-a-migration.md).

Two roles use them: the owner (\`DATABASE_OWNER_URL\`) makes and changes tables, the application (\`DATABASE_URL\`) has the rights told with
each table and no other. Every table that belongs to a complaint has \`complaint_id\` in its primary key.`;

function diagram(tables: readonly Table[]): string {
  const lines = tables.flatMap(({ name, columns, constraints }) => {
    const keys = new Set(constraints.filter(({ kind }) => kind === 'p').flatMap((key) => key.columns));
    const foreign = new Set(constraints.filter(({ kind }) => kind === 'f').flatMap((key) => key.columns));
    const marks = (column: string): string =>
      [keys.has(column) ? 'PK' : '', foreign.has(column) ? 'FK' : ''].filter(Boolean).join(', ');
    const drawn = columns.map((column) => `    ${word(column.type)} ${column.name} ${marks(column.name)}`.trimEnd());
    return [`  ${name} {`, ...drawn, '  }'];
  });
  const links = tables.flatMap(({ name, constraints }) =>
    constraints.flatMap(({ kind, target, columns }) =>
      kind === 'f' ? [`  ${target} ||--o{ ${name} : "${columns.join(', ')}"`] : [],
    ),
  );
  return ['```mermaid', 'erDiagram', ...lines, ...links, '```'].join('\n');
}

/** Mermaid takes one word for a type. */
function word(type: string): string {
  return type.replaceAll(/[^\w]+/g, '_');
}

function section({ name, sentence, may, columns, constraints, indexes }: Table): string {
  const rows = columns.map(
    (column) =>
      `| \`${column.name}\` | ${column.type} | ${column.mayBeNull ? 'may be null' : ''} | ${code(column.filled)} |`,
  );
  const table = ['| column | type | | filled with |', '|---|---|---|---|', ...rows].join('\n');
  const list = [...constraints.map(({ text }) => text), ...indexes].map((text) => `- \`${text}\``).join('\n');
  return `## \`${name}\`\n\n${sentence ?? ''}\n\nThe application may: ${may.join(', ') || 'nothing'}.\n\n${table}\n\n${list}`;
}

function code(text: string | null): string {
  return text === null ? '' : `\`${text}\``;
}

const tablesText = `
  select t.relname as name, obj_description(t.oid) as sentence,
    (select coalesce(json_agg(word order by place), '[]') from (values (1, 'SELECT', 'read'), (2, 'INSERT', 'add'), (3, 'UPDATE', 'change'),
        (4, 'DELETE', 'remove'), (5, 'TRUNCATE', 'empty')) as rights (place, name, word)
      where has_table_privilege($1, t.oid, rights.name)) as may,
    (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'mayBeNull', not a.attnotnull,
        'filled', case when a.attidentity <> '' then 'the next number' else pg_get_expr(d.adbin, d.adrelid) end) order by a.attnum)
      from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
      where a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped) as columns,
    (select coalesce(json_agg(json_build_object('kind', c.contype, 'text', pg_get_constraintdef(c.oid),
        'columns', (select json_agg(a.attname order by k.place) from unnest(c.conkey) with ordinality as k (number, place)
          join pg_attribute a on a.attrelid = t.oid and a.attnum = k.number),
        'target', (select relname from pg_class where oid = c.confrelid)) order by position(c.contype::text in 'pufc'), c.conname), '[]')
      from pg_constraint c where c.conrelid = t.oid and c.contype in ('p', 'u', 'f', 'c')) as constraints,
    (select coalesce(json_agg(regexp_replace(pg_get_indexdef(i.indexrelid), ' ON public\\.\\w+ USING btree', '') order by i.indexrelid), '[]')
      from pg_index i where i.indrelid = t.oid and not exists (select from pg_constraint c where c.conindid = i.indexrelid)) as indexes
  from pg_class t
  where t.relnamespace = 'public'::regnamespace and t.relkind = 'r'
  order by t.relname`;
