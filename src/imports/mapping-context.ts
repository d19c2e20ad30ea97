import type { Fault, FaultData, Place } from '../errors.js';
import { hint } from '../rules/nearest.js';
import type { FactEntry, Vocabulary } from '../rules/policy/vocabulary-types.js';
import type { YamlFile } from '../rules/yaml/read-yaml.js';
import { mappingFault, type mappingErrors } from './mapping-errors.js';
import type { Slot } from './mapping.js';
import { nullsIn, type Nulls } from './nulls.js';
import { timeFormat, timeFormatHelp } from './time-format.js';
import type { TimeFormat } from './written-time.js';

type Path = readonly (string | number)[];

/** What the parts of a mapping are read with: they look words up, ask for slots and leave their faults here. */
export interface MappingContext {
  readonly vocabulary: Vocabulary;
  readonly nulls: Nulls;
  readonly hasZone: boolean;
  readonly isCsv: boolean;
  readonly faults: Fault[];
  readonly slots: Slot[];
  fault(code: keyof typeof mappingErrors, data: FaultData, path: Path, at?: 'value' | 'key'): void;
  place(path: Path): Place;
  /** The event's name, or undefined and a fault. */
  event(name: string, path: Path): string | undefined;
  fact(name: string, path: Path, at?: 'value' | 'key'): FactEntry | undefined;
  /** Compiles a format; `what` is said where it must have a time of day. */
  format(text: string, path: Path, needsTime?: string): TimeFormat | undefined;
  slot(column: string, optional?: boolean): number;
  /** The literals of the column at this place, or those of the file. */
  nullsOr(own: readonly unknown[] | undefined, path: Path): Nulls;
}

/**
 * What the parts of one mapping file are read with: names are looked up in this vocabulary, and every fault is collected with its place.
 */
export function mappingContext(
  yaml: YamlFile,
  vocabulary: Vocabulary,
  options: { readonly nulls: Nulls; readonly hasZone: boolean; readonly isCsv: boolean },
): MappingContext {
  const faults: Fault[] = [];
  const slots: Slot[] = [];
  const fault: MappingContext['fault'] = (code, data, path, at = 'value') =>
    void faults.push(mappingFault(code, data, yaml.placeOf(path, at)));
  return {
    vocabulary,
    ...options,
    faults,
    slots,
    fault,
    place: (path) => yaml.placeOf(path),
    event(name, path) {
      if (vocabulary.events.has(name)) return name;
      fault('mapping.unknown_event', { event: name, hint: hint(name, vocabulary.events.keys()) }, path);
      return undefined;
    },
    fact(name, path, at) {
      const entry = vocabulary.facts.get(name);
      if (entry === undefined)
        fault('mapping.unknown_fact', { fact: name, hint: hint(name, vocabulary.facts.keys()) }, path, at);
      return entry;
    },
    format(text, path, needsTime) {
      const format = timeFormat(text);
      if (format === undefined) {
        fault('mapping.unknown_time_format', { format: text, known: timeFormatHelp }, path);
        return undefined;
      }
      const onlyLocal = format.gives.has('local') && !format.gives.has('instant');
      if (onlyLocal && !options.hasZone) fault('mapping.zone_missing', { format: text }, path);
      if (needsTime !== undefined && format.gives.size === 1 && format.gives.has('day'))
        fault('mapping.format_without_time', { format: text, what: needsTime }, path);
      return format;
    },
    slot(name, optional = false) {
      const column = name.trim();
      const at = slots.findIndex((slot) => slot.column === column);
      if (at === -1) return slots.push({ column, optional }) - 1;
      if (!optional) slots[at] = { column, optional };
      return at;
    },
    nullsOr: (own, path) => (own === undefined ? options.nulls : nullsIn(yaml, path, own)),
  };
}
