import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { describe as describeFault } from '../../src/errors.js';
import { pairsOf } from '../../src/rules/analysis/check/check-promises.js';
import { compareDates } from '../../src/rules/analysis/check/looser.js';
import { loadPolicies } from '../../src/rules/policy/load-policies.js';
import type { PolicySet } from '../../src/rules/policy/policy.js';
import { formatDay, parseDay } from '../../src/rules/time/day.js';
import { policyHead, usualFiles } from '../support/policy-files.js';
import { codesOf, remarksOf, today } from './support.js';

const calendars = Object.fromEntries(
  ['cn', 'uk'].map((id) => [`calendars/${id}.yaml`, readFileSync(`policies/calendars/${id}.yaml`, 'utf8')]),
);
const parameters = `${usualFiles['parameters.yaml'] ?? ''}seven_day_roll:\n  options: [rest-days, nothing]\n  2014-03-15: { value: rest-days, why: test }\n`;
const head = (id: string, rank: string, more = ''): string =>
  `${policyHead.replace('cn.example', id).replace('rank: law', `rank: ${rank}, checked: 2026-01-01`)}${more}`;
const deadline = (keys: string): string =>
  `deadlines:\n  answer: { duty: answer, from: received, done: told, ${keys} }\n`;

function filesOf(promise: string, statute: string, heads: { house?: string; law?: string } = {}) {
  return {
    ...calendars,
    'parameters.yaml': parameters,
    'house.yaml': (heads.house ?? head('house.one', 'house')) + deadline(promise),
    'law.yaml': (heads.law ?? head('cn.law', 'law')) + deadline(statute),
  };
}

function setOf(files: Readonly<Record<string, string>>): PolicySet {
  const texts = Object.entries({ ...usualFiles, ...files }).map(([file, text]) => ({ file, text }));
  const { set, faults } = loadPolicies(texts);
  if (set === undefined) throw new Error(faults.map((fault) => describeFault(fault, 'en')).join('\n'));
  return set;
}

/** The figures of S48 were counted over these days. */
const counted = { from: parseDay('2024-01-01') ?? 0, through: parseDay('2026-11-19') ?? 0 };

function laterDays(promise: string, statute: string): { readonly days: number; readonly later: readonly string[] } {
  const set = setOf(filesOf(promise, statute));
  const [pair] = pairsOf({ set });
  if (pair === undefined) throw new Error('no pair');
  const { days, laterDays: later, open } = compareDates(set, pair, counted);
  expect(open).toEqual([]);
  return { days, later: later.map(formatDay) };
}

