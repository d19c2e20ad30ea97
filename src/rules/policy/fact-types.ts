import { isRecord } from '../facts/fact-value.js';
import type { FactType } from '../values.js';
import { literalOf } from './literal.js';
import type { Parameter } from './vocabulary-types.js';
import type { ReadFile } from './read-file.js';
import type { DeclaredFact } from './worked-out-names.js';
import { parameterType, valueType, type Names, type WorkedOutType } from './reading.js';

type Known = Pick<Names, 'events' | 'facts'>;
type Found = Map<string, WorkedOutType>;

const nothing: WorkedOutType = { type: undefined, values: undefined };

/**
 * What each worked-out fact comes to, found before anything else is read: conditions ask these facts as they ask all others.
 * A fact has no type where its file leaves it open or contradicts itself; reading it reports that.
 */
export function workedOutTypes(
  declared: ReadonlyMap<string, readonly DeclaredFact[]>,
  known: Known,
  parametersOf: (file: ReadFile) => ReadonlyMap<string, Parameter>,
): ReadonlyMap<string, WorkedOutType> {
  const found: Found = new Map();
  const begun = new Set<string>();
  for (const start of declared.keys()) {
    // An explicit stack: facts may follow from each other longer than the engine's own stack is deep.
    const stack = [start];
    for (let name = stack.at(-1); name !== undefined; name = stack.at(-1)) {
      const versions = declared.get(name) ?? [];
      const waiting = begun.has(name)
        ? []
        : versions.flatMap(({ raw }) => namesRead(raw)).filter((each) => declared.has(each) && !begun.has(each));
      begun.add(name);
      stack.push(...waiting);
      if (waiting.length > 0) continue;
      stack.pop();
      if (!found.has(name))
        found.set(
          name,
          together(versions.map(({ raw, file }) => typeOf(raw, { known, found, parameters: parametersOf(file) }))),
        );
    }
  }
  return found;
}

const lists = ['largest-of', 'smallest-of', 'sum', 'times'] as const;

/** The facts whose types decide that of a value. */
function namesRead(raw: unknown): readonly string[] {
  if (!isRecord(raw)) return [];
  const { fact, first, minus } = raw;
  const inner = [
    ...(Array.isArray(first) ? first.map((row: unknown) => (isRecord(row) ? row['is'] : undefined)) : []),
    ...lists.flatMap((key): readonly unknown[] => (Array.isArray(raw[key]) ? raw[key] : [])),
    minus,
  ];
  const total = typeof raw['total'] === 'string' ? [raw['total']] : [];
  return [...(typeof fact === 'string' ? [fact] : []), ...total, ...inner.flatMap(namesRead)];
}

function typeOf(raw: unknown, context: Context): WorkedOutType {
  if (!isRecord(raw)) return nothing;
  if (Object.hasOwn(raw, 'moment')) return { type: 'instant', values: undefined };
  if (['count', 'time', 'from'].some((key) => Object.hasOwn(raw, key))) return { type: 'number', values: undefined };
  const total = raw['total'];
  if (typeof total === 'string') return { type: context.known.facts.get(total)?.type, values: undefined };
  return typeOfValue(raw, context);
}

interface Context {
  readonly known: Known;
  readonly found: Found;
  readonly parameters: ReadonlyMap<string, Parameter>;
}

/** The type of a value as it is written, as far as its literals and names tell. */
function typeOfValue(raw: unknown, context: Context): WorkedOutType {
  if (Array.isArray(raw)) return { type: 'words', values: undefined };
  if (!isRecord(raw)) return typeOfLiteral(raw);
  const { fact, parameter, first } = raw;
  if (typeof fact === 'string') return typeOfName(fact, context);
  if (typeof parameter === 'string') {
    const entry = context.parameters.get(parameter);
    return { type: entry && parameterType(entry), values: undefined };
  }
  if (Object.hasOwn(raw, 'moment')) return { type: 'instant', values: undefined };
  if (Array.isArray(first))
    return together(first.map((row: unknown) => (isRecord(row) ? typeOfValue(row['is'], context) : nothing)));
  const [list] = lists.flatMap((key): unknown[][] => (Array.isArray(raw[key]) ? [raw[key]] : []));
  const parts = (list ?? [raw['minus']]).map((each) => typeOfValue(each, context).type);
  return { type: parts.includes('money') ? 'money' : parts.find((type) => type !== undefined), values: undefined };
}

function typeOfLiteral(raw: unknown): WorkedOutType {
  const value = literalOf(raw);
  if (value === undefined) return nothing;
  return { type: valueType(value), values: typeof value === 'string' ? [value] : undefined };
}

function typeOfName(name: string, { known, found }: Context): WorkedOutType {
  if (known.events.has(name)) return { type: 'instant', values: undefined };
  const fact = known.facts.get(name);
  return found.get(name) ?? (fact === undefined ? nothing : { type: fact.type, values: fact.values });
}

/** Of several values, the type that they share; a day and an instant are both points in time. */
function together(parts: readonly WorkedOutType[]): WorkedOutType {
  const known = parts.filter((each) => each.type !== undefined);
  const types = new Set(known.map((each) => each.type));
  const words = parts.flatMap((each) => each.values ?? []);
  const listed = parts.length === known.length && known.every((each) => each.values !== undefined);
  return { type: sharedType(types), values: listed && words.length > 0 ? [...new Set(words)] : undefined };
}

/** The one type of several; undefined where they differ, and an instant where days and instants stand together. */
export function sharedType(types: ReadonlySet<FactType | undefined>): FactType | undefined {
  const [type] = types;
  if (types.size === 1) return type;
  return types.size === 2 && types.has('date') && types.has('instant') ? 'instant' : undefined;
}
