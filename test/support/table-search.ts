import { hash } from 'node:crypto';
import type { Tx } from '../../src/store/tx.js';

/** Where something was found: never the thing itself. */
export interface Hit {
  readonly table: string;
  readonly path: string;
  /** Which of those looked for, by its place in the list. */
  readonly what: number;
}

/** Says which of what is looked for stand in a text, by their places. */
export type Finder = (text: string) => readonly number[];

/** Every table but these, as the database itself lists them. */
export async function tablesBut(tx: Tx, ...left: readonly string[]): Promise<readonly string[]> {
  const found = await tx.query<{ name: string }>(
    'tables-to-search',
    `select distinct table_name::text as name from information_schema.columns where table_schema = 'public' order by 1`,
  );
  return found.map(({ name }) => name).filter((name) => !left.includes(name));
}

/** Looks into every column of every row of these tables: into JSON and its keys, into bytes, hexadecimal and base64 too. */
export async function search(tx: Tx, tables: readonly string[], finder: Finder): Promise<readonly Hit[]> {
  const hits: Hit[] = [];
  for (const table of tables) {
    const rows = await tx.query<{ row: unknown }>(`search-${table}`, `select to_jsonb(t) as row from ${table} t`);
    for (const { row } of rows)
      walk(row, table, (value, path) => {
        for (const form of formsOf(value)) for (const what of finder(form)) hits.push({ table, path, what });
      });
  }
  return hits;
}

/** Finds texts wherever they stand. */
export function containing(texts: readonly string[]): Finder {
  const any = new RegExp(texts.map((text) => text.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&')).join('|'));
  return (text) => (any.test(text) ? texts.flatMap((one, place) => (text.includes(one) ? [place] : [])) : []);
}

/** Finds digests of texts without a salt: whoever guesses a name could try it against them. */
export function digestsOf(texts: readonly string[]): Finder {
  const digests = new Map<string, number>();
  for (const [place, text] of texts.entries())
    for (const form of [text, JSON.stringify(text)])
      for (const name of ['sha256', 'sha1', 'md5', 'sha512']) digests.set(hash(name, form), place);
  return (text) => [...text.matchAll(/[0-9a-f]{32,}/g)].flatMap(([hex]) => digests.get(hex) ?? []);
}

function walk(value: unknown, path: string, see: (value: string, path: string) => void): void {
  if (typeof value === 'string' || typeof value === 'number') return see(String(value), path);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, item] of Object.entries(value)) {
    see(key, path);
    walk(item, Array.isArray(value) ? `${path}[]` : `${path}.${key}`, see);
  }
}

/** Bytes come as `\x` and hexadecimal digits; a text may itself be bytes in hexadecimal or base64. */
function formsOf(value: string): readonly string[] {
  const hex = /^(?:\\x)?((?:[0-9a-f]{2})+)$/.exec(value)?.[1];
  if (hex !== undefined) return [value, Buffer.from(hex, 'hex').toString('utf8')];
  if (!/^[\w+/-]{4,}={0,2}$/.test(value)) return [value];
  const bytes = Buffer.from(value, 'base64');
  return [value, bytes.toString('utf8'), bytes.toString('hex')];
}
