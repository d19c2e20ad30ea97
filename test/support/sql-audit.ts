/** What is wrong with a statement for a database that is split by complaint, and what it touches. */
export interface Unrouted {
  readonly name: string;
  readonly tables: readonly string[];
  readonly text: string;
}

const word = String.raw`"?(\w+)"?`;
/** Where a table stands in a statement: after these words, or after a comma in a list of them. */
const places = new RegExp(
  String.raw`\b(?:from|join|into|update|using)\s+(?:only\s+|lateral\s+)?(?:public\.)?${word}`,
  'gi',
);
const further = new RegExp(
  String.raw`,\s*(?:lateral\s+)?(?:public\.)?${word}\s+(?:as\s+)?\w+(?=\s*(?:,|\bwhere\b|\bjoin\b|\bleft\b|$))`,
  'gi',
);
const cte = new RegExp(
  String.raw`(?:\bwith|,)\s+(?:recursive\s+)?${word}\s+as\s+(?:not\s+)?(?:materialized\s+)?\(`,
  'gi',
);
/** Rows that came as a parameter: `unnest($1::uuid[]) as r`. */
const given =
  /\b(?:unnest|jsonb?_to_recordset|jsonb?_array_elements(?:_text)?)\s*\((?:[^()]|\([^()]*\))*\)\s*(?:with\s+ordinality\s*)?(?:as\s+)?(\w+)/gi;

/** The tables that a statement looks for rows in, of those that are split by complaint. */
export function splitTablesIn(text: string, split: ReadonlySet<string>): readonly string[] {
  // A row that is added brings its own complaint_id.
  const rest = text.replaceAll(/\binsert\s+into\s+\w+\s*(?:as\s+\w+\s*)?\(\s*complaint_id\b/gi, '(');
  const found = [...rest.matchAll(places), ...rest.matchAll(further)].map(([, name = '']) => name.toLowerCase());
  const own = new Set([...text.matchAll(cte)].map(([, name = '']) => name.toLowerCase()));
  return [...new Set(found)].filter((name) => split.has(name) && !own.has(name)).toSorted();
}

/**
 * Whether a statement says of which complaints it is: `complaint_id` is compared with a parameter, or with a column of rows that came as one.
 */
export function isRouted(text: string): boolean {
  if (/\bcomplaint_id\s*=\s*(?:any\s*\(\s*)?\$\d/i.test(text)) return true;
  const rows = [...text.matchAll(given)].map(([, alias = '']) => alias);
  return rows.some(
    (alias) =>
      new RegExp(String.raw`\bcomplaint_id\s*=\s*${alias}\.`, 'i').test(text) ||
      new RegExp(String.raw`\b${alias}\.\w+\s*=\s*(?:\w+\.)?complaint_id\b`, 'i').test(text) ||
      new RegExp(String.raw`\b${alias}\b[^;]*\busing\s*\(\s*complaint_id\b`, 'i').test(text),
  );
}

/** Statements that touch a table that is split by complaint without saying of which complaints they are. */
export function unrouted(
  statements: ReadonlyMap<string, string>,
  split: ReadonlySet<string>,
  scatter: readonly string[],
): readonly Unrouted[] {
  return [...statements].flatMap(([name, text]) => {
    const tables = splitTablesIn(text, split);
    return tables.length === 0 || scatter.some((one) => isNamed(name, one)) || isRouted(text)
      ? []
      : [{ name, tables, text }];
  });
}

/** `complaint-list*` names all that begin so. */
function isNamed(name: string, pattern: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}
