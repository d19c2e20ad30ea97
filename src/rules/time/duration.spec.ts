import { describe, expect, it } from '@jest/globals';
import { durationProblem, durationUnits, formatDuration, parseDuration } from './duration.js';

describe('a duration', () => {
  it.each([
    ['7 working days', 7, 'working days'],
    ['1 working day', 1, 'working days'],
    ['8 weeks', 8, 'weeks'],
    ['1 week', 1, 'weeks'],
    ['30 working minutes', 30, 'working minutes'],
    ['2 working hours', 2, 'working hours'],
    ['0 days', 0, 'days'],
    ['48 hours', 48, 'hours'],
    ['6 months', 6, 'months'],
    ['200 years', 200, 'years'],
  ])('reads "%s" and writes it back', (text, count, unit) => {
    const duration = parseDuration(text);
    expect(duration).toEqual({ kind: 'duration', count, unit });
    expect(duration === undefined ? '' : formatDuration(duration, 'en')).toBe(text);
  });

  it.each([
    ['7 working days', '7个工作日'],
    ['60 days', '60日'],
    ['2 months', '2个月'],
    ['30 working minutes', '30个工作分钟'],
  ])('writes "%s" in Chinese as %s', (text, zh) => {
    const duration = parseDuration(text);
    expect(duration === undefined ? '' : formatDuration(duration, 'zh')).toBe(zh);
  });

  it.each([
    ['7', { kind: 'no-unit', suggestion: '7 days' }],
    ['7 business days', { kind: 'unknown-unit', unit: 'business days', suggestion: '7 working days' }],
    ['7 Working  Days', { kind: 'unknown-unit', unit: 'Working  Days', suggestion: '7 working days' }],
    ['5工作日', { kind: 'unknown-unit', unit: '工作日', suggestion: '5 working days' }],
    ['5d', { kind: 'unknown-unit', unit: 'd', suggestion: '5 days' }],
    ['5 fortnights', { kind: 'unknown-unit', unit: 'fortnights' }],
    ['5 constructor', { kind: 'unknown-unit', unit: 'constructor' }],
    ['1.5 days', { kind: 'not-whole' }],
    ['1,5 days', { kind: 'not-whole' }],
    ['-3 days', { kind: 'negative' }],
    ['1000000 days', { kind: 'too-long', most: durationUnits.days.most, unit: 'days' }],
    ['99999999999999999999 days', { kind: 'too-long', most: durationUnits.days.most, unit: 'days' }],
    ['a week', { kind: 'not-a-duration' }],
    ['', { kind: 'not-a-duration' }],
    ['P7D', { kind: 'not-a-duration' }],
  ])('refuses "%s" and says why', (text, problem) => {
    expect(parseDuration(text)).toBeUndefined();
    expect(durationProblem(text)).toEqual(problem);
  });

  it('finds nothing wrong with what it reads', () => {
    expect(durationProblem('7 working days')).toBeUndefined();
  });
});
