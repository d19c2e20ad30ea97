import { createHash } from 'node:crypto';
import type { Fault } from '../errors.js';
import type { Observed } from '../rules/complaint.js';
import type { Vocabulary } from '../rules/policy/vocabulary-types.js';
import type { Zone } from '../rules/time/calendar.js';
import { knownZone } from '../rules/time/zone.js';
import type { FactValue } from '../rules/values.js';
import { checkShape } from '../rules/yaml/check-shape.js';
import { readYaml, type YamlFile } from '../rules/yaml/read-yaml.js';
import { soundParts } from '../rules/yaml/sound-parts.js';
import { mappingContext, type MappingContext } from './mapping-context.js';
import { mappingShape, type MappingShape } from './mapping-shape.js';
import type { ComplaintRows, EventColumn, EventRows, FactColumn, Format, Mapping } from './mapping.js';
import { nullsIn } from './nulls.js';
import { readEventRows } from './read-event-rows.js';
import { readFactColumn, typed } from './read-fact-column.js';
import type { Encoding } from './text-encoding.js';

/**
 * Reads a mapping file. Every fault comes back at its place: of the YAML, of the shape, of words that the vocabulary
 * does not know and of values that do not fit their facts; with any, there is no mapping.
 */
export function readMapping(
  text: string,
  file: string,
  vocabulary: Vocabulary,
): { readonly mapping?: Mapping; readonly faults: readonly Fault[] } {
  const yaml = readYaml(text, file);
  if (yaml.value === undefined) return { faults: yaml.faults };
  const shape = checkShape(mappingShape, yaml);
  if (shape.value === undefined)
    return { faults: [...yaml.faults, ...shape.faults, ...faultsOfRest(yaml, vocabulary, text)].sort(byPlace) };
  const { mapping, faults } = readParts(shape.value, yaml, vocabulary, text);
  const all = [...yaml.faults, ...faults].sort(byPlace);
  return all.length > 0 || mapping === undefined ? { faults: all } : { mapping, faults: [] };
}

/** What is wrong besides the shape. What may be missing only because its place was faulty is not told. */
function faultsOfRest(yaml: YamlFile, vocabulary: Vocabulary, text: string): readonly Fault[] {
  const rest = soundParts(mappingShape, yaml.value);
  if (rest === undefined) return [];
  const { faults } = readParts(rest, yaml, vocabulary, text);
  return faults.filter(({ code }) => !/_missing$|_without_values$/.test(code));
}

function byPlace(a: Fault, b: Fault): number {
  return (a.place?.line ?? 0) - (b.place?.line ?? 0) || (a.place?.column ?? 0) - (b.place?.column ?? 0);
}

function readParts(
  shape: MappingShape,
  yaml: YamlFile,
  vocabulary: Vocabulary,
  text: string,
): { readonly mapping: Mapping | undefined; readonly faults: readonly Fault[] } {
  const format = readFormat(shape, yaml);
  const isCsv = format.kind === 'csv';
  const context = mappingContext(yaml, vocabulary, { nulls: format.nulls, hasZone: shape.zone !== undefined, isCsv });
  const zone = readZone(shape, context);
  if (isCsv && format.delimiter === format.quote) context.fault('mapping.delimiter_is_quote', {}, ['format', 'csv']);
  checkKeysOfRows(shape, context);
  const idSlot = context.slot(shape.id ?? shape['group-by'] ?? '');
  const columns = readColumns(shape, context);
  const rows = shape.rows === 'event' ? readEventRows(shape, context) : columns.rows;
  const set = readSet(shape, columns.facts, context);
  const observed = readObserved(shape, rows, context);
  const observedFacts = shape.observes?.facts ?? [];
  for (const [i, fact] of observedFacts.entries()) context.fact(fact, ['observes', 'facts', i]);
  const unitFact = readUnit(shape, [...columns.facts.map(({ fact }) => fact.id), ...Object.keys(set)], context);
  if (rows === undefined) return { mapping: undefined, faults: context.faults };
  const mapping: Mapping = {
    id: shape.mapping,
    title: shape.title,
    file: yaml.file,
    digest: createHash('sha256').update(text).digest('hex'),
    source: shape.source ?? shape.mapping,
    format,
    times: { zone, ambiguous: shape.ambiguous, missing: shape.missing },
    slots: context.slots,
    idSlot,
    facts: columns.facts,
    rows,
    ignored: columns.ignored,
    set,
    observed,
    observedFacts,
    unitFact,
  };
  return { mapping, faults: context.faults };
}

function readZone({ zone }: MappingShape, context: MappingContext): Zone | undefined {
  const known = zone === undefined ? undefined : knownZone(zone);
  if (zone !== undefined && known === undefined) context.fault('mapping.unknown_zone', { zone }, ['zone']);
  return known;
}

