import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decimalsOf } from './currency.js';
import { add, compareFractions, divide, fractionOf, multiply, negate, rounded, toDecimal } from './fraction.js';

const cents = fc.integer({ min: -10_000_000, max: 10_000_000 });
const fraction = fc
  .tuple(cents, fc.integer({ min: 1, max: 9999 }))
  .map(([top, bottom]) => divide(fractionOf(String(top)), fractionOf(String(bottom))) ?? fractionOf('0'));

describe('exact numbers', () => {
  it.each([
    ['0.1', '0.2', '0.3'],
    ['-0.05', '0.05', '0'],
    ['9007199254740993', '0.000000001', '9007199254740993.000000001'],
  ])('%s and %s are %s', (a, b, sum) => {
    expect(toDecimal(add(fractionOf(a), fractionOf(b)))).toBe(sum);
  });

  it.each([
    ['0.005', 2, '0.01'],
    ['0.00499999999', 2, '0.00'],
    ['-0.005', 2, '-0.01'],
    ['-0.004', 2, '0.00'],
    ['12344.9382', 2, '12344.94'],
    ['0.5', 0, '1'],
    ['1.2345', 3, '1.235'],
  ])('%s to %i decimals is %s', (text, decimals, expected) => {
    expect(rounded(fractionOf(text), decimals)).toBe(expected);
  });

  it('divide to no end, and not by nothing', () => {
    expect(toDecimal(divide(fractionOf('1'), fractionOf('3')) ?? fractionOf('0'))).toBe(`0.${'3'.repeat(40)}`);
    expect(divide(fractionOf('1'), fractionOf('0'))).toBeUndefined();
    expect(toDecimal(divide(fractionOf('1'), fractionOf('-8')) ?? fractionOf('0'))).toBe('-0.125');
  });

  it('obey the laws of arithmetic', () => {
    fc.assert(
      fc.property(fraction, fraction, fraction, (a, b, c) => {
        expect(multiply(a, add(b, c))).toEqual(add(multiply(a, b), multiply(a, c)));
        expect(add(a, negate(a)).top).toBe(0n);
        expect(Math.sign(compareFractions(a, b))).toBe(-Math.sign(compareFractions(b, a)) + 0);
      }),
    );
  });

  it('are never rounded further away than half a unit', () => {
    fc.assert(
      fc.property(fraction, fc.integer({ min: 0, max: 4 }), (number, decimals) => {
        const apart = add(fractionOf(rounded(number, decimals)), negate(number));
        const twice = multiply(apart, fractionOf(String(2 * 10 ** decimals)));
        expect(compareFractions(twice, fractionOf('1'))).toBeLessThanOrEqual(0);
        expect(compareFractions(twice, fractionOf('-1'))).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it.each([
    ['CNY', 2],
    ['JPY', 0],
    ['KWD', 3],
    ['constructor', 2],
  ])('%s has %i decimals', (currency, decimals) => {
    expect(decimalsOf(currency)).toBe(decimals);
  });
});
