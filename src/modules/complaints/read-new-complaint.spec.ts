import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { time } from '../../../test/support/builders.js';
import { NONE } from '../../rules/values.js';
import { readNewComplaint } from './read-new-complaint.js';
import { aPolicySet } from '../../../test/support/random-recordings.js';
import { base, errorOf, faultsOf, received, vocabulary } from '../../../test/support/body-faults.js';

describe('the body of a new complaint', () => {
  it('may hold no more than its events and what is observed', () => {
    expect(readNewComplaint(base, aPolicySet)).toEqual({
      source: 'api',
      observes: 'everything',
      facts: {},
      events: [{ type: 'received', at: time('2026-03-02'), data: {} }],
    });
  });

  it('is read with every part', () => {
    const event = {
      type: 'told',
      at: '2026-03-02T09:00+08:00',
      id: 'a',
      ref: 'b',
      recorded_at: '2026-03-03T00:00Z',
      data: { score: 1 },
    };
    const body = {
      source: 's',
      reference: 'r',
      unit: 'u',
      observes: ['received', 'told'],
      facts: { urgency: 'urgent' },
      events: [event],
    };
    expect(readNewComplaint(body, aPolicySet)).toEqual({
      source: 's',
      reference: 'r',
      unit: 'u',
      observes: new Set(['received', 'told']),
      facts: { urgency: 'urgent' },
      events: [
        {
          type: 'told',
          at: time('2026-03-02T09:00+08:00'),
          id: 'a',
          ref: 'b',
          recordedAt: Date.parse('2026-03-03T00:00Z'),
          data: { score: 1 },
        },
      ],
    });
  });

  it.each<[string, unknown, unknown]>([
    ['price', '12.50 CNY', { kind: 'money', amount: '12.50', currency: 'CNY' }],
    ['price', { amount: '12.50', currency: 'CNY' }, { kind: 'money', amount: '12.50', currency: 'CNY' }],
    ['price', { none: true }, NONE],
    ['delivered_on', '2026-02-12', time('2026-02-12')],
    ['replied_at', '2026-02-12T09:00+08:00', time('2026-02-12T09:00+08:00')],
    ['promised_period', '7 working days', { kind: 'duration', count: 7, unit: 'working days' }],
    ['wanted', ['refund', 'apology'], ['refund', 'apology']],
    ['our_complaint', false, false],
    ['score', 0.5, 0.5],
    ['complainant_name', 'none', 'none'],
  ])('reads the fact %s from %j', (name, raw, value) => {
    expect(readNewComplaint({ ...base, facts: { [name]: raw } }, aPolicySet).facts).toEqual({ [name]: value });
  });

  it('takes null for what is not said', () => {
    const body = {
      ...base,
      source: null,
      reference: null,
      unit: null,
      facts: { urgency: null },
      events: [{ ...received, id: null, data: null }],
    };
    expect(readNewComplaint(body, aPolicySet)).toEqual(readNewComplaint(base, aPolicySet));
    expect(faultsOf({ ...base, observes: null, events: null })).toEqual([
      'complaint.observes_missing /observes',
      'value.missing /events',
    ]);
  });

  it.each<[string, unknown, readonly string[]]>([
    ['no object', [], ['value.not_object ', 'complaint.observes_missing /observes', 'value.missing /events']],
    ['nothing', undefined, ['value.not_object ', 'complaint.observes_missing /observes', 'value.missing /events']],
    ['nothing of a complaint', { observes: 'everything', events: [] }, ['complaint.nothing_recorded /events']],
    ['a key too many', { ...base, obseves: 1, 张三: 1 }, ['value.unknown_name ', 'value.unknown_key ']],
    ['an empty source', { ...base, source: ' ' }, ['value.empty /source']],
    ['a reference that is a number', { ...base, reference: 5 }, ['value.not_text /reference']],
    ['a reference of 257 characters', { ...base, reference: 'x'.repeat(257) }, ['value.too_long /reference']],
    ['NUL in a reference', { ...base, reference: 'a\0b' }, ['complaint.unusable_text /reference']],
    ['half a pair in a unit', { ...base, unit: '\ud800' }, ['complaint.unusable_text /unit']],
    ['observes of another form', { ...base, observes: 'all' }, ['complaint.observes_form /observes']],
    ['observes of an unknown type', { ...base, observes: ['recieved'] }, ['complaint.unknown_event /observes/0']],
    ['facts that are a list', { ...base, facts: [] }, ['value.not_object /facts']],
    ['an unknown fact', { ...base, facts: { urgencey: 'x' } }, ['complaint.unknown_fact /facts/urgencey']],
    ['a fact that is no name', { ...base, facts: { '张 三': 1 } }, ['complaint.not_a_fact /facts']],
    ['a word that is not listed', { ...base, facts: { urgency: 'urgnt' } }, ['fact.word_not_listed /facts/urgency']],
    ['an amount that is a number', { ...base, facts: { price: 12.5 } }, ['fact.not_money /facts/price']],
    [
      'an amount as a number in an object',
      { ...base, facts: { price: { amount: 12.5, currency: 'CNY' } } },
      ['fact.not_money /facts/price'],
    ],
    [
      'a day that does not exist',
      { ...base, facts: { delivered_on: '2026-02-30' } },
      ['fact.not_a_date /facts/delivered_on'],
    ],
    [
      'a year before 1900',
      { ...base, facts: { delivered_on: '1899-12-31' } },
      ['complaint.year_outside /facts/delivered_on'],
    ],
    [
      'the year 2200',
      { ...base, events: [{ ...received, at: '2200-01-01T00:00Z' }] },
      ['complaint.year_outside /events/0/at'],
    ],
    [
      'NUL in a fact',
      { ...base, facts: { complainant_name: 'a\0' } },
      ['complaint.unusable_text /facts/complainant_name'],
    ],
    [
      'half a pair in a word of a list',
      { ...base, facts: { wanted: ['ok', '\udfff'] } },
      ['complaint.unusable_text /facts/wanted'],
    ],
    ['no list of events', { ...base, events: {} }, ['value.not_list /events']],
    ['1,001 events', { ...base, events: Array.from({ length: 1_001 }, () => received) }, ['value.too_many /events']],
    ['an event that is none', { ...base, events: [5, received] }, ['value.not_object /events/0']],
    [
      'an event without type and time',
      { ...base, events: [{}] },
      ['value.missing /events/0/type', 'value.missing /events/0/at'],
    ],
    [
      'an event at a time without offset',
      { ...base, events: [{ ...received, at: '2026-03-02T09:00' }] },
      ['complaint.not_a_time /events/0/at'],
    ],
    [
      'an event at a number',
      { ...base, events: [{ ...received, at: 1_772_000_000 }] },
      ['complaint.not_a_time /events/0/at'],
    ],
    [
      'a time of recording that is a day',
      { ...base, events: [{ ...received, recorded_at: '2026-03-02' }] },
      ['value.not_instant /events/0/recorded_at'],
    ],
    [
      'an id of 257 characters',
      { ...base, events: [{ ...received, id: 'x'.repeat(257) }] },
      ['value.too_long /events/0/id'],
    ],
    ['NUL in a ref', { ...base, events: [{ ...received, ref: '\0' }] }, ['complaint.unusable_text /events/0/ref']],
    [
      'a retraction of nothing',
      { ...base, events: [{ type: 'event-retracted', at: '2026-03-02' }] },
      ['complaint.retracts_nothing /events/0/data/event', 'complaint.retracts_without_reason /events/0/data/reason'],
    ],
    [
      'a retraction with a fact that is none',
      { ...base, events: [{ type: 'event-retracted', at: '2026-03-02', data: { event: 'a', reason: 'b', scor: 1 } }] },
      ['complaint.unknown_fact /events/0/data/scor'],
    ],
    [
      'much at once',
      { source: 5, facts: { urgency: 1 }, events: [{ type: 'x', at: 'y' }] },
      [
        'value.not_text /source',
        'complaint.observes_missing /observes',
        'fact.not_a_word /facts/urgency',
        'complaint.unknown_event /events/0/type',
        'complaint.not_a_time /events/0/at',
      ],
    ],
  ])('with %s is refused', (_, body, faults) => {
    expect(faultsOf(body)).toEqual(faults);
  });

  it('names the nearest word for a misspelt one', () => {
    const { message } = errorOf({ ...base, facts: { urgencey: 1 }, observes: ['recieved'] });
    expect(message).toContain('(urgency?)');
    expect(message).toContain('(received?)');
  });

  it('never repeats a personal value, nor a key or a type that is no name', () => {
    const secret = '张三 13800000000';
    const bodies = [
      { ...base, facts: { complainant_name: [secret], description: { a: secret } } },
      { ...base, facts: { [secret]: 1 }, [secret]: 1, observes: [secret] },
      {
        ...base,
        events: [{ type: secret, at: secret, id: `${secret}\0`, recorded_at: secret, ref: [secret], [secret]: 1 }],
      },
      { ...base, events: [{ type: 'event-retracted', at: '2026-03-02', data: { event: [secret], reason: [secret] } }] },
      { ...base, source: [secret], reference: { secret }, unit: `\ud800${secret}`, observes: secret },
    ];
    for (const body of bodies) {
      const { faults } = errorOf(body);
      expect(faults.length).toBeGreaterThan(0);
      expect(JSON.stringify(faults)).not.toContain('13800000000');
    }
  });

  it('tells fifty faults and how many more there are, without much work', () => {
    const facts = Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`unknwon_fact_${n}`, 1]));
    const start = performance.now();
    const { faults } = errorOf({ ...base, facts });
    expect([faults.length, faults.at(-1)?.code, faults.at(-1)?.data]).toEqual([
      51,
      'value.more_faults',
      { count: 19_950 },
    ]);
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  it('is refused with faults, never with anything else, whatever it is', () => {
    const anything = fc.anything({ withNullPrototype: false, withBigInt: false, maxDepth: 4 });
    const likely = fc.record(
      {
        source: anything,
        observes: fc.oneof(anything, fc.constant('everything')),
        facts: fc.oneof(anything, fc.dictionary(fc.constantFrom(...vocabulary.facts.keys(), '__proto__'), anything)),
        events: fc.oneof(
          anything,
          fc.array(
            fc.record({
              type: fc.constantFrom('received', 'event-retracted'),
              at: fc.oneof(anything, fc.constant('2026-03-02')),
              id: anything,
              data: anything,
            }),
          ),
        ),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(anything, likely), (body) => {
        for (const { place } of errorOf(body).faults.filter(({ code }) => code !== 'value.more_faults'))
          expect(place?.file).toBe('body');
      }),
      { numRuns: 500 },
    );
  });
});
