import fc from 'fast-check';
import type { Complaint, ComplaintEvent } from '../../src/rules/complaint.js';
import { parseDay } from '../../src/rules/time/day.js';
import { zoneOf } from '../../src/rules/time/zone.js';
import { NONE, type FactValue, type Instant, type None, type Time } from '../../src/rules/values.js';

/** Random small complaints over the vocabulary of the examiner's policies, in the spring of 2026. */
export const zone = zoneOf('Asia/Shanghai');
export const firstDay = parseDay('2026-02-09') ?? 0;
const span = 70;
const hour = 3_600_000;

export const eventTypes = [
  'received',
  'accepted',
  'answered',
  'told',
  'hold-started',
  'hold-ended',
  'lab-sent',
  'lab-back',
  'approved',
  'notified',
  'reopened',
  'withdrawn',
  'job-opened',
  'job-moved',
  'job-done',
  'update-sent',
  'closed',
  'refused',
] as const;

/** Values of each fact that conditions, periods and dates of the policies ask about. */
export const factValues: Readonly<Record<string, readonly (FactValue | None)[]>> = {
  region: ['north', 'south', 'east'],
  grade: ['low', 'high', 'top', NONE],
  proof: [true, false],
  fair: [true, false],
  rural: [true, false],
  km: [10, 101, NONE],
  price: [
    { kind: 'money', amount: '100.00', currency: 'CNY' },
    { kind: 'money', amount: '100.01', currency: 'CNY' },
    NONE,
  ],
  target_on: [{ kind: 'day', day: firstDay + 30 }, { kind: 'day', day: firstDay + 3 }, NONE],
  target_at: [{ kind: 'instant', at: zone.startOf(firstDay + 20) + 10 * hour }, NONE],
  close_on: [{ kind: 'day', day: firstDay + 40 }, { kind: 'day', day: firstDay + 12 }, NONE],
  sign_on: [{ kind: 'day', day: firstDay + 5 }, NONE],
  agreed_period: [
    { kind: 'duration', count: 4, unit: 'working days' },
    { kind: 'duration', count: 30, unit: 'hours' },
  ],
  reason_given: [true, false],
};

/** Whole days, and instants on the hour, so that days and instants meet on the same day. */
export const time: fc.Arbitrary<Time> = fc.oneof(
  fc.integer({ min: 0, max: span }).map((n): Time => ({ kind: 'day', day: firstDay + n })),
  fc
    .integer({ min: 0, max: span * 8 })
    .map((n): Time => ({ kind: 'instant', at: zone.startOf(firstDay) + n * 3 * hour })),
);

export const factOf = (name: string): fc.Arbitrary<FactValue | None> => fc.constantFrom(...(factValues[name] ?? []));

/** An event of a type, some with a ref, some with facts that change. */
export function eventOf(type: string): fc.Arbitrary<Omit<ComplaintEvent, 'id'>> {
  const data =
    type === 'job-opened' || type === 'refused'
      ? fc.record({ grade: factOf('grade'), reason_given: factOf('reason_given') }, { requiredKeys: [] })
      : fc.constant({});
  const ref = fc.option(fc.constantFrom('a', 'b'), { nil: undefined, freq: 4 });
  return fc.record({ at: time, data, ref }).map(({ at, data, ref }) => ({
    type,
    at,
    data,
    ...(ref === undefined || !/^(job|hold|lab|reopened|withdrawn)/.test(type) ? {} : { ref }),
  }));
}

const recorded = fc
  .record({
    at: time,
    data: fc.record({ grade: factOf('grade'), km: factOf('km'), fair: factOf('fair') }, { requiredKeys: [] }),
  })
  .map(({ at, data }) => ({ type: 'facts-recorded', at, data }));

const facts = fc.record(Object.fromEntries(Object.keys(factValues).map((name) => [name, factOf(name)])));

/** A complaint of which everything is known: every fact, every type of event. */
export const knownComplaint: fc.Arbitrary<Complaint> = fc
  .record({
    received: eventOf('received'),
    events: fc.array(fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...eventTypes).chain(eventOf) }, recorded), {
      maxLength: 9,
    }),
    facts,
  })
  .map(({ received, events, facts }) => ({
    id: 'c',
    facts,
    observed: 'everything',
    events: [received, ...events].map((event, index) => ({ ...event, id: `e${index}` })),
  }));

/** Something to judge at: any hour from the first day until well after the last. */
export const instant: fc.Arbitrary<Instant> = fc
  .integer({ min: 0, max: (span + 40) * 24 })
  .map((n) => zone.startOf(firstDay) + n * hour);
