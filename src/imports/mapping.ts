import type { Text } from '../errors.js';
import type { Observed } from '../rules/complaint.js';
import type { FactEntry } from '../rules/policy/vocabulary-types.js';
import type { FactValue } from '../rules/values.js';
import type { LocalRule } from './local-time.js';
import type { Nulls } from './nulls.js';
import type { Encoding } from './text-encoding.js';
import type { TimeFormat } from './written-time.js';

/** How rows of a source become complaints: a mapping file, checked against the vocabulary. */
export interface Mapping {
  readonly id: string;
  readonly title: Text | undefined;
  readonly file: string;
  /** SHA-256 of its text, hex. */
  readonly digest: string;
  /** Where the rows come from; together with an id it names a complaint. */
  readonly source: string;
  readonly format: Format;
  readonly times: LocalRule;
  /** Columns that are read, each once; a cell is found by its place in this list. */
  readonly slots: readonly Slot[];
  /** The slot that names the complaint. */
  readonly idSlot: number;
  readonly facts: readonly FactColumn[];
  readonly rows: ComplaintRows | EventRows;
  /** Columns that are left out on purpose. */
  readonly ignored: ReadonlySet<string>;
  readonly set: Readonly<Record<string, FactValue>>;
  /** Event types that the source reports (S32). Where the mapping has no `observes`: those that it can make. */
  readonly observed: Observed;
  /** The fact whose value is the unit (store, region) of a new complaint; undefined where the source says none. */
  readonly unitFact: string | undefined;
  /** Facts that the source says it can tell; for people, unknown is unknown either way. */
  readonly observedFacts: readonly string[];
}

export interface Slot {
  readonly column: string;
  /** The file may lack it: then its facts are unknown and its events unobserved. */
  readonly optional: boolean;
}

export interface CsvFormat {
  readonly kind: 'csv';
  readonly encoding: Encoding;
  readonly delimiter: string;
  readonly quote: string | undefined;
  readonly decimal: '.' | ',';
  readonly nulls: Nulls;
  /** The names of the columns where the file has no header line. */
  readonly header: readonly string[] | undefined;
}

interface NdjsonFormat {
  readonly kind: 'ndjson';
  readonly decimal: '.';
  readonly nulls: Nulls;
}

export type Format = CsvFormat | NdjsonFormat;

/** A column that gives a fact: of the complaint, or under `rows: event` of that event. */
export interface FactColumn {
  readonly slot: number;
  readonly column: string;
  readonly fact: FactEntry;
  readonly values: ReadonlyMap<string, FactValue> | undefined;
  readonly otherwise: FactValue | undefined;
  /** A blank cell means "known not to exist" rather than "unknown". */
  readonly blankIsNone: boolean;
  readonly nulls: Nulls;
  readonly as: TimeFormat;
  readonly currency: string | undefined;
  readonly split: string | undefined;
}

/** A column that holds when something happened; blank: it has not, as far as the source observes it. */
export interface TimeColumn {
  readonly slot: number;
  readonly column: string;
  readonly as: TimeFormat;
  readonly nulls: Nulls;
}

export interface EventColumn extends TimeColumn {
  readonly event: string;
}

/** One row a complaint. */
export interface ComplaintRows {
  readonly kind: 'complaint';
  readonly events: readonly EventColumn[];
}

/** A column that is read as it stands. */
export interface PlainColumn {
  readonly slot: number;
  readonly column: string;
}

/** One row an event. */
export interface EventRows {
  readonly kind: 'event';
  readonly type: {
    readonly slot: number;
    readonly column: string;
    readonly values: ReadonlyMap<string, string>;
    readonly otherwise: string | undefined;
    /** The first event of a case is also this one. */
    readonly first: string | undefined;
  };
  readonly at: TimeColumn;
  readonly ref: PlainColumn | undefined;
  /** Names the event within its case, so that another can retract it; otherwise its row does (`r12`). */
  readonly eventId: PlainColumn | undefined;
  /** In an `event-retracted` row the id of the event that it takes back, and why (S36). */
  readonly retracts: { readonly event: PlainColumn; readonly reason: PlainColumn | undefined } | undefined;
  readonly recordedAt: TimeColumn | undefined;
}
