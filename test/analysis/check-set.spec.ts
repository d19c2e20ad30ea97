import { describe, expect, it } from '@jest/globals';
import type { Files } from '../support/policy-files.js';
import { policyHead, usualFiles } from '../support/policy-files.js';
import { codesOf, remarksOf, remarksOfPolicy } from './support.js';

const wanted = (fact: string, value: string): string =>
  `{ all: [{ fact: ${fact}, operator: equal, value: ${value} }] }`;
const dear = (operator: string, price: string): string =>
  `{ all: [{ fact: price, operator: ${operator}, value: ${price} CNY }] }`;
const answer = (keys: string): string => `deadlines:\n  answer: { from: received, done: told, ${keys} }\n`;
const escalation = (keys: string, clock = 'within: 5 days, warn: 1 day'): string =>
  `${answer(clock)}escalations:\n  late: { for: answer, ${keys} }\n`;
const roles = {
  'organisation.yaml': `${usualFiles['organisation.yaml'] ?? ''}`.replace('[team-lead]', '[team-lead, head, manager]'),
};
const authority = (limits: string): string =>
  `requirements:\n  granted: { each: told, require: ${wanted('within_authority', 'true')} }\nauthority:\n${limits}`;

/** What is wrong, the policy in which it is, and the same policy mended. */
const rows: readonly (readonly [code: string, wrong: string, right: string, files?: Files])[] = [
  [
    'check.never_holds',
    answer(
      'within: 5 days, when: { all: [{ fact: price, operator: lessThan, value: 5 CNY }, { fact: price, operator: greaterThan, value: 5 CNY }] }',
    ),
    answer(
      'within: 5 days, when: { all: [{ fact: price, operator: lessThan, value: 7 CNY }, { fact: price, operator: greaterThan, value: 5 CNY }] }',
    ),
  ],
  [
    'check.never_holds',
    answer(
      'within: 5 days, when: { all: [{ fact: accepted, operator: before, value: { fact: refused } }, { fact: refused, operator: before, value: { fact: accepted } }] }',
    ),
    answer(
      'within: 5 days, when: { all: [{ fact: accepted, operator: before, value: { fact: refused } }, { fact: refused, operator: before, value: { fact: closed } }] }',
    ),
  ],
  [
    'check.always_holds',
    answer(
      'within: 5 days, when: { any: [{ fact: urgency, operator: equal, value: urgent }, { not: { condition: is-urgent } }] }',
    ),
    answer(
      'within: 5 days, when: { any: [{ fact: urgency, operator: equal, value: urgent }, { fact: our_complaint, operator: equal, value: true }] }',
    ),
  ],
  [
    'check.never_met',
    `requirements:\n  one: { require: { all: [{ fact: price, operator: equal, value: 5 CNY }, { fact: price, operator: equal, value: 6 CNY }] } }\n`,
    `requirements:\n  one: { require: ${dear('equal', '5')} }\n`,
  ],
  [
    'check.never_with_applies',
    `applies: ${wanted('urgency', 'urgent')}\n${answer(`within: 5 days, when: ${wanted('urgency', 'normal')}`)}`,
    `applies: ${wanted('urgency', 'urgent')}\n${answer(`within: 5 days, when: ${wanted('our_complaint', 'true')}`)}`,
  ],
  [
    'check.contradiction',
    `requirements:\n  one: { when: ${dear('greaterThan', '5')}, require: ${wanted('urgency', 'urgent')} }\n  two: { when: ${dear('greaterThan', '9')}, require: ${wanted('urgency', 'normal')} }\n`,
    `requirements:\n  one: { when: ${dear('greaterThan', '9')}, require: ${wanted('urgency', 'urgent')} }\n  two: { when: ${dear('lessThanInclusive', '9')}, require: ${wanted('urgency', 'normal')} }\n`,
  ],
  [
    'check.unreachable_row',
    answer(
      `within: { first: [{ when: ${dear('greaterThan', '5')}, is: 5 days }, { when: ${dear('greaterThan', '9')}, is: 6 days }, { is: 7 days }] }`,
    ),
    answer(
      `within: { first: [{ when: ${dear('greaterThan', '9')}, is: 5 days }, { when: ${dear('greaterThan', '5')}, is: 6 days }, { is: 7 days }] }`,
    ),
  ],
  [
    'check.row_never_holds',
    answer(
      `within: { first: [{ when: { all: [{ fact: price, operator: equal, value: 5 CNY }, { fact: price, operator: equal, value: 6 CNY }] }, is: 5 days }, { is: 7 days }] }`,
    ),
    answer(`within: { first: [{ when: ${dear('equal', '5')}, is: 5 days }, { is: 7 days }] }`),
  ],
  [
    'check.gap',
    answer(
      `within: { first: [{ when: ${dear('greaterThan', '5')}, is: 5 days }, { when: ${dear('lessThan', '5')}, is: 6 days }] }`,
    ),
    answer(
      `within: { first: [{ when: ${dear('greaterThan', '5')}, is: 5 days }, { when: ${dear('lessThanInclusive', '5')}, is: 6 days }] }`,
    ),
  ],
  [
    'check.overlap',
    `deadlines:\n  one: { duty: answer, from: received, done: told, within: 5 days, when: ${dear('greaterThanInclusive', '5')} }\n  two: { duty: answer, from: received, done: told, within: 9 days, when: ${dear('lessThanInclusive', '5')} }\n`,
    `deadlines:\n  one: { duty: answer, from: received, done: told, within: 5 days, when: ${dear('greaterThanInclusive', '5')} }\n  two: { duty: answer, from: received, done: told, within: 9 days, when: ${dear('lessThan', '5')} }\n`,
  ],
  ['check.warning_before_start', answer('within: 1 month, warn: 29 days'), answer('within: 1 month, warn: 27 days')],
  [
    'check.pause_without_length',
    answer('within: 5 days, pauses: [{ from: appraisal-started, until: appraisal-ended, at-most: 0 days }]'),
    answer('within: 5 days, pauses: [{ from: appraisal-started, until: appraisal-ended, at-most: 1 day }]'),
  ],
  [
    'check.extension_not_longer',
    answer(
      'within: 30 days, extensions: [{ when: { all: [{ fact: accepted, operator: happened, value: true }] }, to: 10 working days }]',
    ),
    answer(
      'within: 30 days, extensions: [{ when: { all: [{ fact: accepted, operator: happened, value: true }] }, to: 25 working days }]',
    ),
  ],
  [
    'check.cap_before_start',
    answer('within: 5 days, not-after: 2 days before received'),
    answer('within: 5 days, not-after: 2 days after received'),
  ],
  ['check.restart_by_done', answer('within: 5 days, restarts: [told]'), answer('within: 5 days, restarts: [reopened]')],
  [
    'check.done_is_start',
    'deadlines:\n  answer: { from: received, done: [received, told], within: 5 days }\n',
    'deadlines:\n  answer: { from: received, done: [told, closed], within: 5 days }\n',
  ],
  [
    'check.escalation_before_start',
    escalation('at: 8 days before due, to: team-lead'),
    escalation('at: 3 days before due, to: team-lead'),
  ],
  [
    'check.chain_after_due',
    escalation('at: warn, to: team-lead, acknowledge-within: 3 days, otherwise: { to: head }'),
    escalation('at: warn, to: team-lead, acknowledge-within: 2 hours, otherwise: { to: head }'),
    roles,
  ],
  [
    'check.role_twice',
    escalation('at: overdue, to: team-lead, acknowledge-within: 1 hour, otherwise: { to: [head, team-lead] }'),
    escalation('at: overdue, to: team-lead, acknowledge-within: 1 hour, otherwise: { to: [head, manager] }'),
    roles,
  ],
  [
    'check.acknowledgement_after_reply',
    'deadlines:\n  first: { from: received, done: acknowledged, within: 3 working days }\n  answer: { from: received, done: answered, within: 4 days }\n',
    'deadlines:\n  first: { from: received, done: acknowledged, within: 3 days }\n  answer: { from: received, done: answered, within: 4 days }\n',
  ],
  [
    'check.update_after_main_clock',
    'deadlines:\n  progress: { each: [received, update-sent], done: [update-sent, closed], within: 4 weeks }\n  answer: { from: received, done: answered, within: 20 days }\n',
    'deadlines:\n  progress: { each: [received, update-sent], done: [update-sent, closed], within: 2 weeks }\n  answer: { from: received, done: answered, within: 20 days }\n',
  ],
  [
    'check.window_closes_before_opening',
    'rights:\n  appeal: { window: { opens: 30 days after received, closes: 20 days after received }, grants: [{ remedy: refund }] }\n',
    'rights:\n  appeal: { window: { opens: 20 days after received, closes: 30 days after received }, grants: [{ remedy: refund }] }\n',
  ],
  [
    'check.retention_of_nothing',
    'retention:\n  kept: { records: papers, from: closed, at-least: 0 days, then: review }\n',
    'retention:\n  kept: { records: papers, from: closed, at-least: 1 day, then: review }\n',
  ],
  [
    'check.minimum_after_maximum',
    'retention:\n  kept: { records: papers, from: closed, at-least: 3 years, then: review }\n  gone: { records: papers, from: closed, at-most: 2 years, then: destroy }\n',
    'retention:\n  kept: { records: papers, from: closed, at-least: 3 years, then: review }\n  gone: { records: other-papers, from: closed, at-most: 2 years, then: destroy }\n',
  ],
  [
    'notice.minimum_may_pass_maximum',
    'retention:\n  kept: { records: papers, from: closed, at-least: 3 years, then: review }\n  gone: { records: papers, from: told, at-most: 2 years, then: destroy }\n',
    'retention:\n  kept: { records: papers, from: closed, at-least: 1 year, then: review }\n  gone: { records: papers, from: told, at-most: 2 years, then: destroy }\n',
  ],
  [
    'check.in_force_outside',
    answer('within: 5 days, in-force: { from: 2010-01-01, through: 2019-12-31 }'),
    answer('within: 5 days, in-force: { from: 2020-01-01, through: 2020-12-31 }'),
  ],
  [
    'check.authority_decreases',
    authority('  team-lead: { up-to: 500 CNY, then: head }\n  head: { up-to: 300 CNY }\n'),
    authority('  team-lead: { up-to: 300 CNY, then: head }\n  head: { up-to: 500 CNY }\n'),
    roles,
  ],
  [
    'check.authority_loop',
    authority('  team-lead: { up-to: 300 CNY, then: head }\n  head: { up-to: 300 CNY, then: team-lead }\n'),
    authority('  team-lead: { up-to: 300 CNY, then: head }\n  head: { up-to: 300 CNY, then: manager }\n'),
    roles,
  ],
];

