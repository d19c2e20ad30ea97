import { describe, expect, it } from '@jest/globals';
import { zoneOf } from '../time/zone.js';
import type { Reading, Truth } from '../values.js';
import { compile, leaf, readerOf, readingOf, type Raw } from '../../../test/support/condition-readers.js';

describe('a comparison', () => {
  const red = { colour: 'red' };
  it.each<[string, string, unknown, Readonly<Record<string, Raw | null>>, Truth]>([
    ['colour', 'equal', 'red', red, true],
    ['colour', 'equal', 'Red', red, false],
    ['colour', 'equal', 'red', { colour: null }, false],
    ['colour', 'equal', 'red', {}, undefined],
    ['colour', 'notEqual', 'red', red, false],
    ['colour', 'notEqual', 'red', { colour: null }, true],
    ['colour', 'notEqual', 'red', {}, undefined],
    ['colour', 'equal', { fact: 'shade' }, { colour: 'red', shade: 'red' }, true],
    ['colour', 'equal', { fact: 'shade' }, { colour: null, shade: null }, false],
    ['colour', 'notEqual', { fact: 'shade' }, { colour: null, shade: null }, true],
    ['colour', 'equal', { fact: 'shade' }, { colour: 'red' }, undefined],
    ['colour', 'equal', { parameter: 'shade' }, { colour: 'red', shade: 'red' }, true],
    ['colour', 'in', ['red', 'blue'], red, true],
    ['colour', 'in', ['blue'], red, false],
    ['colour', 'in', ['blue'], { colour: null }, false],
    ['colour', 'notIn', ['blue'], { colour: null }, true],
    ['colour', 'notIn', ['blue'], {}, undefined],
    ['colour', 'in', { fact: 'tags' }, { colour: 'red', tags: ['red'] }, true],
    ['colour', 'notIn', { fact: 'tags' }, { colour: 'red', tags: ['red'] }, false],
    ['tags', 'contains', 'a', { tags: ['a', 'b'] }, true],
    ['tags', 'contains', 'a', { tags: ['ab'] }, false],
    ['tags', 'contains', 'a', { tags: null }, false],
    ['tags', 'doesNotContain', 'a', { tags: null }, true],
    ['tags', 'doesNotContain', 'a', {}, undefined],
    ['tags', 'contains', { fact: 'colour' }, { tags: ['red'], colour: 'red' }, true],
    ['urgent', 'equal', true, { urgent: false }, false],
    ['note', 'equal', '\u00e9', { note: 'e\u0301' }, false],
    ['count', 'lessThan', 12, { count: 9 }, true],
    ['count', 'lessThan', 12, { count: 12 }, false],
    ['count', 'lessThanInclusive', 12, { count: 12 }, true],
    ['count', 'greaterThan', 12, { count: 12.5 }, true],
    ['count', 'greaterThanInclusive', 12, { count: 11 }, false],
    ['count', 'lessThan', 12, { count: null }, false],
    ['count', 'greaterThanInclusive', 12, { count: null }, false],
    ['count', 'lessThan', { fact: 'limit' }, { count: 1, limit: null }, false],
    ['count', 'lessThan', { fact: 'limit' }, { count: 1, limit: 2 }, true],
    ['price', 'lessThan', '12.00 CNY', { price: '9.00 CNY' }, true],
    ['price', 'equal', '9 CNY', { price: '9.00 CNY' }, true],
    ['price', 'equal', '9 CNY', { price: '9.00 EUR' }, false],
    ['price', 'notEqual', '9 CNY', { price: '9.00 EUR' }, true],
    ['price', 'lessThan', '12 CNY', { price: '9.00 EUR' }, undefined],
    ['price', 'greaterThan', '0.3 CNY', { price: '0.30000000000000000001 CNY' }, true],
    ['price', 'lessThanInclusive', { fact: 'cap' }, { price: '5 CNY', cap: '5.0 CNY' }, true],
    ['price', 'in', ['5 CNY', '6 CNY'], { price: '6.00 CNY' }, true],
    ['term', 'equal', '7 days', { term: '1 week' }, true],
    ['term', 'lessThan', '8 days', { term: '1 week' }, true],
    ['term', 'lessThan', '1 month', { term: '30 days' }, undefined],
    ['term', 'equal', '1 month', { term: '30 days' }, false],
    ['term', 'equal', '2 years', { term: '24 months' }, true],
    ['term', 'equal', '90 minutes', { term: '1 hour' }, false],
    ['term', 'greaterThan', '1 working day', { term: '8 working hours' }, undefined],
    ['bought_on', 'before', '2026-03-09', { bought_on: '2026-03-08' }, true],
    ['bought_on', 'onOrBefore', '2026-03-09', { bought_on: '2026-03-09' }, true],
    ['bought_on', 'after', '2026-03-09', { bought_on: null }, false],
    [
      'bought_on',
      'onOrAfter',
      { fact: 'delivered_on' },
      { bought_on: '2026-03-09', delivered_on: '2026-03-10' },
      false,
    ],
  ])('%s %s %j over %j is %s', (fact, operator, value, facts, expected) => {
    expect(compile(leaf(fact, operator, value)).test(readerOf(facts))).toBe(expected);
  });

  it.each<[string, string, unknown, Readonly<Record<string, Raw | null>>, Truth]>([
    ['an instant belongs to its day in the zone (S1)', 'equal', '2026-04-15', { received: '2026-04-14T16:30Z' }, true],
    ['an instant belongs to its day in the zone (S1)', 'equal', '2026-04-15', { received: '2026-04-14T15:30Z' }, false],
    [
      'an instant on a date is on or before it',
      'onOrBefore',
      { fact: 'bought_on' },
      { received: '2026-04-15T23:59+08:00', bought_on: '2026-04-15' },
      true,
    ],
    [
      'an instant on a date is not after it',
      'after',
      { fact: 'bought_on' },
      { received: '2026-04-15T23:59+08:00', bought_on: '2026-04-15' },
      false,
    ],
    [
      'two instants are told apart to the millisecond',
      'before',
      '2026-04-15T09:00:00.001+08:00',
      { received: '2026-04-15T09:00+08:00' },
      true,
    ],
    [
      'two instants are equal across offsets',
      'equal',
      '2026-04-15T01:00Z',
      { received: '2026-04-15T09:00+08:00' },
      true,
    ],
    [
      'an event without its time of day is unknown against an instant of that day (S13)',
      'before',
      '2026-04-15T09:00+08:00',
      { received: '2026-04-15' },
      undefined,
    ],
    [
      'also on the right-hand side',
      'before',
      { fact: 'answered' },
      { received: '2026-04-15T09:00+08:00', answered: '2026-04-15' },
      undefined,
    ],
    ['and when asked for equality', 'equal', '2026-04-15T09:00+08:00', { received: '2026-04-15' }, undefined],
    ['but another day decides', 'before', '2026-04-15T09:00+08:00', { received: '2026-04-14' }, true],
    ['but another day decides', 'onOrAfter', '2026-04-15T09:00+08:00', { received: '2026-04-14' }, false],
    [
      'two days are compared as days',
      'onOrBefore',
      { fact: 'answered' },
      { received: '2026-04-15', answered: '2026-04-15' },
      true,
    ],
    [
      'a list with an open comparison stays open',
      'in',
      ['2026-04-15T09:00+08:00', '2026-05-01'],
      { received: '2026-04-15' },
      undefined,
    ],
    ['a list with a match does not', 'in', ['2026-04-15T09:00+08:00', '2026-04-15'], { received: '2026-04-15' }, true],
    ['what has not happened is before nothing', 'before', '2026-04-15', { received: null }, false],
    [
      'and nothing is after what has not happened',
      'after',
      { fact: 'answered' },
      { received: '2026-04-15', answered: null },
      false,
    ],
  ])('of times: %s', (_, operator, value, facts, expected) => {
    expect(compile(leaf('received', operator, value)).test(readerOf(facts))).toBe(expected);
  });

  it.each<[string, string, unknown, Readonly<Record<string, Raw | null>>, Truth]>([
    ['received', 'happened', true, { received: '2026-04-15' }, true],
    ['received', 'happened', false, { received: '2026-04-15' }, false],
    ['received', 'happened', true, { received: null }, false],
    ['received', 'happened', false, { received: null }, true],
    ['received', 'happened', true, {}, undefined],
    ['received', 'happened', false, {}, undefined],
    ['colour', 'known', true, { colour: 'red' }, true],
    ['colour', 'known', true, { colour: null }, false],
    ['colour', 'known', true, {}, false],
    ['colour', 'known', false, {}, true],
    ['received', 'known', true, { received: null }, false],
    ['urgent', 'proven', false, { urgent: false }, true],
    ['urgent', 'proven', false, {}, false],
    ['urgent', 'proven', true, { urgent: null }, false],
    ['price', 'proven', '9 CNY', { price: '9.0 CNY' }, true],
    ['count', 'proven', { fact: 'limit' }, { count: 3 }, false],
  ])('of knowledge: %s %s %j over %j is %s (S34)', (fact, operator, value, facts, expected) => {
    expect(compile(leaf(fact, operator, value)).test(readerOf(facts))).toBe(expected);
  });
});

describe('a time that is worked out, of type instant,', () => {
  it.each<[string, Truth]>([
    ['before', false],
    ['onOrBefore', true],
    ['after', false],
    ['equal', true],
  ])('may come out as a day, and then means the whole day: %s is %s', (operator, expected) => {
    const condition = compile(leaf('received', operator, { fact: 'loggedAt' }));
    const day = readingOf('bought_on', '2026-05-06');
    const received = readingOf('received', '2026-05-06T10:00+08:00');
    const read = (name: string): Reading => (name === 'received' ? received : day);
    expect(condition.test({ zone: zoneOf('Asia/Shanghai'), read })).toBe(expected);
  });
});
