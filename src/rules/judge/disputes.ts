import type { Complaint, ComplaintEvent } from '../complaint.js';
import { formatFactValue } from '../facts/fact-value.js';
import type { PolicySet } from '../policy/policy.js';
import { zoneOf } from '../time/zone.js';
import type { FactValue, Instant, None } from '../values.js';
import { disputeType, timelineAt, type Timeline } from './timeline.js';
import { sameValue } from './worked-value.js';

const establishedType = 'fact-established';

/** A fact of which two parties say different things, and what the others say beside what is recorded. */
export interface Dispute {
  readonly fact: string;
  readonly others: readonly Statement[];
}

interface Statement {
  readonly value: FactValue | None;
  /** The occurrence that it is about, where the dispute names one by its `ref`. */
  readonly ref: string | undefined;
}

/**
 * What is disputed at an instant: from the event that says so until one establishes the fact (S41). Personal facts are left out: no answer
 * may depend on what is erased.
 */
export function disputesAt(set: PolicySet, complaint: Complaint, at: Instant): readonly Dispute[] {
  if (!complaint.events.some(({ type }) => type === disputeType)) return [];
  const timeline = timelineAt(complaint, at, zoneOf(set.organisation.zone));
  const open = new Map<string, Statement[]>();
  for (const event of timeline.events) {
    const facts = Object.entries(event.data).filter(([name]) => canBeDisputed(set, name));
    if (event.type === establishedType) for (const [name] of facts) open.delete(name);
    if (event.type !== disputeType) continue;
    for (const [name, value] of facts) append(open, name, { value, ref: event.ref });
  }
  return [...open].flatMap(([fact, statements]) => {
    const carriers = carriersOf(timeline, fact);
    const others = distinct(statements).filter(
      ({ value, ref }) => !isRecorded(timeline, fact, carrierOf(carriers, ref), value),
    );
    return others.length === 0 ? [] : [{ fact, others }];
  });
}

function canBeDisputed(set: PolicySet, name: string): boolean {
  return set.vocabulary.facts.get(name)?.personal === false && name !== 'reason';
}

function append(open: Map<string, Statement[]>, name: string, statement: Statement): void {
  const list = open.get(name);
  if (list === undefined) open.set(name, [statement]);
  else list.push(statement);
}

function distinct(statements: readonly Statement[]): readonly Statement[] {
  const keyOf = ({ value, ref }: Statement): string => JSON.stringify([ref, formatFactValue(value)]);
  return [...new Map(statements.map((statement) => [keyOf(statement), statement])).values()];
}

/** Who recorded a fact: the last event that carries it, and the last for each `ref`. */
interface Carriers {
  readonly last: ComplaintEvent | undefined;
  readonly byRef: ReadonlyMap<string | undefined, ComplaintEvent>;
}

function carriersOf(timeline: Timeline, fact: string): Carriers {
  const events = (timeline.recordings.get(fact) ?? []).map(({ event }) => event);
  return { last: events.at(-1), byRef: new Map(events.map((event) => [event.ref, event])) };
}

/** The event whose word counts: the last that carries the fact, of those with the `ref` where there is one. */
function carrierOf({ last, byRef }: Carriers, ref: string | undefined): ComplaintEvent | undefined {
  return ref === undefined ? last : (byRef.get(ref) ?? last);
}

function isRecorded(
  timeline: Timeline,
  fact: string,
  carrier: ComplaintEvent | undefined,
  value: Statement['value'],
): boolean {
  const recorded = carrier === undefined ? timeline.complaint.facts[fact] : carrier.data[fact];
  return recorded !== undefined && sameValue(recorded, value);
}

/** Which statement about each disputed fact is taken: undefined for what is recorded. */
export type Choice = ReadonlyMap<string, Statement | undefined>;

/** Every way of believing one or the other; what is recorded first. */
export function choicesOf(disputes: readonly Dispute[]): readonly Choice[] {
  return disputes.reduce<readonly Choice[]>(
    (choices, { fact, others }) =>
      choices.flatMap((choice) => [undefined, ...others].map((each) => new Map([...choice, [fact, each]]))),
    [new Map()],
  );
}

/** How many ways there are, without writing them down. */
export function countChoices(disputes: readonly Dispute[]): number {
  return disputes.reduce((count, { others }) => count * (others.length + 1), 1);
}

/** The complaint as it would be if these statements were true. */
export function believing(complaint: Complaint, timeline: Timeline, choice: Choice): Complaint {
  let { facts, events } = complaint;
  for (const [fact, statement] of choice) {
    if (statement === undefined) continue;
    const carrier = carrierOf(carriersOf(timeline, fact), statement.ref);
    if (carrier === undefined) facts = { ...facts, [fact]: statement.value };
    else
      events = events.map((event) =>
        event.id === carrier.id ? { ...event, data: { ...event.data, [fact]: statement.value } } : event,
      );
  }
  return { ...complaint, facts, events };
}

/** The complaint as if nobody had said anything of these facts. */
export function without(complaint: Complaint, names: ReadonlySet<string>): Complaint {
  const bare = <T>(values: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
    Object.fromEntries(Object.entries(values).filter(([name]) => !names.has(name)));
  return {
    ...complaint,
    facts: bare(complaint.facts),
    events: complaint.events.map((event) => ({ ...event, data: bare(event.data) })),
  };
}