function readFormat({ format }: MappingShape, yaml: YamlFile): Format {
  if ('ndjson' in format)
    return { kind: 'ndjson', decimal: '.', nulls: nullsIn(yaml, ['format', 'ndjson'], format.ndjson.nulls) };
  const { encoding, quote, nulls, header, ...rest } = format.csv;
  const known: Encoding = encoding === 'gbk' || encoding === 'gb2312' ? 'gb18030' : encoding;
  return {
    kind: 'csv',
    ...rest,
    encoding: known,
    quote: quote === 'none' ? undefined : quote,
    nulls: nullsIn(yaml, ['format', 'csv'], nulls),
    header,
  };
}

const keysOfRows = {
  complaint: { id: ['the column that names the complaint', '投诉编号所在的列'] },
  event: {
    'group-by': ['the column that names the case', '案件编号所在的列'],
    event: ['the column that says what happened', '说明发生了什么的列'],
    at: ['the column that says when', '说明何时发生的列'],
  },
} as const;

function checkKeysOfRows(shape: MappingShape, context: MappingContext): void {
  const rows = shape.rows;
  for (const [key, [meaning, meaningZh]] of Object.entries(keysOfRows[rows]))
    if (!Object.hasOwn(shape, key)) context.fault('mapping.key_missing', { rows, key, meaning, meaningZh }, ['rows']);
  const others =
    rows === 'event'
      ? (['id'] as const)
      : (['group-by', 'event', 'at', 'ref', 'event-id', 'retracts', 'recorded-at'] as const);
  for (const key of others)
    if (shape[key] !== undefined) context.fault('mapping.key_not_for_rows', { rows, key }, [key], 'key');
}

interface Columns {
  readonly facts: readonly FactColumn[];
  readonly rows: ComplaintRows;
  readonly ignored: ReadonlySet<string>;
}

function readColumns(shape: MappingShape, context: MappingContext): Columns {
  const facts: FactColumn[] = [];
  const events: EventColumn[] = [];
  const ignored = new Set<string>();
  const given = new Set<string>();
  for (const [name, use] of Object.entries(shape.columns)) {
    const column = name.trim();
    if (use === 'ignore') ignored.add(column);
    else if ('fact' in use) {
      if (given.has(use.fact)) context.fault('mapping.fact_twice', { fact: use.fact }, ['columns', name, 'fact']);
      given.add(use.fact);
      const fact = readFactColumn(name, use, context);
      if (fact !== undefined) facts.push(fact);
    } else if (shape.rows === 'event')
      context.fault('mapping.key_not_for_rows', { rows: 'event', key: 'event' }, ['columns', name, 'event'], 'key');
    else {
      const event = context.event(use.event, ['columns', name, 'event']);
      const as = context.format(use.as, ['columns', name, 'as']);
      const slot = context.slot(name, use.optional);
      if (event !== undefined && as !== undefined)
        events.push({ slot, column: name, event, as, nulls: context.nullsOr(use.nulls, ['columns', name]) });
    }
  }
  return { facts, rows: { kind: 'complaint', events }, ignored };
}

function readSet(
  shape: MappingShape,
  columns: readonly FactColumn[],
  context: MappingContext,
): Readonly<Record<string, FactValue>> {
  const set: Record<string, FactValue> = {};
  for (const [name, raw] of Object.entries(shape.set)) {
    const fact = context.fact(name, ['set', name], 'key');
    if (fact === undefined) continue;
    if (columns.some((column) => column.fact.id === name))
      context.fault('mapping.fact_twice', { fact: name }, ['set', name], 'key');
    const value = typed(fact, raw, ['set', name], context);
    if (value !== undefined) set[name] = value;
  }
  return set;
}

/** The fact that names the unit: one word that this mapping gives and that tells nothing of a person. */
function readUnit({ unit }: MappingShape, given: readonly string[], context: MappingContext): string | undefined {
  const fact = unit === undefined ? undefined : context.fact(unit, ['unit']);
  if (fact === undefined) return undefined;
  if (fact.personal || (fact.type !== 'word' && fact.type !== 'text'))
    context.fault('mapping.no_unit', { fact: fact.id }, ['unit']);
  else if (!given.includes(fact.id)) context.fault('mapping.unit_not_given', { fact: fact.id }, ['unit']);
  return fact.id;
}

function readObserved(
  shape: MappingShape,
  rows: ComplaintRows | EventRows | undefined,
  context: MappingContext,
): Observed {
  const named = shape.observes?.events;
  if (named === undefined) {
    if (rows?.kind === 'event' && shape.event?.values === undefined)
      context.fault('mapping.observes_missing', {}, ['event']);
    return rows === undefined ? new Set() : eventsOf(rows);
  }
  for (const [i, event] of named.entries()) context.event(event, ['observes', 'events', i]);
  return new Set(named);
}

/** The event types that these rows can make. */
function eventsOf(rows: ComplaintRows | EventRows): ReadonlySet<string> {
  if (rows.kind === 'complaint') return new Set(rows.events.map((column) => column.event));
  const { values, otherwise, first } = rows.type;
  return new Set([...values.values(), ...[otherwise, first].filter((event) => event !== undefined)]);
}
