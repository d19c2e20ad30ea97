import { describe, expect, it } from '@jest/globals';
import { codes, deadline, shown } from '../../../test/support/policy-faults.js';

describe('the unit of a duration', () => {
  it('is asked for in these words', () => {
    expect(shown(deadline('{ from: received, within: 60, done: told }'))).toBe(
      'example.yaml:8:34  deadlines.one.within\n' +
        '  "60" has no unit. Write "60 days" (calendar days) or "60 working days".  [policy.duration_without_unit]',
    );
  });

  it.each([
    ['"60"', 'policy.duration_without_unit', '60 working days'],
    ['7 business days', 'policy.duration_unknown', '(7 working days?)'],
    ['7 wroking days', 'policy.duration_unknown', '(7 working days?)'],
    ['7个工作日', 'policy.duration_unknown', '(7 working days?)'],
    ['7.5', 'policy.duration_unknown', 'whole number'],
    ['-3 days', 'policy.duration_unknown', 'whole number'],
    ['soon', 'policy.duration_unknown', 'whole number'],
    ['9999 years', 'policy.duration_unknown', '200 years'],
    ['9 days after received', 'policy.duration_unknown', 'whole number'],
  ])('of %s: %s', (text, code, remedy) => {
    const loaded = deadline(`{ from: received, within: ${text}, done: told }`);
    expect(codes(loaded)).toEqual([code]);
    expect(shown(loaded)).toContain(remedy);
  });
});

describe('names of the wrong kind for their place', () => {
  it.each([
    ['{ from: price, within: 1 day, done: told }', 'policy.not_a_moment'],
    ['{ from: holiday_scope, within: 1 day, done: told }', 'policy.moment_is_parameter'],
    ['{ from: 2026-01-01, within: 1 day, done: told }', 'policy.moment_is_date'],
    ['{ from: 3 days, within: 1 day, done: told }', 'policy.moment_is_duration'],
    ['{ from: received, within: { fact: delivered_on }, done: told }', 'policy.not_a_duration'],
    ['{ from: received, within: { parameter: holiday_scope }, done: told }', 'policy.not_a_duration'],
    [
      '{ from: received, within: { fact: promised_period, parameter: holiday_scope }, done: told }',
      'policy.duration_form',
    ],
    ['{ from: step, within: 1 day, done: told }', 'policy.unknown_moment'],
  ])('%s is %s', (keys, code) => {
    expect(codes(deadline(keys))).toEqual([code]);
  });
});

describe('a clock', () => {
  it.each([
    ['{ within: 1 day, done: told }', 'policy.clock_without_start'],
    ['{ from: received, done: told }', 'policy.clock_without_period'],
    ['{ done: told }', 'policy.clock_without_period'],
    ['{ due: delivered_on, done: told, restarts: [reopened] }', 'policy.due_has_no_period'],
    ['{ from: received, within: 1 day }', 'yaml.missing_key'],
    ['{ due: delivered_on, within: 1 day, done: told }', 'policy.clock_with_both'],
    ['{ due: delivered_on, from: received, done: told }', 'policy.clock_with_both'],
    ['{ from: received, within: 1 day, done: { latest: [] } }', 'policy.empty_list'],
    [
      '{ from: received, within: 1 day, done: { latest: [told], since: { condition: is-urgent } } }',
      'policy.moment_form',
    ],
    ['{ from: received, within: 1 day, done: { by: 1 day } }', 'policy.moment_form'],
    ['{ from: received, within: 1 day, done: {} }', 'policy.moment_form'],
    ['{ from: received, within: 1 day, done: after received }', 'policy.moment_form'],
    ['{ from: received, within: 1 day, done: { ltest: [told] } }', 'yaml.unknown_key'],
    [
      '{ from: received, within: 1 day, done: told, pauses: [{ from: appraisal-started }] }',
      'policy.pause_without_until',
    ],
    [
      '{ from: received, within: 1 day, done: told, pauses: [{ from: appraisal-started, till: appraisal-ended, until: appraisal-ended }] }',
      'yaml.unknown_key',
    ],
    ['{ from: received, within: 30 days, done: told, extensions: [{ to: 45 days }] }', 'policy.conditions_missing'],
    [
      '{ from: received, within: 30 days, done: told, extensions: [{ when: { condition: is-urgent }, to: 15 days }] }',
      'policy.extension_shortens',
    ],
    [
      '{ from: received, within: 2 months, done: told, extensions: [{ when: { condition: is-urgent }, to: 30 days }] }',
      'policy.extension_shortens',
    ],
    [
      '{ from: received, within: 30 days, done: told, extensions: [{ when: { condition: is-urgent }, by: 15 days, to: 45 days }] }',
      'policy.misread_word',
    ],
    [
      '{ from: received, within: 30 days, done: told, extensions: [{ when: { condition: is-urgent }, to: 45 }] }',
      'policy.duration_without_unit',
    ],
    ['{ from: received, within: 2 working hours, done: told, calendar: uk }', 'calendar.no_hours'],
  ])('%s has the fault %s', (keys, code) => {
    expect(codes(deadline(keys))).toEqual([code]);
  });

  it.each([
    ['{ from: received, within: 1 day, done: told, claim: c }', 'claim', 'duty'],
    ['{ opens: received, within: 1 day, from: received, done: told }', 'opens', 'from'],
    ['{ closes: received, due: received, done: told }', 'closes', 'due'],
  ])('%s has no key %s: %s is meant', (keys, word, write) => {
    const { faults } = deadline(keys);
    expect(faults.map(({ code, data }) => [code, data['word'], data['write']])).toEqual([
      ['policy.misread_word', word, write],
    ]);
  });
});
