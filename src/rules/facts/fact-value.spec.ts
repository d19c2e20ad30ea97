import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { describe as describeFault } from '../../errors.js';
import { zoneOf } from '../time/zone.js';
import { NONE, type FactType, type FactValue } from '../values.js';
import { compareDecimals } from './decimal.js';
import { factValueFault } from './fact-value-errors.js';
import { formatFactValue, parseEventTime, parseFactValue, parseReading, withoutValue } from './fact-value.js';

const day = (text: string): number => Date.parse(text) / 86_400_000;

const good: readonly (readonly [FactType, unknown, FactValue])[] = [
  ['word', 'web', 'web'],
  ['word', '网络', '网络'],
  ['word', 'Credit card', 'Credit card'],
  ['words', ['a', 'b'], ['a', 'b']],
  ['words', [], []],
  ['text', '', ''],
  ['text', 'none', 'none'],
  ['yes-no', true, true],
  ['yes-no', false, false],
  ['number', 12.5, 12.5],
  ['number', '12.50', 12.5],
  ['number', '-3', -3],
  ['number', '+3', 3],
  ['number', '-0', 0],
  ['number', -0, 0],
  ['money', '2000.00 CNY', { kind: 'money', amount: '2000.00', currency: 'CNY' }],
  ['money', '007.50 GBP', { kind: 'money', amount: '7.50', currency: 'GBP' }],
  ['money', '-0.00 EUR', { kind: 'money', amount: '0.00', currency: 'EUR' }],
  ['money', '0 USD', { kind: 'money', amount: '0', currency: 'USD' }],
  ['money', '-12USD', { kind: 'money', amount: '-12', currency: 'USD' }],
  ['date', '2024-02-29', { kind: 'day', day: day('2024-02-29') }],
  ['instant', '2026-02-28T09:00+08:00', { kind: 'instant', at: Date.parse('2026-02-28T01:00Z') }],
  ['duration', '7 working days', { kind: 'duration', count: 7, unit: 'working days' }],
];

