import fc from 'fast-check';
import { codeAndPlace, load } from './policy-files.js';
import type { Complaint, ComplaintEvent } from '../../src/rules/complaint.js';
import { retractionType } from '../../src/rules/judge/timeline.js';
import { NONE, type FactValue, type None, type Time } from '../../src/rules/values.js';
import type { StoredComplaint } from '../../src/modules/complaints/complaint.js';
import { retractedIds } from '../../src/rules/judge/timeline.js';
import { judgeable } from '../../src/modules/complaints/judgeable.js';
import { afterChange, newComplaint, recordEvents, type NewEvent } from '../../src/modules/complaints/record-events.js';
import { diffComplaint } from '../../src/modules/imports/diff-complaint.js';
import type { ImportManner } from '../../src/modules/imports/import-manner.js';
import { undoRun } from '../../src/modules/imports/undo-run.js';

const { set, faults: wrong } = load({
  'vocabulary.yaml': `events:
  received: {}
  closed: {}
  told: { data: any }
  facts-recorded: { data: any }
  event-retracted: { data: any }
facts:
  role: { type: word }
  our_complaint: { type: yes-no }
  product: { type: text }
  urgent: { type: yes-no, changes: true }
  name: { type: text, personal: true }
duties: []
parties: [complainant, respondent]
`,
});

if (set === undefined) throw new Error(wrong.map(codeAndPlace).join('\n'));
const policies = set;

export const snapshot: ImportManner = {
  kind: 'snapshot',
  origin: 'import:m',
  byId: false,
  silentFacts: new Set(),
  silentEvents: new Set(),
  keeps: new Set(),
  changes: (fact) => fact === 'urgent',
};
export const log: ImportManner = { ...snapshot, kind: 'log' };
export const logWithIds: ImportManner = { ...log, byId: true };

type Data = Readonly<Record<string, FactValue | None>>;

export const day = (number: number): Time => ({ kind: 'day', day: 20_000 + number });

/** A row: its facts, and its dates by column, which is also the type of event. */
export function row(facts: Data, dates: Readonly<Record<string, number>> = {}): Complaint {
  const events = Object.entries(dates).map(([column, on]) => ({ id: column, type: column, at: day(on), data: {} }));
  return { id: 'c', facts, events, observed: 'everything' };
}

/** The rows of a case: id, type, day, data. */
export function rows(lines: readonly (readonly [id: string, type: string, on: number, data?: Data])[]): Complaint {
  const events = lines.map(([id, type, on, data = {}]): ComplaintEvent => ({ id, type, at: day(on), data }));
  return { id: 'c', facts: {}, events, observed: 'everything' };
}

export const start = Date.UTC(2026, 0, 5);
let run = 0;
/** The import that was taken last. */
export const lastRun = (): string => `run-${run}`;

function recording(events: readonly NewEvent[], to: StoredComplaint | undefined, origin: string, at: number) {
  const complaint = to ?? newComplaint({ source: 's', reference: 'c', observes: 'everything' });
  const how = {
    set: policies,
    setNumber: 1,
    timeZoneData: '',
    at,
    by: { kind: 'system', id: 'import' } as const,
    origin,
    run: `run-${run}`,
    random: (length: number) => Buffer.alloc(length, ++salt),
  };
  return afterChange(complaint, recordEvents(complaint, events, how));
}
let salt = 0;

/** Imports the row and gives what is stored then. */
export function take(stored: StoredComplaint | undefined, incoming: Complaint, manner = snapshot, hour = ++run) {
  const at = start + hour * 3_600_000;
  return recording(diffComplaint(stored, incoming, manner, at).events, stored, manner.origin, at);
}

export function byHand(stored: StoredComplaint, events: readonly NewEvent[]): StoredComplaint {
  return recording(events, stored, 'api', start + ++run * 3_600_000);
}

/** The complaint after its import was undone. */
export function undone(stored: StoredComplaint, of: string): StoredComplaint {
  return recording(undoRun(stored, of, 'import:m'), stored, 'import:m', start + ++run * 3_600_000);
}

/** What is known now: the facts, and the events that stand with their days and data. */
export function known(stored: StoredComplaint) {
  const { facts, events } = judgeable(stored, start);
  const taken = retractedIds(stored.events);
  const standing = events.filter(({ id, type }) => type !== retractionType && !taken.has(id));
  const dated = Object.assign({}, ...standing.filter(({ type }) => type === 'facts-recorded').map(({ data }) => data));
  return {
    facts: { ...facts, ...dated },
    events: standing
      .filter(({ type }) => type !== 'facts-recorded')
      .map(({ type, at, data }) => JSON.stringify([type, at, data]))
      .sort(),
  };
}

export function said({ facts, events }: Complaint) {
  return { facts, events: events.map(({ type, at, data }) => JSON.stringify([type, at, data])).sort() };
}

export const again = (stored: StoredComplaint, incoming: Complaint, manner = snapshot) =>
  diffComplaint(stored, incoming, manner, start + ++run * 3_600_000);

export const facts = fc.record(
  {
    role: fc.constantFrom('bank', 'shop'),
    product: fc.oneof(fc.constantFrom('card', 'loan'), fc.constant(NONE)),
    urgent: fc.boolean(),
    name: fc.constantFrom('Ann', 'Bea'),
  },
  { requiredKeys: [] },
);
export const dates = fc.record({ received: fc.nat(3), closed: fc.nat(3) }, { requiredKeys: [] });
