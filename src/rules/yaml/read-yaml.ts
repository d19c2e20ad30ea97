import {
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseAllDocuments,
  visit,
  type Document,
  type Node,
  type Pair,
  type YAMLMap,
} from 'yaml';
import type { Fault, Place } from '../../errors.js';
import { syntaxDetail } from './syntax-texts.js';
import { slipOf, type Enclosures, type Span } from './syntax-place.js';
import { yamlFault } from './yaml-errors.js';

/** The one door to the YAML library: YAML 1.2 core, one document, no aliases, no tags, every value with its place. */
export interface YamlFile {
  readonly file: string;
  /** Plain data; dates stay texts. Undefined when there are faults that leave nothing to read. */
  readonly value: unknown;
  readonly faults: readonly Fault[];
  /** The place of a value by its path of keys; `'key'` points at the key itself. Falls back to the nearest parent. */
  placeOf(path: readonly PropertyKey[], at?: 'value' | 'key'): Place;
  /** A scalar as it is written, without quotation marks: `007` where the value is the number 7. Undefined for anything else. */
  textOf?(path: readonly PropertyKey[]): string | undefined;
}

/** Larger files are refused before parsing: policies are pages, not data. */
export const yamlSizeLimit = 1_000_000;
const depthLimit = 40;
/** A longer path is no help to find the place. */
const pathLimit = 200;
/** After so many the others are echoes of the first. */
const syntaxFaultLimit = 10;

/** Reads one file. Never throws: everything wrong with the text is among the faults. */
export function readYaml(text: string, file: string): YamlFile {
  const lines = new LineCounter();
  const none = (faults: readonly Fault[]): YamlFile => ({ file, value: undefined, faults, placeOf: () => ({ file }) });
  const refusal = refuseText(text, file);
  if (refusal !== undefined) return none([refusal]);
  const documents = parseAllDocuments(text, { lineCounter: lines, uniqueKeys: false, version: '1.2', schema: 'core' });
  if (!Array.isArray(documents)) return none([yamlFault('yaml.empty', {}, { file })]);
  const [document] = documents;
  if (document === undefined || isNullValue(document.contents)) return none([yamlFault('yaml.empty', {}, { file })]);
  const place = (offset: number, path?: string): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1), ...(path === undefined ? {} : { path }) };
  };
  const errors = documents.flatMap((each) => each.errors).slice(0, syntaxFaultLimit);
  if (errors.length > 0) {
    const enclosures = enclosuresIn(documents);
    return none(
      errors.map(({ code, message, pos }) =>
        yamlFault('yaml.syntax', syntaxDetail(code, message), place(slipOf(text, enclosures, { code, pos }))),
      ),
    );
  }
  const faults = structureFaults(document, place);
  if (documents.length > 1) faults.push(yamlFault('yaml.several_documents', { count: documents.length }, { file }));
  if (faults.some((fault) => unreadable.has(fault.code))) return none(faults);
  const value: unknown = document.toJS({ maxAliasCount: 0 });
  return {
    file,
    value,
    faults,
    placeOf: (path, at = 'value') => placeIn(document, path, at, place),
    textOf: (path) => textIn(document, path),
  };
}

/** With these the file would be read as something that it does not say. */
const unreadable = new Set(['yaml.alias', 'yaml.tag']);

/** What no text holds: bytes that were not UTF-8, and the signs that YAML forbids. */
const notText = /[^\P{Cc}\t\n\r\u0085]|[\uFFFD\uFFFE\uFFFF]/u;

