import fc from 'fast-check';
import type { NewEvent } from '../../src/modules/complaints/record-events.js';
import type { Observed } from '../../src/rules/complaint.js';
import { NONE, type FactValue, type None, type Time } from '../../src/rules/values.js';
import { load, policyHead, usualFiles } from './policy-files.js';

const vocabulary = (usualFiles['vocabulary.yaml'] ?? '')
  .replace('  facts-recorded: {}\n', '')
  .replace('  told: {}', '  told: {}\n  facts-recorded: { data: any }\n  event-retracted: { data: [event, reason] }')
  .replace(
    'facts:\n',
    'facts:\n  score: { type: number }\n  wanted: { type: words }\n  description: { type: text, personal: true }\n',
  );

const loaded = load({
  'vocabulary.yaml': vocabulary,
  'example.yaml': `${policyHead.replace('2020', '1800')}deadlines:\n  answer: { from: received, done: told, within: 5 days }\n`,
});

/** One deadline of five days from `received` to `told`; facts of every type, two of them personal. */
export const aPolicySet = loaded.set ?? fail(loaded.faults.map(({ code, cause }) => `${code} ${cause.en}`).join('\n'));

function fail(message: string): never {
  throw new Error(message);
}

/** Texts as people and machines send them: without the one character that PostgreSQL has no place for. */
export const someText = fc
  .oneof(
    { weight: 4, arbitrary: fc.string({ unit: 'grapheme', maxLength: 20 }) },
    { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
    fc.constantFrom(
      '投诉人',
      '𠮷野家🐕',
      `"'\\;--`,
      '{"kind":"none"}',
      '\\u0000',
      '\t\r\n\u2028\uFEFF',
      'null',
      '‮abc',
      'e\u0301é',
    ),
    fc.string({ minLength: 1, maxLength: 30 }).map((text) => `${text}长`.repeat(3_000)),
  )
  .map((text) => text.replaceAll('\u0000', ''));

const days = {
  min: Math.floor(Date.UTC(1900, 0, 1) / 86_400_000),
  max: Math.floor(Date.UTC(2199, 11, 31) / 86_400_000),
};
const someInstant = fc.integer({ min: days.min * 86_400_000, max: days.max * 86_400_000 });
const someDay = fc.integer(days);
export const someTime: fc.Arbitrary<Time> = fc.oneof(
  someInstant.map((at): Time => ({ kind: 'instant', at })),
  someDay.map((day): Time => ({ kind: 'day', day })),
);

const valueOf: Readonly<Record<string, fc.Arbitrary<FactValue>>> = {
  score: fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (number === 0 ? 0 : number)),
  wanted: fc.array(someText, { maxLength: 4 }),
  description: someText,
  complainant_name: someText,
  urgency: fc.constantFrom('normal', 'urgent'),
  price: fc.integer().map((cents) => ({ kind: 'money', amount: (cents / 100).toFixed(2), currency: 'CNY' })),
  delivered_on: someDay.map((day) => ({ kind: 'day', day })),
  replied_at: someInstant.map((at) => ({ kind: 'instant', at })),
  promised_period: fc.nat(5_000).map((count) => ({ kind: 'duration', count, unit: 'working days' })),
  our_complaint: fc.boolean(),
};

const someFact = fc.oneof(
  ...Object.entries(valueOf).map(([name, value]) =>
    fc.tuple(fc.constant(name), fc.oneof({ weight: 5, arbitrary: value }, fc.constant<None>(NONE))),
  ),
);
const someFacts = fc
  .uniqueArray(someFact, { selector: ([name]) => name, maxLength: 10 })
  .map((facts): NewEvent['data'] => Object.fromEntries(facts));

const someEvent: fc.Arbitrary<NewEvent> = fc.record(
  {
    id: someText.filter((id) => id.length < 300),
    type: fc.constantFrom('received', 'told', 'facts-recorded', 'closed', 'withdrawn', 'reopened'),
    at: someTime,
    recordedAt: someInstant,
    ref: someText,
    fromStart: fc.boolean(),
    data: someFacts,
  },
  { requiredKeys: ['type', 'at', 'data'] },
);

const someRetraction: fc.Arbitrary<NewEvent> = fc
  .record({ at: someTime, event: fc.constantFrom('e1', 'e2', 'e3', 'e4'), reason: someText })
  .map(({ at, event, reason }) => ({ type: 'event-retracted', at, data: { event, reason } }));

export const someEvents = fc.array(fc.oneof({ weight: 6, arbitrary: someEvent }, someRetraction), { maxLength: 5 });

export const someObserves: fc.Arbitrary<Observed> = fc.oneof(
  fc.constant('everything' as const),
  fc.uniqueArray(fc.constantFrom('received', 'told', 'closed'), { maxLength: 3 }).map((types) => new Set(types)),
);
