import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { builtRedress, redress, type Ran } from '../tooling/run-program.js';

const chinese = /[\u4E00-\u9FFF]/;

function due(calendar: string, from: string, within: string, ...more: string[]): Promise<Ran> {
  return builtRedress(['due', '--calendar', calendar, '--from', from, '--within', within, ...more]);
}

describe('a question for a due date', () => {
  const folder = mkdtempSync(join(tmpdir(), 'redress-due-'));

  beforeAll(async () => {
    expect((await redress(['--version'])).code).toBe(0);
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    { ask: ['cn', '2020-04-20', '60 days', '--reading', 'holiday_skope=festivals'], code: 'due.unknown_reading' },
    {
      ask: ['cn', '2026-04-20', '60 days', '--counting', 'order-121-days', '--reading', 'holiday_scope=nothing'],
      code: 'due.not_a_roll',
    },
    { ask: ['cn', '2020-04-20', '60 days', '--counting', 'order-121-days'], code: 'due.no_reading' },
    { ask: ['__proto__', '2020-04-20', '60 days'], code: 'due.unknown_calendar' },
    { ask: ['cn', '1899-12-31', '60 days'], code: 'due.not_a_time' },
    { ask: ['cn', '2026-04-20', '99999999999999999999 days'], code: 'due.duration_too_long' },
  ])('is refused in both languages: $ask', async ({ ask: [calendar = '', from = '', within = '', ...more], code }) => {
    const english = await due(calendar, from, within, ...more);
    const inChinese = await due(calendar, from, within, ...more, '--lang', 'zh');
    for (const { code: exit, stdout, stderr } of [english, inChinese]) {
      expect(exit).toBe(2);
      expect(stdout).toBe('');
      expect(stderr).toContain(`[${code}]`);
    }
    expect(english.stderr).not.toMatch(chinese);
    expect(inChinese.stderr).toMatch(chinese);
  });

  it('names a reading as it was given', async () => {
    const ask = ['--counting', 'order-121-days', '--reading', 'holiday_scope=x'];
    expect((await due('cn', '2026-04-20', '60 days', ...ask)).stderr).toContain(
      '"x" of the parameter "holiday_scope" is not a set of days that a last day can roll off. Use one of: festivals, arranged-breaks, rest-days.',
    );
  });

  it('mentions the end of the day only where it changes the answer', async () => {
    expect((await due('cn', '2026-02-15', '2 working hours')).stdout).not.toContain('very end');
    expect((await due('cn', '2026-02-12', '2 working hours')).stdout).toContain('very end');
  });

  it('keeps a day that closes at 24:00 the last day', async () => {
    mkdirSync(join(folder, 'calendars'));
    writeFileSync(
      join(folder, 'calendars', 'night.yaml'),
      `calendar: night
week: [sun]
zone: Asia/Kathmandu
hours: ["22:00-24:00"]
default-counting: closing
counting: { closing: { first-day: not-counted, last-day-rolls-off: rest-days, ends: close-of-business } }
`,
    );
    const { stdout } = await due('night', '2026-02-12', '2 working days', '--policies', folder);
    expect(stdout).toMatch(/^2026-02-23T00:00\+05:45\n/);
    expect(stdout).toMatch(/2026-02-22 Sun +2 +due/);
    expect(stdout).not.toContain('moves on');
  });

  it('in a batch spoils no other, and every line has its answer', async () => {
    const file = join(folder, 'questions.ndjson');
    const sound = '{"id":"1","calendar":"cn","from":"2026-02-12","within":"7 working days"}';
    const lines = [sound, 'not json', '[]', `{"id":"${'x'.repeat(200_000)}"}`, '{"id":"p","__proto__":{}}', sound];
    writeFileSync(file, `\uFEFF${lines.join('\r\n')}`);
    const { code, stdout } = await builtRedress(['due', '--batch', file]);
    expect(code).toBe(0);
    const answers: readonly { readonly due?: string; readonly error?: string }[] = JSON.parse(
      `[${stdout.trimEnd().replaceAll('\n', ',')}]`,
    );
    expect(answers.map((answer) => answer.due ?? /\[[a-z._]+\]$/.exec(answer.error ?? '')?.[0])).toEqual([
      '2026-02-28',
      '[due.not_json]',
      '[due.not_json]',
      '[due.too_long]',
      '[due.unknown_key]',
      '2026-02-28',
    ]);
  });
});