describe('a promise beside the law of the same duty', () => {
  it('is later on as many days as it is, not by its number (S48)', () => {
    const seven = laterDays('within: 7 working days', 'within: 15 days');
    expect(seven.days).toBe(1054);
    expect(seven.later).toHaveLength(23);
    expect(seven.later).toContain('2025-09-26');
    expect(laterDays('within: 5 working days', 'within: 15 days').later).toEqual([]);
    expect(laterDays('within: 10 working days', 'within: 15 days').later).toHaveLength(130);
  });

  it('is shown with a complaint for which it is later, and both dates', () => {
    const house = head('house.one', 'house').replace('2020-01-01', '2025-09-26');
    const [found] = remarksOf(filesOf('within: 7 working days', 'within: 15 days', { house }), { at: today });
    expect(found?.code).toBe('check.looser_than_law');
    expect(found?.place).toMatchObject({ file: 'house.yaml', path: 'deadlines.answer.within' });
    expect(found?.cause.en).toContain(
      '"cn.law#answer" on the same duty: started 2025-09-26T12:00+08:00, promised 2025-10-13, by law 2025-10-11.',
    );
  });

  const dear = 'when: { all: [{ fact: price, operator: greaterThan, value: 100 CNY }] }';
  const cheap = 'when: { all: [{ fact: price, operator: lessThanInclusive, value: 100 CNY }] }';
  const byPrice = (most: string, least: string): string =>
    `within: { first: [{ ${dear}, is: ${most} }, { is: ${least} }] }`;
  it.each([
    ['the same period', 'within: 15 days', 'within: 15 days', false],
    ['one minute more', 'within: 121 minutes', 'within: 2 hours', true],
    ['hours that run to the same end', 'within: 120 minutes', 'within: 2 hours', false],
    ['days for hours', 'within: 1 day', 'within: 24 hours', true],
    ['hours for days', 'within: 24 hours', 'within: 1 day', false],
    ['two weeks for a month', 'within: 2 weeks', 'within: 1 month', false],
    ['30 days for a month', 'within: 30 days', 'within: 1 month', true],
    ['28 days for a month', 'within: 28 days', 'within: 1 month', false],
    ['cases that never meet', `within: 20 days, ${dear}`, `within: 15 days, ${cheap}`, false],
    ['cases that meet', `within: 20 days, ${dear}`, `within: 15 days`, true],
    ['a table, looser in one row', byPrice('5 days', '16 days'), 'within: 15 days', true],
    ['a table, tighter in every row', byPrice('5 days', '14 days'), 'within: 15 days', false],
    ['two tables row by row', byPrice('5 days', '15 days'), byPrice('6 days', '15 days'), false],
    ['two tables crossed', byPrice('15 days', '5 days'), byPrice('6 days', '15 days'), true],
    [
      'a pause that the law has not',
      'within: 5 days, pauses: [{ from: appraisal-started, until: appraisal-ended }]',
      'within: 15 days',
      true,
    ],
    [
      'an extension that the law has not',
      'within: 5 days, extensions: [{ when: { all: [{ fact: accepted, operator: happened, value: true }] }, to: 20 days }]',
      'within: 15 days',
      true,
    ],
    ['a rolled day for a plain one', 'within: 14 days', 'within: 15 days, counting: cn-term', true],
  ])(
    'compares dates: %s',
    (_, promise, statute, looser) => {
      const house = head('house.one', 'house').replace('2020-01-01', '2024-01-01');
      const codes = codesOf(remarksOf(filesOf(promise, statute, { house })));
      expect(codes).toEqual(looser ? ['check.looser_than_law'] : []);
    },
    30_000,
  );

  it('is left alone where the law binds someone else, has ended before it, or does not govern the same duty', () => {
    const other = filesOf('within: 20 days', 'within: 15 days', {
      law: head('cn.law', 'law').replace('binds: respondent', 'binds: market-regulator'),
    });
    expect(codesOf(remarksOf(other))).toEqual([]);
    const ended = head('cn.law', 'law').replace('2020-01-01', '2010-01-01, through: 2019-12-31');
    expect(codesOf(remarksOf(filesOf('within: 20 days', 'within: 15 days', { law: ended })))).toEqual([]);
    const elsewhere = filesOf('within: 20 days', 'within: 15 days');
    expect(
      codesOf(remarksOf({ ...elsewhere, 'house.yaml': elsewhere['house.yaml'].replace('duty: answer, ', '') })),
    ).toEqual([]);
  });

  const pause = 'pauses: [{ from: appraisal-started, until: appraisal-ended, at-most: 3 days }]';
  const late = (operator: string): string => `when: { all: [{ fact: accepted, operator: ${operator} }] }`;
  it.each([
    ['a fact gives the period', 'within: { fact: promised_period }', 'within: 15 days', 'a fact, another rule'],
    [
      'a fact gives one row of a table',
      `within: { first: [{ ${dear}, is: { fact: promised_period } }, { is: 5 days }] }`,
      'within: 15 days',
      'a fact, another rule',
    ],
    ['the promise can be paused', `within: 5 days, ${pause}`, 'within: 15 days', 'can be paused'],
    ['both can be paused', `within: 5 days, ${pause}`, `within: 15 days, ${pause}`, 'can be paused'],
    ['the promise can start again', 'within: 5 days, restarts: [accepted]', 'within: 15 days', 'start again'],
    ['the law can start again', 'within: 5 days', 'within: 15 days, restarts: [accepted]', 'start again'],
    ['the promise can be called off', 'within: 5 days, cancelled-by: accepted', 'within: 15 days', 'called off'],
    [
      'another date decides',
      `within: 5 days, ${late('before, value: 2024-03-01')}`,
      'within: 15 days',
      'depends on dates',
    ],
    ['another date caps the law', 'within: 5 days', 'within: 15 days, not-after: accepted', 'depends on dates'],
    ['no date of the law is certain', 'within: 5 days', 'within: 300 months', 'no date of either'],
  ])(
    'is not decided, never fine, where %s',
    (_, promise, statute, why) => {
      const house = head('house.one', 'house').replace('2020-01-01', '2024-01-01');
      const found = remarksOf(filesOf(promise, statute, { house }));
      expect(codesOf(found)).toEqual(['notice.promise_not_decided']);
      expect(found[0]?.cause.en).toContain(why);
      expect(found[0]?.cause.zh).not.toMatch(/[{}]/u);
    },
    30_000,
  );

  it.each([
    ['the promise starts with another event', 'house.yaml', 'within: 500 days', ['notice.promise_not_decided']],
    ['the promise starts so late that it is found', 'house.yaml', 'within: 15 days', ['check.looser_than_law']],
    ['the law starts with another event', 'law.yaml', 'within: 500 days', ['notice.promise_not_decided']],
  ])(
    'is tried for some distances only where %s',
    (_, moved, statute, codes) => {
      const house = head('house.one', 'house').replace('2020-01-01', '2024-01-01');
      const files: Readonly<Record<string, string>> = filesOf('within: 5 days', statute, { house });
      const text = files[moved]?.replace('from: received', 'from: accepted') ?? '';
      expect(codesOf(remarksOf({ ...files, [moved]: text }))).toEqual(codes);
    },
    30_000,
  );

  it('is decided where both start again and are called off upon the same events', () => {
    const same = 'restarts: [accepted], cancelled-by: told';
    const house = head('house.one', 'house').replace('2020-01-01', '2024-01-01');
    expect(codesOf(remarksOf(filesOf(`within: 5 days, ${same}`, `within: 15 days, ${same}`, { house })))).toEqual([]);
  });
});