describe('a fact value', () => {
  it.each(good)('of type %s is read from %j', (type, raw, value) => {
    expect(parseFactValue(type, raw)).toEqual({ value });
  });

  it.each<[FactType, unknown, string]>([
    ['word', 12, 'fact.not_a_word'],
    ['word', true, 'fact.not_a_word'],
    ['word', '', 'fact.not_a_word'],
    ['word', '  ', 'fact.not_a_word'],
    ['word', null, 'fact.not_a_word'],
    ['words', 'a', 'fact.not_words'],
    ['words', ['a', 1], 'fact.not_a_word'],
    ['text', 12, 'fact.not_text'],
    ['yes-no', 'true', 'fact.not_yes_no'],
    ['yes-no', 1, 'fact.not_yes_no'],
    ['number', Number.NaN, 'fact.not_a_number'],
    ['number', Number.POSITIVE_INFINITY, 'fact.number_too_large'],
    ['number', '1e5', 'fact.not_a_number'],
    ['number', '1,000', 'fact.not_a_number'],
    ['number', '0x10', 'fact.not_a_number'],
    ['number', ' 1', 'fact.not_a_number'],
    ['number', '', 'fact.not_a_number'],
    ['number', '9'.repeat(400), 'fact.number_too_large'],
    ['number', '9007199254740993', 'fact.number_too_large'],
    ['number', true, 'fact.not_a_number'],
    ['money', 2000, 'fact.not_money'],
    ['money', '2000', 'fact.not_money'],
    ['money', '2,000.00 CNY', 'fact.not_money'],
    ['money', '2000.00 cny', 'fact.not_money'],
    ['money', '1e3 CNY', 'fact.not_money'],
    ['money', '.5 CNY', 'fact.not_money'],
    ['date', '2026-02-30', 'fact.not_a_date'],
    ['date', '2026-02-28T09:00Z', 'fact.not_a_date'],
    ['date', 20260228, 'fact.not_a_date'],
    ['date', '0026-02-28', 'fact.not_a_date'],
    ['instant', '2026-02-28', 'fact.not_an_instant'],
    ['instant', '2026-02-28T09:00', 'fact.not_an_instant'],
    ['duration', '30', 'fact.not_a_duration'],
    ['duration', 30, 'fact.not_a_duration'],
    ['duration', { count: 1 }, 'fact.not_a_duration'],
  ])('of type %s is refused for %j with %s', (type, raw, code) => {
    expect(parseFactValue(type, raw)).toMatchObject({ problem: { code } });
  });

  it('names the allowed words and the nearest one', () => {
    const parsed = parseFactValue('word', 'websit', ['website', 'letter', 'constructor']);
    if (!('problem' in parsed)) throw new Error('"websit" was taken');
    const fault = factValueFault(parsed.problem.code, parsed.problem.data);
    expect(describeFault(fault, 'en')).toContain('website, letter, constructor. (website?)');
    expect(describeFault(fault, 'zh')).toContain('website');
  });

  it('never shows a long value whole, nor a personal one at all', () => {
    const long = parseFactValue('number', '投'.repeat(500));
    if (!('problem' in long)) throw new Error('a text was taken for a number');
    expect(String(long.problem.data['found']).length).toBeLessThanOrEqual(60);
    const personal = withoutValue(long.problem, '投'.repeat(500));
    expect(JSON.stringify(personal)).not.toContain('投');
    expect(personal.data['found']).toContain('500');
  });

  it('reads none only where no text could be meant', () => {
    expect(parseReading('date', 'none')).toEqual({ value: NONE });
    expect(parseReading('words', 'none')).toEqual({ value: NONE });
    expect(parseReading('word', 'none')).toEqual({ value: 'none' });
    expect(parseReading('text', 'none')).toEqual({ value: 'none' });
    expect(parseReading('word', { none: true })).toEqual({ value: NONE });
    expect(parseReading('word', { none: true, more: 1 })).toMatchObject({ problem: { code: 'fact.not_a_word' } });
  });

  it('reads the time of an event as a day or an instant with its offset', () => {
    expect(parseEventTime('2026-03-09')).toEqual({ value: { kind: 'day', day: day('2026-03-09') } });
    expect(parseEventTime('2026-03-09T10:20+08:00')).toMatchObject({ value: { kind: 'instant' } });
    expect(parseEventTime('2026-03-09T10:20')).toMatchObject({ problem: { code: 'fact.not_a_time' } });
    expect(parseEventTime(5)).toMatchObject({ problem: { code: 'fact.not_a_time' } });
  });

  it.each(good.filter(([type]) => type !== 'words'))(
    'of type %s written from %j is read back the same',
    (type, _, value) => {
      const text = formatFactValue(value);
      expect(parseFactValue(type, type === 'yes-no' ? text === 'true' : text)).toEqual({ value });
    },
  );

  it('writes any number so that it is read back the same', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -9e15, max: 9e15 }), (number) => {
        const expected = number === 0 ? 0 : number;
        expect(parseFactValue('number', formatFactValue(number))).toEqual({ value: expected });
      }),
    );
  });

  it('writes an instant in its zone', () => {
    const at = Date.parse('2026-03-29T01:30Z');
    expect(formatFactValue({ kind: 'instant', at }, zoneOf('Europe/London'))).toBe('2026-03-29T02:30+01:00');
    expect(formatFactValue({ kind: 'instant', at })).toMatch(/^2026-03-29T01:30(Z|\+00:00)$/);
  });
});

describe('decimals', () => {
  it.each<[string, string, number]>([
    ['0.1', '0.10', 0],
    ['9.00', '12.00', -1],
    ['-9', '-12', 1],
    ['-1', '1', -1],
    ['-0', '0.00', 0],
    ['007', '7', 0],
    ['0.30000000000000004', '0.3', 1],
    ['99999999999999999999.01', '99999999999999999999.02', -1],
    ['123456789012345678901234567890', '123456789012345678901234567889', 1],
  ])('%s against %s is %i', (a, b, sign) => {
    expect(Math.sign(compareDecimals(a, b)) + 0).toBe(sign);
    expect(0 - Math.sign(compareDecimals(b, a))).toBe(sign);
  });

  it('are ordered as whole numbers of their smallest unit are', () => {
    const decimal = fc.record({
      n: fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }),
      scale: fc.integer({ min: 0, max: 6 }),
    });
    const text = ({ n, scale }: { n: bigint; scale: number }): string => {
      const digits = (n < 0n ? -n : n).toString().padStart(scale + 1, '0');
      const cut = digits.length - scale;
      return `${n < 0n ? '-' : ''}${digits.slice(0, cut)}${scale === 0 ? '' : `.${digits.slice(cut)}`}`;
    };
    fc.assert(
      fc.property(decimal, decimal, (a, b) => {
        const apart = a.n * 10n ** BigInt(6 - a.scale) - b.n * 10n ** BigInt(6 - b.scale);
        expect(Math.sign(compareDecimals(text(a), text(b))) + 0).toBe(apart < 0n ? -1 : apart > 0n ? 1 : 0);
      }),
    );
  });
});