const vocabulary = `${usualFiles['vocabulary.yaml'] ?? ''}`.replace(
  'events:\n',
  'events:\n  acknowledged: {}\n  answered: {}\n  update-sent: {}\n',
);

describe('a check of a set that loads', () => {
  it.each(rows)('finds %s, and nothing once it is mended', (code, wrong, right, files = {}) => {
    const more = { 'vocabulary.yaml': vocabulary, ...files };
    expect(codesOf(remarksOfPolicy(wrong, policyHead, more))).toEqual([code]);
    expect(codesOf(remarksOfPolicy(right, policyHead, more))).not.toContain(code);
  });

  it('says where, in both languages, with an example that can be looked up', () => {
    const [found] = remarksOfPolicy(answer('within: 1 month, warn: 29 days'));
    expect(found?.place).toMatchObject({ file: 'example.yaml', line: 8, path: 'deadlines.answer.warn' });
    expect(found?.cause.en).toBe(
      'The warning is not later than the start: started 2020-02-02, due 2020-03-02, warned 2020-02-02T00:00+08:00.',
    );
    expect(found?.cause.zh).toContain('提醒不晚于起算');
  });

  it('says what it did not decide, and never that it is fine', () => {
    const facts = Array.from({ length: 14 }, (_, index) => `fact_${index}`);
    const declared = facts.map((name) => `  ${name}: { type: yes-no }\n`).join('');
    const all = facts.map(
      (name, index) => `{ fact: ${name}, operator: equal, value: { fact: ${facts[(index + 1) % 14] ?? ''} } }`,
    );
    const found = remarksOfPolicy(answer(`within: 5 days, when: { all: [${all.join(', ')}] }`), policyHead, {
      'vocabulary.yaml': vocabulary.replace('facts:\n', `facts:\n${declared}`),
    });
    expect(codesOf(found)).toEqual(['notice.not_decided']);
  });
});

