import type { Verb } from '../../authority/authority.js';
import { refusals } from '../../authority/demand.js';
import type { Known } from '../../authority/known.js';
import { RedressError } from '../../errors.js';
import type { Mapping } from '../../imports/mapping.js';
import { retractionType } from '../../rules/judge/timeline.js';
import type { Instant } from '../../rules/values.js';
import { eventVerbs, verbOfEvent, verbOfRecording } from '../complaints/event-verbs.js';
import { openedType } from '../complaints/fold.js';

/** Event types whose import takes more than importing. That somebody opened data elsewhere is told by whoever has it, as anything else is. */
export const restrictedTypes: readonly string[] = [...eventVerbs.keys()].filter((type) => type !== openedType);

/** Refuses an import by a mapping that can record, or take back, what its uploader may not. */
export function mustImport(who: Known, mapping: Mapping, at: Instant): void {
  const types = typesIn(mapping).filter((type) => restrictedTypes.includes(type));
  mustAll(who, [...types.map(verbOfEvent), ...types.map(verbOfUndoing)], at);
}

/** Refuses to take back an import that brought events of these types by somebody who may not take each back. */
export function mustUndo(who: Known, types: readonly string[], at: Instant): void {
  mustAll(who, types.filter((type) => restrictedTypes.includes(type)).map(verbOfUndoing), at);
}

function mustAll(who: Known, verbs: readonly Verb[], at: Instant): void {
  const faults = refusals(who, verbs, { at });
  if (faults.length > 0) throw new RedressError(faults);
}

function verbOfUndoing(type: string): Verb {
  return verbOfRecording({ type: retractionType, data: { event: type } }, () => ({ type, data: {} }));
}

/** Every event type that a file can bring by this mapping. */
export function typesIn({ rows }: Mapping): readonly string[] {
  if (rows.kind === 'complaint') return rows.events.map(({ event }) => event);
  const { values, otherwise, first } = rows.type;
  return [...values.values(), otherwise, first].filter((type) => type !== undefined);
}
