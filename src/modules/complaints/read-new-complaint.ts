import type { Observed } from '../../rules/complaint.js';
import type { PolicySet } from '../../rules/policy/policy.js';
import { firstInstant } from '../../rules/time/compare.js';
import { zoneOf } from '../../rules/time/zone.js';
import type { Instant } from '../../rules/values.js';
import { complaintFault } from './complaint-errors.js';
import type { NewEvent } from './keep-events.js';
import { readFacts, type Facts } from './read-facts.js';
import { longestName, readNewEvents, readObserved } from './read-new-events.js';
import { closeNotebook, fieldsOf, openNotebook, refuse, textOf, type Words } from './request-notebook.js';

/** A complaint as it is given in. */
export interface NewComplaint {
  readonly source: string;
  /** Absent: one is made. */
  readonly reference?: string;
  readonly unit?: string;
  readonly observes: Observed;
  readonly facts: Facts;
  readonly events: readonly NewEvent[];
}

const keys = ['source', 'reference', 'unit', 'observes', 'facts', 'events'] as const;

/** Reads the body of a new complaint. Throws all its faults at once, each with a JSON pointer. */
export function readNewComplaint(body: unknown, words: Words): NewComplaint {
  const notebook = openNotebook(words);
  const fields = fieldsOf(body, [], keys, notebook) ?? {};
  const source = textOf(fields.source, ['source'], longestName, notebook) ?? 'api';
  const reference = textOf(fields.reference, ['reference'], longestName, notebook);
  const unit = textOf(fields.unit, ['unit'], longestName, notebook);
  const observes = readObserved(fields.observes, ['observes'], notebook) ?? 'everything';
  const facts = readFacts(fields.facts, ['facts'], notebook);
  const events = readNewEvents(fields.events, ['events'], notebook);
  if (notebook.faults.length === 0 && events.length === 0 && Object.keys(facts).length === 0)
    refuse(notebook, ['events'], (at) => complaintFault('complaint.nothing_recorded', {}, at));
  closeNotebook(notebook);
  return {
    source,
    ...(reference === undefined ? {} : { reference }),
    ...(unit === undefined ? {} : { unit }),
    observes,
    facts,
    events,
  };
}

/** Events for a complaint that is stored, or word of what its source reports. */
export interface MoreEvents {
  readonly events: readonly NewEvent[];
  readonly observes?: Observed;
}

/** Reads the body of more events. Throws all its faults at once. */
export function readMoreEvents(body: unknown, words: Words): MoreEvents {
  const notebook = openNotebook(words);
  const fields = fieldsOf(body, [], ['events', 'observes'], notebook) ?? {};
  const events = readNewEvents(fields.events, ['events'], notebook);
  const observes = fields.observes === undefined ? undefined : readObserved(fields.observes, ['observes'], notebook);
  if (notebook.faults.length === 0 && events.length === 0 && observes === undefined)
    refuse(notebook, ['events'], (at) => complaintFault('complaint.nothing_new', {}, at));
  closeNotebook(notebook);
  return { events, ...(observes === undefined ? {} : { observes }) };
}

/** The facts of a new complaint as the event that keeps them: of the day on which it was received, or of now. */
export function factsEvent({ facts, events }: NewComplaint, set: PolicySet, now: Instant): readonly NewEvent[] {
  if (Object.keys(facts).length === 0) return [];
  const zone = zoneOf(set.organisation.zone);
  const [received] = events
    .filter(({ type }) => type === 'received')
    .toSorted((a, b) => firstInstant(a.at, zone) - firstInstant(b.at, zone));
  const at = received?.at ?? { kind: 'instant', at: now };
  return [{ type: 'facts-recorded', at, fromStart: true, data: facts }];
}
