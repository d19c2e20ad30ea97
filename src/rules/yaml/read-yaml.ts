import {
  isAlias,
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
import { yamlFault } from './yaml-errors.js';

/** The one door to the YAML library: YAML 1.2 core, one document, no aliases, no tags, every value with its place. */
export interface YamlFile {
  readonly file: string;
  /** Plain data; dates stay texts. Undefined when there are faults that leave nothing to read. */
  readonly value: unknown;
  readonly faults: readonly Fault[];
  /** The place of a value by its path of keys; `'key'` points at the key itself. Falls back to the nearest parent. */
  placeOf(path: readonly PropertyKey[], at?: 'value' | 'key'): Place;
}

/** Larger files are refused before parsing: policies are pages, not data. */
export const yamlSizeLimit = 1_000_000;
const depthLimit = 40;

/** Reads one file. Never throws: everything wrong with the text is among the faults. */
export function readYaml(text: string, file: string): YamlFile {
  const lines = new LineCounter();
  const none = (faults: readonly Fault[]): YamlFile => ({ file, value: undefined, faults, placeOf: () => ({ file }) });
  const size = Buffer.byteLength(text);
  if (size > yamlSizeLimit) return none([yamlFault('yaml.too_large', { size, limit: yamlSizeLimit }, { file })]);
  if (text.includes('\uFFFD') || text.includes('\u0000')) return none([yamlFault('yaml.not_text', {}, { file })]);
  if (tooDeep(text)) return none([yamlFault('yaml.too_deep', { limit: depthLimit }, { file })]);
  const documents = parseAllDocuments(text, { lineCounter: lines, uniqueKeys: false, version: '1.2', schema: 'core' });
  if (!Array.isArray(documents) || documents.length === 0) return none([yamlFault('yaml.empty', {}, { file })]);
  const [document] = documents;
  if (document === undefined) return none([yamlFault('yaml.empty', {}, { file })]);
  const place = (offset: number, path?: string): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1), ...(path === undefined ? {} : { path }) };
  };
  const faults: Fault[] = documents.flatMap((each) =>
    each.errors.map((error) => {
      const [detail = ''] = error.message.split('\n');
      return yamlFault('yaml.syntax', { detail: detail.replace(/ at line .*$/s, '') }, place(error.pos[0]));
    }),
  );
  if (documents.length > 1) faults.push(yamlFault('yaml.several_documents', { count: documents.length }, { file }));
  faults.push(...structureFaults(document, place));
  if (faults.some((fault) => fault.code === 'yaml.syntax' || fault.code === 'yaml.alias')) return none(faults);
  if (document.contents === null) return none([yamlFault('yaml.empty', {}, { file })]);
  const value: unknown = document.toJS({ maxAliasCount: 0 });
  return { file, value, faults, placeOf: (path, at = 'value') => placeIn(document, path, at, place) };
}

/** Aliases, duplicate keys and empty values, each where it stands. */
function structureFaults(document: Document.Parsed, place: (offset: number, path?: string) => Place): Fault[] {
  const faults: Fault[] = [];
  visit(document, {
    Alias: (_, node) => void faults.push(yamlFault('yaml.alias', {}, place(startOf(node)))),
    Map: (_, node) => {
      const seen = new Set<string>();
      for (const pair of node.items) {
        const key = isScalar(pair.key) ? String(pair.key.value) : '';
        const at = isScalar(pair.key) ? startOf(pair.key) : startOf(node);
        if (seen.has(key)) faults.push(yamlFault('yaml.duplicate_key', { key }, place(at)));
        seen.add(key);
        if (isNullValue(pair.value)) faults.push(yamlFault('yaml.null_value', { key }, place(at)));
      }
    },
    Seq: (_, node) => {
      for (const item of node.items)
        if (isNullValue(item)) faults.push(yamlFault('yaml.null_value', { key: '-' }, place(startOf(node))));
    },
  });
  return faults;
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
    const last = index === path.length - 1;
    if (isMap(node)) {
      const pair = pairsOf(node).get(String(key));
      if (pair === undefined) break;
      offset = startOf(last && at === 'value' && !isNullValue(pair.value) ? pair.value : pair.key);
      node = pair.value;
    } else if (isSeq(node) && typeof key === 'number' && node.items[key] !== undefined) {
      node = node.items[key];
      offset = startOf(node);
    } else break;
    if (isAlias(node)) break;
  }
  return place(offset, path.map(String).join('.'));
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
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === '\n') {
      quote = '';
      const indent = /^[ -]*/.exec(text.slice(i + 1, i + 1 + 8 * depthLimit))?.[0].length ?? 0;
      if (indent > 4 * depthLimit) return true;
    } else if (quote !== '') quote = c === quote ? '' : quote;
    else if (c === '"' || c === "'") quote = c;
    else if (c === '[' || c === '{') depth++;
    else if ((c === ']' || c === '}') && depth > 0) depth--;
    if (depth > depthLimit) return true;
  }
  return false;
}
