import type { ComplaintEvent } from '../../rules/complaint.js';
import type { Vocabulary } from '../../rules/policy/vocabulary-types.js';
import { firstOf } from '../../imports/map-row.js';
import type { Mapping } from '../../imports/mapping.js';
import { restrictedTypes, typesIn } from './may-import.js';

/** How a file tells of complaints: what its silence means, and how its events are known again. */
export interface ImportManner {
  /** A snapshot has one row a complaint and tells all of it; a log has one row an event and may be a part. */
  readonly kind: 'snapshot' | 'log';
  /** What it records, and what it may take back, bears this name. */
  readonly origin: string;
  /** The events have ids of their own. A row's number is none: it changes when the export grows. */
  readonly byId: boolean;
  /** The event that the mapping adds before the first of a case; undefined where no event stands. */
  readonly first?: (events: readonly ComplaintEvent[]) => ComplaintEvent | undefined;
  /** Facts and events (by their column) of optional columns that this file lacks: of these its silence says nothing. */
  readonly silentFacts: ReadonlySet<string>;
  readonly silentEvents: ReadonlySet<string>;
  /** Event types that take more than importing and that this mapping cannot bring: it does not take them back either. */
  readonly keeps: ReadonlySet<string>;
  /** Whether a fact may change while the complaint runs (S35). */
  readonly changes: (fact: string) => boolean;
}

/** The manner of a file; `used` is the mapping without the optional columns that the file lacks. */
export function mannerOf(mapping: Mapping, used: Mapping, vocabulary: Vocabulary): ImportManner {
  const { rows } = mapping;
  const facts = new Set(used.facts.map(({ fact }) => fact.id));
  const events = new Set(used.rows.kind === 'complaint' ? used.rows.events.map(({ column }) => column) : []);
  const given = rows.kind === 'complaint' ? rows.events.map(({ column }) => column) : [];
  return {
    kind: rows.kind === 'complaint' ? 'snapshot' : 'log',
    origin: originOf(mapping),
    byId: rows.kind === 'event' && rows.eventId !== undefined,
    ...(rows.kind === 'event' && rows.type.first !== undefined
      ? { first: (events: readonly ComplaintEvent[]) => firstOf(mapping, rows, events) }
      : {}),
    silentFacts: new Set(mapping.facts.map(({ fact }) => fact.id).filter((fact) => !facts.has(fact))),
    silentEvents: new Set(given.filter((column) => !events.has(column))),
    keeps: new Set(restrictedTypes.filter((type) => !typesIn(mapping).includes(type))),
    changes: (fact) => vocabulary.facts.get(fact)?.changes === true,
  };
}

/** The name that everything imported through a mapping bears. */
export function originOf({ id }: Pick<Mapping, 'id'>): string {
  return `import:${id}`;
}
