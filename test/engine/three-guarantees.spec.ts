import { describe, expect, it } from '@jest/globals';
import type { EventLine } from '../support/builders.js';
import { brief, cny, gift, is, on, received, rightsOf, type Facts } from '../support/rights-in-short.js';
import { policyOf, workedSet } from '../support/worked-set.js';

describe('three guarantees', () => {
  const set = workedSet([
    policyOf(
      'phone',
      `facts:
  day_7: { moment: 7 days after delivered_on }
  day_15: { moment: 15 days after delivered_on }
  same_fault_repairs: { count: repair-finished, same: fault_id }
  car_ends: { moment: { due: car-term } }
rights:
  first-week:
    when: ${is('fault_found_on', '{ fact: day_7 }', 'onOrBefore')}
    grants: [{ one-of: [{ remedy: return, amount: { fact: price } }, { remedy: exchange }, { remedy: repair }] }]
  second-week:
    when: { all: [{ fact: fault_found_on, operator: after, value: { fact: day_7 } }, { fact: fault_found_on, operator: onOrBefore, value: { fact: day_15 } }] }
    grants: [{ one-of: [{ remedy: exchange }, { remedy: repair }] }]
  free-repair:
    window: { from: delivered_on, within: 1 year, pauses: [{ from: repair-started, until: repair-finished }], restarts: [exchanged] }
    grants: [{ remedy: repair }]
  car-term:
    window: { from: delivered_on, within: 2 years, not-after: { since: ${is('odometer_km', '50000', 'greaterThan')} } }
    grants: [{ remedy: three-guarantees }]
  after-five-repairs:
    when: { all: [{ fact: same_fault_repairs, operator: greaterThan, value: 4 }, { fact: fault_found_on, operator: onOrBefore, value: { fact: car_ends } }] }
    used-by: replacement-demanded
    grants:
      - { remedy: usage-fee, paid-by: complainant, amount: { times: [{ fact: price }, { fact: odometer_km }, { smallest-of: [{ fact: factor }, 0.5 %] }], divided-by: 1000 } }
`,
    ),
  ]);
  const at = '2026-10-01T12:00+08:00';
  const of = (id: string, lines: readonly EventLine[], facts: Facts, when = at): readonly string[] =>
    rightsOf(set, [received, ...lines], facts, when)
      .filter(({ rule }) => rule === id)
      .map(brief);

  it.each([
    ['2026-03-09', 'open', 'not-applicable when-false'],
    ['2026-03-10', 'not-applicable when-false', 'open'],
    ['2026-03-18', 'not-applicable when-false', 'not-applicable when-false'],
  ])('E12, S55: a fault on %s', (day, first, second) => {
    const facts: Facts = { delivered_on: on('2026-03-02'), fault_found_on: on(day) };
    expect(of('first-week', [], facts)).toEqual([first]);
    expect(of('second-week', [], facts)).toEqual([second]);
  });

  it('E14: a year ends on the day after the break, and nine days of repair are added before it rolls', () => {
    const facts: Facts = { delivered_on: on('2025-10-02'), odometer_km: 1 };
    expect(of('free-repair', [], facts)).toEqual(['open until 2026-10-08']);
    const repaired: EventLine[] = [
      ['repair-started', '2026-04-01'],
      ['repair-finished', '2026-04-10'],
    ];
    expect(of('free-repair', repaired, facts)).toEqual(['open until 2026-10-12']);
  });

  it('S51: is open without an end while it is paused', () => {
    const facts: Facts = { delivered_on: on('2025-10-02') };
    expect(of('free-repair', [['repair-started', '2026-04-01']], facts, '2026-12-01T00:00+08:00')).toEqual([
      'open paused',
    ]);
  });

  it('starts again when the goods are exchanged', () => {
    const facts: Facts = { delivered_on: on('2025-10-02') };
    expect(of('free-repair', [['exchanged', '2026-05-08']], facts)).toEqual([
      'not-applicable replaced until 2026-10-08',
      'open until 2027-05-10',
    ]);
  });

  it('S40: two years or 50,000 km without a reading is indeterminate; a reading beyond ends it that day', () => {
    const facts: Facts = { delivered_on: on('2026-03-02') };
    expect(of('car-term', [], facts)).toEqual(['indeterminate until 2028-03-02 ?odometer_km']);
    const read: EventLine = ['facts-recorded', '2026-05-10', { odometer_km: 50_001 }];
    expect(of('car-term', [['facts-recorded', '2026-04-01', { odometer_km: 10 }], read], facts)).toEqual([
      'lapsed until 2026-05-10',
    ]);
  });

  const repairs = (count: number): readonly EventLine[] =>
    Array.from({ length: count }, (_, i): EventLine => [
      'repair-finished',
      `2026-06-0${String(i + 1)}`,
      { fault_id: 'f' },
    ]);
  const car: Facts = {
    delivered_on: on('2026-03-02'),
    odometer_km: 12_000,
    price: cny('200000'),
    factor: 0.008,
    fault_found_on: on('2026-05-05'),
  };

  it('E17: opens at the fifth repair of one fault, and says what the consumer pays', () => {
    expect(of('after-five-repairs', repairs(4), car)).toEqual(['not-applicable when-false']);
    const [right] = rightsOf(set, [received, ...repairs(5)], car, at).filter(
      ({ rule }) => rule === 'after-five-repairs',
    );
    expect(brief(right)).toBe('open');
    expect(right?.gives.map(gift)).toEqual(['usage-fee 12000.00 by complainant']);
  });

  it('S55: a fault inside the term may be claimed after it, one after it may not', () => {
    expect(of('after-five-repairs', repairs(5), car, '2028-04-01T12:00+08:00')).toEqual(['open']);
    const vector = { ...car, delivered_on: on('2026-01-04') };
    const [inside, outside] = ['2026-05-05', '2028-01-05'].map((day) => ({ ...vector, fault_found_on: on(day) }));
    expect(of('after-five-repairs', repairs(5), inside ?? car, '2028-02-01T12:00+08:00')).toEqual(['open']);
    expect(of('after-five-repairs', repairs(5), outside ?? car, '2028-02-01T12:00+08:00')).toEqual([
      'not-applicable when-false',
    ]);
    const late = { ...car, fault_found_on: on('2028-03-05') };
    expect(of('after-five-repairs', repairs(5), late, '2028-04-01T12:00+08:00')).toEqual(['not-applicable when-false']);
  });
});
