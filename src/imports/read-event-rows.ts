import type { MappingContext } from './mapping-context.js';
import type { MappingShape } from './mapping-shape.js';
import type { EventRows, PlainColumn, TimeColumn } from './mapping.js';

/** The keys of `rows: event`; undefined where they are missing or wrong, with the faults left in the context. */
export function readEventRows(shape: MappingShape, context: MappingContext): EventRows | undefined {
  if (shape.event === undefined || shape.at === undefined) return undefined;
  const { column, otherwise, first } = shape.event;
  const values = readTypes(shape.event.values, context);
  const at = readTimeColumn(shape.at, 'at', context);
  const recorded = shape['recorded-at'];
  const recordedAt =
    recorded === undefined ? undefined : readTimeColumn(recorded, 'recorded-at', context, 'recorded-at');
  if (otherwise !== undefined) context.event(otherwise, ['event', 'otherwise']);
  if (first !== undefined) context.event(first, ['event', 'first']);
  if (at === undefined) return undefined;
  return {
    kind: 'event',
    type: { slot: context.slot(column), column, values, otherwise, first },
    at,
    ref: plainColumn(shape.ref?.column, context),
    eventId: plainColumn(shape['event-id']?.column, context),
    retracts: readRetracts(shape.retracts, context),
    recordedAt,
  };
}

function plainColumn(column: string, context: MappingContext): PlainColumn;
function plainColumn(column: string | undefined, context: MappingContext): PlainColumn | undefined;
function plainColumn(column: string | undefined, context: MappingContext): PlainColumn | undefined {
  return column === undefined ? undefined : { slot: context.slot(column), column };
}

function readRetracts(shape: MappingShape['retracts'], context: MappingContext): EventRows['retracts'] {
  if (shape === undefined) return undefined;
  return { event: plainColumn(shape.column, context), reason: plainColumn(shape.reason, context) };
}

/** Without `values` the cells hold the event types of the vocabulary themselves. */
function readTypes(
  values: Readonly<Record<string, string>> | undefined,
  context: MappingContext,
): ReadonlyMap<string, string> {
  if (values === undefined) return new Map([...context.vocabulary.events.keys()].map((event) => [event, event]));
  for (const [raw, event] of Object.entries(values)) context.event(event, ['event', 'values', raw]);
  return new Map(Object.entries(values));
}

function readTimeColumn(
  shape: NonNullable<MappingShape['at']>,
  key: string,
  context: MappingContext,
  needsTime?: string,
): TimeColumn | undefined {
  const as = context.format(shape.as, [key, 'as'], needsTime);
  const slot = context.slot(shape.column);
  return as === undefined ? undefined : { slot, column: shape.column, as, nulls: context.nullsOr(shape.nulls, [key]) };
}
