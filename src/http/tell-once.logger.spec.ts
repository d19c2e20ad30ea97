import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { RedressError, type ErrorKind } from '../errors.js';
import { FrameworkLogger } from './json.logger.js';
import type { LogLine } from './log-line.js';
import { tellOnce } from './tell-once.logger.js';

let lines: LogLine[];
beforeEach(() => {
  lines = [];
  Logger.overrideLogger(new FrameworkLogger((line) => lines.push(line), false));
});
afterEach(() => {
  Logger.overrideLogger(false);
});

const refusal = (kind: ErrorKind): RedressError => {
  const text = { en: 'x', zh: 'x' };
  return new RedressError([{ code: `test.${kind}`, kind, data: {}, cause: text, remedy: text }]);
};

describe('an error for which nobody waits', () => {
  it('is told once, with its name and without what it says', () => {
    const tell = tellOnce();
    for (let i = 0; i < 3; i++) tell(new TypeError(`the name is 李春 ${i}`), 'Judging again');
    expect(lines).toMatchObject([{ level: 'error', error: 'TypeError', context: 'Judging again' }]);
    expect(JSON.stringify(lines)).not.toContain('李春');
  });

  it('is told where it is another', () => {
    const tell = tellOnce();
    for (const error of [refusal('conflict'), refusal('invalid'), refusal('conflict'), 'a text']) tell(error, 'x');
    expect(lines.map(({ error, message }) => error ?? message)).toHaveLength(3);
    expect(lines.map(({ code }) => code)).toEqual(['test.conflict', 'test.invalid', undefined]);
  });

  it('is not told where the database cannot be reached', () => {
    tellOnce()(refusal('unavailable'), 'x');
    expect(lines).toEqual([]);
  });
});
