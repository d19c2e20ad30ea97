import { describe, expect, it } from '@jest/globals';
import { isExact, plainMoney, plainNumber } from './cell-number.js';

describe('numbers in cells', () => {
  it.each([
    ['12.50', '.', '12.50'],
    [' 1,234.50 ', '.', '1234.50'],
    ['1,234,567', '.', '1234567'],
    ['1,23', '.', undefined],
    ['1.234,5', '.', undefined],
    ['1.234', ',', '1234'],
    ['1.234,50', ',', '1234.50'],
    ['1 234,50', ',', '1234.50'],
    ['1\u202f234,50', ',', '1234.50'],
    ["1'234.50", '.', '1234.50'],
    ['1,234 567', '.', undefined],
    ['12,5', ',', '12.5'],
    ['12.5', ',', undefined],
    ['-3', '.', '-3'],
    ['+3', '.', '3'],
    ['1e5', '.', undefined],
    ['0x10', '.', undefined],
    ['Infinity', '.', undefined],
    ['.5', '.', undefined],
    ['', '.', undefined],
    ['１２', '.', undefined],
  ] as const)('reads %j with the mark %j as %j', (cell, decimal, expected) => {
    expect(plainNumber(cell, decimal)).toBe(expected);
  });

  it.each([
    ['1,234.50', 'CNY', '1234.50 CNY'],
    ['¥1,234.50', 'CNY', '1234.50 CNY'],
    ['1234.50元', 'CNY', '1234.50 CNY'],
    ['$12', 'USD', '12 USD'],
    ['-$12', 'USD', '-12 USD'],
    ['$12', 'CNY', undefined],
    ['CNY 12.50', undefined, '12.50 CNY'],
    ['12.50 CNY', 'CNY', '12.50 CNY'],
    ['12.50 USD', 'CNY', undefined],
    ['12.50', undefined, undefined],
    ['free', 'CNY', undefined],
  ])('reads the amount %j with the currency %j as %j', (cell, currency, expected) => {
    expect(plainMoney(cell, '.', currency)).toBe(expected);
  });

  it('knows which numbers would be rounded', () => {
    expect(isExact('123456789012345')).toBe(true);
    expect(isExact('0.00000123')).toBe(true);
    expect(isExact('1234567890.123456')).toBe(false);
    expect(isExact('12345678901234567890')).toBe(false);
  });
});
