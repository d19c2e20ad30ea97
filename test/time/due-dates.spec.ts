import { describe, expect, it } from '@jest/globals';
import { advance, dueOf, retreat, rollBack, rollForward, type Terms } from '../../src/rules/time/count.js';
import { termsOf, withCounting } from '../support/calendars.js';
import { day, duration, show, time } from './support.js';

const due = (from: string, by: string, terms: Terms): string => show(dueOf(time(from), duration(by), terms), terms);
const back = (from: string, by: string, terms: Terms): string => show(retreat(time(from), duration(by), terms), terms);

const incl = withCounting(termsOf('cn', 'cn-term'), { firstDay: 'counted' });

/** Order 121 by each reading of its holidays. */
const breaks = termsOf('cn', 'order-121-days', 'arranged-breaks');
const festivals = termsOf('cn', 'order-121-days', 'festivals');
const restDays = termsOf('cn', 'order-121-days', 'rest-days');
const firstCounted = withCounting(termsOf('cn'), { firstDay: 'counted' });

describe('a due date', () => {
  it.each<[string, string, string, Terms, string]>([
    ['E1: make-up Saturdays count', '2026-02-12', '7 working days', termsOf('cn'), '2026-02-28'],
    ['E2: make-up Sundays count', '2025-09-26', '7 working days', termsOf('cn'), '2025-10-13'],
    ['E4: 60 days, arranged breaks', '2026-04-20', '60 days', breaks, '2026-06-22'],
    ['E4: festivals', '2026-04-20', '60 days', festivals, '2026-06-20'],
    ['E4: rest days', '2026-04-20', '60 days', restDays, '2026-06-22'],
    ['S7: inside the break but no festival', '2026-04-21', '60 days', festivals, '2026-06-20'],
    ['S7', '2026-04-21', '60 days', breaks, '2026-06-22'],
    ['S7', '2026-04-21', '60 days', restDays, '2026-06-22'],
    ['S7: an ordinary Saturday', '2026-05-05', '60 days', festivals, '2026-07-04'],
    ['S7', '2026-05-05', '60 days', breaks, '2026-07-04'],
    ['S7', '2026-05-05', '60 days', restDays, '2026-07-06'],
    ['E5', '2025-09-01', '60 days', termsOf('cn'), '2025-10-31'],
    ['E5', '2025-09-01', '45 working days', termsOf('cn'), '2025-11-07'],
    ['E5', '2026-04-13', '60 days', termsOf('cn'), '2026-06-12'],
    ['E5', '2026-04-13', '45 working days', termsOf('cn'), '2026-06-17'],
    ['E8: seven days, rolled', '2026-09-28', '7 days', termsOf('cn', 'seven-day', 'rest-days'), '2026-10-08'],
    ['E8: the other reading', '2026-09-28', '7 days', termsOf('cn', 'seven-day', 'nothing'), '2026-10-05'],
    ['E12: day 7', '2026-03-02', '7 days', termsOf('cn'), '2026-03-09'],
    ['E14: a year', '2025-10-02', '1 year', termsOf('cn'), '2026-10-08'],
    ['E18', '2026-02-09', '10 working days', termsOf('cn'), '2026-02-28'],
    ['E18', '2026-02-09', '20 working days', termsOf('cn'), '2026-03-13'],
    ['E20', '2026-09-24', '10 working days', termsOf('cn'), '2026-10-15'],
    ['E21', '2026-06-12', '7 days', termsOf('cn'), '2026-06-22'],
    ['E29: kept, without roll', '2026-02-28', '3 years', termsOf('cn', 'cn-term'), '2029-02-28'],
    ['E30: close of business', '2026-04-02', '3 working days', termsOf('uk', 'uk-close'), '2026-04-09T17:00+01:00'],
    ['E30: 8 weeks', '2026-04-02', '8 weeks', termsOf('uk'), '2026-05-28'],
    ['E30: 15 business days', '2026-04-02', '15 working days', termsOf('uk'), '2026-04-27'],
    ['E30: 35 in total', '2026-04-02', '35 working days', termsOf('uk'), '2026-05-27'],
    ['E33: beginning when received', '2026-07-01', '30 days', termsOf('uk', 'uk-incl'), '2026-07-30'],
    ['S2', '2026-07-01', '30 days', termsOf('uk'), '2026-07-31'],
    ['E35: 10 business days with Juneteenth', '2026-06-16', '10 working days', termsOf('us-federal'), '2026-07-01'],
    ['E35: 45 calendar days', '2026-06-16', '45 days', termsOf('us-federal'), '2026-07-31'],
    ['E35: 90 calendar days', '2026-06-16', '90 days', termsOf('us-federal'), '2026-09-14'],
    ['E38', '2026-03-02', '15 days', termsOf('us-federal'), '2026-03-17'],
    ['E38', '2026-03-02', '60 days', termsOf('us-federal'), '2026-05-01'],
    ['E39: Saturdays count, Labor Day does not', '2026-09-04', '3 working days', termsOf('us-ftc'), '2026-09-09'],
    ['E44: six months, first day counted', '2026-03-31', '6 months', incl, '2026-09-30'],
    ['S1: 16:30Z is the next day in Shanghai', '2026-04-14T16:30Z', '7 working days', termsOf('cn'), '2026-04-24'],
    ['S3: clamped', '2026-08-31', '6 months', termsOf('cn', 'cn-term'), '2027-02-28'],
    ['S3: 29 February', '2024-02-29', '1 year', termsOf('uk'), '2025-02-28'],
    ['S4', '2026-03-01', '1 month', incl, '2026-03-31'],
    ['S4', '2026-01-31', '1 month', incl, '2026-02-28'],
    ['S4: over years', '2024-02-29', '1 year', incl, '2025-02-28'],
    ['S4: over years', '2025-03-01', '1 year', incl, '2026-02-28'],
    ['S6: a make-up Sunday does not roll', '2026-09-13', '7 days', termsOf('cn'), '2026-09-20'],
    ['S8: received on a rest day', '2026-02-15', '7 working days', termsOf('cn'), '2026-03-03'],
    ['S8: first day counted', '2026-02-12', '7 working days', firstCounted, '2026-02-27'],
    ['S8: first day counted, but a rest day', '2026-02-15', '1 working day', firstCounted, '2026-02-24'],
    [
      'S10: received after closing',
      '2026-04-02T18:00+01:00',
      '3 working days',
      termsOf('uk', 'uk-close'),
      '2026-04-09T17:00+01:00',
    ],
    [
      'S11: over the change of the clocks',
      '2026-03-28T10:00+01:00',
      '72 hours',
      termsOf('eu-de'),
      '2026-03-31T11:00+02:00',
    ],
    ['EU: Whit Monday', '2026-04-25', '1 month', termsOf('eu-de'), '2026-05-26'],
    ['EU: TARGET knows no Whit Monday', '2026-04-25', '1 month', termsOf('eu-target'), '2026-05-25'],
    ['E44: the day of the decision counts', '2026-03-31', '6 months', termsOf('eu-de', 'eu-incl'), '2026-09-30'],
    ['E33: the day of receipt counts', '2026-07-01', '30 days', termsOf('uk', 'uk-incl'), '2026-07-30'],
    ['S12: make-up Saturday', '2026-02-13T17:45+08:00', '30 working minutes', termsOf('cn'), '2026-02-14T09:15+08:00'],
    ['S12: over Spring Festival', '2026-02-14T17:00+08:00', '2 working hours', termsOf('cn'), '2026-02-24T10:00+08:00'],
    ['S12: ends at a closing', '2026-03-02T17:00+08:00', '1 working hour', termsOf('cn'), '2026-03-02T18:00+08:00'],
    ['S12: over noon', '2026-03-02T11:30+08:00', '1 working hour', termsOf('cn'), '2026-03-02T14:00+08:00'],
    ['S15: past the horizon', '2026-12-24', '7 working days', termsOf('cn'), '2027-01-04 provisional'],
    ['S15: the last published day', '2026-12-24', '5 working days', termsOf('cn'), '2026-12-31'],
    ['S15: before the first', '2006-12-25', '7 working days', termsOf('cn'), '2007-01-08 provisional'],
    ['S15: retention without roll', '2024-06-01', '3 years', termsOf('cn', 'cn-term'), '2027-06-01'],
    ['S15: only the last day is tested', '2026-06-01', '1 year', termsOf('cn'), '2027-06-01 provisional'],
    ['S15: never for hours', '2027-06-01T10:00+08:00', '72 hours', termsOf('cn'), '2027-06-04T10:00+08:00'],
    [
      'S15: but for open hours',
      '2026-12-31T17:30+08:00',
      '1 working hour',
      termsOf('cn'),
      '2027-01-01T09:30+08:00 provisional',
    ],
    ['S15: never where every day is published', '2150-01-01', '7 working days', termsOf('always'), '2150-01-08'],
    ['S18: 0 days', '2026-03-02', '0 days', termsOf('cn'), '2026-03-02'],
    ['0 working days on a rest day', '2026-02-15', '0 working days', termsOf('cn'), '2026-02-15'],
    ['0 days, first day counted', '2026-03-02', '0 days', incl, '2026-03-02'],
    ['0 months, first day counted', '2026-03-02', '0 months', incl, '2026-03-02'],
    [
      '90 days are no 2,160 hours',
      '2026-02-01T12:00-05:00',
      '2160 hours',
      termsOf('us-federal'),
      '2026-05-02T13:00-04:00',
    ],
    ['the day of a late receipt in New York', '2026-03-07T23:30-05:00', '1 day', termsOf('us-federal'), '2026-03-08'],
  ])('%s: %s and %s', (_, from, by, terms, expected) => {
    expect(due(from, by, terms)).toBe(expected);
  });

  it('that is measured back rolls back: announce 30 days before 2026-10-31 (S6, S14)', () => {
    const cn = termsOf('cn');
    expect(back('2026-10-31', '30 days', cn)).toBe('2026-10-01');
    expect(show(rollBack(day('2026-10-01'), cn), cn)).toBe('2026-09-30');
  });

  it.each<[string, string, Terms, string]>([
    ['2026-02-28', '2 working days', termsOf('cn'), '2026-02-26'],
    ['2026-02-15', '1 working day', termsOf('cn'), '2026-02-14'],
    ['2026-03-31', '1 month', termsOf('cn'), '2026-02-28'],
    ['2026-03-31', '2 weeks', firstCounted, '2026-03-17'],
    ['2024-02-29', '1 year', termsOf('cn'), '2023-02-28'],
    ['2026-03-31T02:00+01:00', '72 hours', termsOf('uk'), '2026-03-28T01:00+00:00'],
    ['2026-02-24T10:00+08:00', '2 working hours', termsOf('cn'), '2026-02-14T17:00+08:00'],
    ['2026-02-24T10:00+08:00', '1 working hour', termsOf('cn'), '2026-02-24T09:00+08:00'],
    ['2027-01-05', '3 working days', termsOf('cn'), '2026-12-31 provisional'],
    ['2027-01-05', '30 days', termsOf('cn'), '2026-12-06'],
    ['2026-03-02', '0 working days', termsOf('cn'), '2026-03-02'],
  ])('counted back from %s by %s (S14, S16)', (from, by, terms, expected) => {
    expect(back(from, by, terms)).toBe(expected);
  });

  it('resolves nested periods inside out and rolls only the outermost (S5)', () => {
    const terms = termsOf('uk');
    const rolling: Terms = withCounting(terms, { rolls: 'rest-days' });
    const inner = advance(time('2026-06-06'), duration('14 days'), rolling);
    expect(show(inner, rolling)).toBe('2026-06-20');
    expect(show(advance(inner.time, duration('12 months'), rolling), rolling)).toBe('2027-06-20');
    expect(show(rollForward(day('2027-06-20'), rolling), rolling)).toBe('2027-06-21');
    const other = advance(time('2027-02-15'), duration('14 days'), rolling);
    expect(show(advance(other.time, duration('12 months'), rolling), rolling)).toBe('2028-03-01');
  });
});