describe('what depends on today', () => {
  const ends = policyHead.replace('2020-01-01', '2020-01-01, through: 2026-07-31');
  it.each([
    ['notice.ends_soon', ends, '2026-06-01T12:00+08:00', '2026-01-01T12:00+08:00'],
    ['notice.calendar_ends', policyHead, '2026-12-01T12:00+08:00', '2026-06-01T12:00+08:00'],
    [
      'notice.checked_long_ago',
      policyHead.replace('rank: law', 'rank: law, checked: 2026-01-01'),
      '2027-01-02T12:00+08:00',
      '2026-06-01T12:00+08:00',
    ],
  ])('notices %s in time', (code, head, soon, early) => {
    const at = (text: string): readonly string[] =>
      codesOf(remarksOf({ 'example.yaml': `${head}${answer('within: 5 days')}` }, { at: Date.parse(text) }));
    expect(at(soon)).toContain(code);
    expect(at(early)).not.toContain(code);
  });

  it('notices what nobody has verified, what was never compared, and waivers that end', () => {
    const waiver = (through: string): string =>
      `waiver: late\ntitle: { en: x, zh: 某 }\nrule: cn.example#answer\nreason: { en: x, zh: 某 }\nfrom: 2026-01-01\nthrough: ${through}\n`;
    const house = policyHead.replace('rank: law', 'rank: house');
    const files = (through: string): Files => ({
      'example.yaml': `${house}${answer('within: 5 days')}`,
      'waivers/late.yaml': waiver(through),
    });
    const codes = (through: string): readonly string[] => remarksOf(files(through)).map(({ code }) => code);
    expect(codes('2026-05-31')).toEqual(['notice.not_checked', 'notice.waiver_ended']);
    expect(codes('2026-06-20')).toEqual(['notice.not_checked', 'notice.waiver_ends_soon']);
    expect(codes('2026-12-31')).toEqual(['notice.not_checked']);
    const unverified = `${policyHead}status: unverified\n${answer('within: 5 days')}`;
    expect(remarksOf({ 'example.yaml': unverified }).map(({ code }) => code)).toEqual(['notice.unverified']);
  });

  it('notices a chosen reading without a word of why', () => {
    const parameters = `${usualFiles['parameters.yaml'] ?? ''}`;
    const codes = (text: string): readonly string[] =>
      codesOf(remarksOf({ 'parameters.yaml': text, 'example.yaml': `${policyHead}${answer('within: 5 days')}` }));
    expect(codes(parameters.replace(', why: a reading', ''))).toEqual(['notice.reading_without_why']);
    expect(codes(parameters)).toEqual([]);
  });
});

describe('tests of rules', () => {
  it('are asked for, for each rule and each outcome', () => {
    const files = { 'example.yaml': `${policyHead}${answer('within: 5 days')}` };
    expect(codesOf(remarksOf(files))).toEqual([]);
    expect(codesOf(remarksOf(files, { cases: [] }))).toEqual(['check.no_test']);
  });
});