function lineAndColumn(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** Before the parser sees it: size, encoding, depth. */
function refuseText(text: string, file: string): Fault | undefined {
  const size = Buffer.byteLength(text);
  if (size > yamlSizeLimit) return yamlFault('yaml.too_large', { size, limit: yamlSizeLimit }, { file });
  const wrong = notText.exec(text);
  if (wrong !== null) return yamlFault('yaml.not_text', {}, { file, ...lineAndColumn(text, wrong.index) });
  return tooDeep(text) ? yamlFault('yaml.too_deep', { limit: depthLimit }, { file }) : undefined;
}

/** Quotations and brackets, of what the parser could still make out. */
function enclosuresIn(documents: readonly Document.Parsed[]): Enclosures {
  const [quotations, brackets]: [Span[], Span[]] = [[], []];
  for (const document of documents)
    visit(document, {
      Scalar: (_, { type, range }) => {
        const isQuoted = type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE';
        if (isQuoted && range) quotations.push([range[0], range[1]]);
      },
      Collection: (_, { flow, range }) => {
        if (flow === true && range) brackets.push([range[0], range[2]]);
      },
    });
  return { quotations, brackets };
}

/** Aliases, tags, duplicate keys and empty values, each where it stands. */
function structureFaults(document: Document.Parsed, place: (offset: number, path?: string) => Place): Fault[] {
  const faults: Fault[] = [];
  const fault = (code: Parameters<typeof yamlFault>[0], node: unknown, key = ''): void =>
    void faults.push(yamlFault(code, { key: shorten(key) }, place(startOf(node))));
  const isDirected = document.warnings.some(({ code }) => code === 'BAD_DIRECTIVE');
  if (isDirected || document.directives.yaml.explicit === true) fault('yaml.tag', undefined);
  const untagged = (node: Node): void => {
    if (node.tag !== undefined) fault('yaml.tag', node);
  };
  visit(document, {
    Alias: (_, node) => fault('yaml.alias', node),
    Scalar: (_, node) => untagged(node),
    Map: (_, node) => {
      untagged(node);
      const seen = new Set<string>();
      for (const pair of node.items) {
        const key = keyText(pair);
        const at = pair.key ?? node;
        if (!isKey(key)) fault('yaml.not_a_key', at, key ?? '? [ ] { }');
        else if (seen.has(key)) fault('yaml.duplicate_key', at, key);
        else if (isNullValue(pair.value)) fault('yaml.null_value', at, key);
        seen.add(key ?? '');
      }
      // The rest is read without them.
      node.items = node.items.filter((pair) => isKey(keyText(pair)));
    },
    Seq: (_, node) => {
      untagged(node);
      for (const item of node.items)
        if (isNullValue(item)) fault('yaml.null_value', item ?? node, textOfScalar(item) ?? '-');
    },
  });
  return faults;
}

/** JavaScript would take `__proto__` for something else. */
function isKey(key: string | undefined): key is string {
  return key !== undefined && key !== '__proto__';
}

/** Keys are texts: `0012` is not 12 and `NULL` is a word. Undefined for a list or a mapping as a key. */
function keyText(pair: Pair): string | undefined {
  if (pair.key === null) return '';
  if (!isScalar(pair.key)) return undefined;
  const text = textOfScalar(pair.key) ?? '';
  pair.key.value = text;
  return text;
}

function textOfScalar(node: unknown): string | undefined {
  if (!isScalar(node)) return undefined;
  return typeof node.value === 'string' ? node.value : (node.source ?? String(node.value));
}

function shorten(key: string): string {
  return key.length > 60 ? `${key.slice(0, 57)}…` : key;
}

function isNullValue(node: unknown): boolean {
  return node === null || node === undefined || (isScalar(node) && node.value === null);
}

function startOf(node: unknown): number {
  const range = (node as Node | undefined)?.range;
  return range?.[0] ?? 0;
}

function placeIn(
  document: Document.Parsed,
  path: readonly PropertyKey[],
  at: 'value' | 'key',
  place: (offset: number, path?: string) => Place,
): Place {
  let node: unknown = document.contents;
  let offset = startOf(node);
  for (const [index, key] of path.entries()) {
    const step = stepInto(node, key);
    if (step === undefined) break;
    const atKey = step.key !== undefined && (index < path.length - 1 || at === 'key' || isNullValue(step.value));
    offset = startOf(atKey ? step.key : step.value);
    node = step.value;
  }
  const steps = path.map(String).join('.');
  return place(offset, steps === '' || steps.length > pathLimit ? undefined : steps);
}

function textIn(document: Document.Parsed, path: readonly PropertyKey[]): string | undefined {
  let node: unknown = document.contents;
  for (const key of path) node = stepInto(node, key)?.value;
  return textOfScalar(node);
}

function stepInto(node: unknown, key: PropertyKey): { readonly key?: unknown; readonly value: unknown } | undefined {
  if (isMap(node)) return pairsOf(node).get(String(key));
  if (isSeq(node) && typeof key === 'number' && node.items[key] !== undefined) return { value: node.items[key] };
  return undefined;
}

/** The pairs of a mapping by their keys, looked up once: a long file may have thousands of faults to place. */
const pairsByKey = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();

function pairsOf(node: YAMLMap): ReadonlyMap<string, Pair> {
  const known = pairsByKey.get(node);
  if (known !== undefined) return known;
  const pairs = new Map<string, Pair>();
  for (const pair of node.items) {
    const key = isScalar(pair.key) ? String(pair.key.value) : undefined;
    if (key !== undefined && !pairs.has(key)) pairs.set(key, pair);
  }
  pairsByKey.set(node, pairs);
  return pairs;
}

/** A guard before the recursive parser: brackets or indentation that no policy needs. */
function tooDeep(text: string): boolean {
  let depth = 0;
  let quote = '';
  for (let i = -1; i < text.length; i++) {
    const c = text[i];
    if (c === '\n' || i === -1) {
      quote = '';
      const indent = /^[ ?-]*/.exec(text.slice(i + 1, i + 1 + 8 * depthLimit))?.[0].length ?? 0;
      if (indent > 4 * depthLimit) return true;
    } else if (quote !== '') quote = c === quote ? '' : quote;
    else if (c === '"' || c === "'") quote = c;
    else if (c === '[' || c === '{') depth++;
    else if ((c === ']' || c === '}') && depth > 0) depth--;
    if (depth > depthLimit) return true;
  }
  return false;
}
