import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { issueFaults } from './issue-faults.js';

const anything = z.strictObject({
  text: z.string().min(2).max(5).optional(),
  number: z.number().min(1).lt(10).optional(),
  whole: z.int().optional(),
  flag: z.boolean().optional(),
  list: z.array(z.string()).min(2).max(3).optional(),
  filled: z.string().min(1).optional(),
  object: z.object({ 'a/b~c': z.string() }).optional(),
  day: z.iso.date().optional(),
  instant: z.iso.datetime({ offset: true }).optional(),
  id: z.uuid().optional(),
  word: z.enum(['open', 'closed']).optional(),
  form: z
    .string()
    .regex(/^[A-Z]+$/)
    .optional(),
  record: z.record(z.string().regex(/^[a-z]+$/), z.number()).optional(),
  either: z.union([z.string(), z.strictObject({ kind: z.literal('none') })]).optional(),
  tagged: z
    .discriminatedUnion('is', [z.object({ is: z.literal('a') }), z.object({ is: z.literal('b'), n: z.number() })])
    .optional(),
  checked: z
    .string()
    .refine((value) => value === 'right')
    .optional(),
});

function faultsOf(value: unknown): readonly string[] {
  const result = anything.safeParse(value);
  if (result.success) return [];
  return issueFaults(result.error.issues, 'body', value).map(({ code, place }) => `${code} ${place?.path ?? ''}`);
}

describe('what a schema finds wrong', () => {
  it.each([
    { value: { text: 1 }, faults: ['value.not_text /text'] },
    { value: { text: null }, faults: ['value.not_text /text'] },
    { value: { text: 'a' }, faults: ['value.too_short /text'] },
    { value: { text: 'abcdef' }, faults: ['value.too_long /text'] },
    { value: { filled: '' }, faults: ['value.empty /filled'] },
    { value: { number: '1' }, faults: ['value.not_number /number'] },
    { value: { number: 0 }, faults: ['value.too_small /number'] },
    { value: { number: 10 }, faults: ['value.not_less /number'] },
    { value: { whole: 1.5 }, faults: ['value.not_whole /whole'] },
    { value: { flag: 'yes' }, faults: ['value.not_boolean /flag'] },
    { value: { list: 'a' }, faults: ['value.not_list /list'] },
    { value: { list: ['a'] }, faults: ['value.too_few /list'] },
    { value: { list: ['a', 'b', 'c', 'd'] }, faults: ['value.too_many /list'] },
    { value: { list: ['a', 2] }, faults: ['value.not_text /list/1'] },
    { value: { object: {} }, faults: ['value.missing /object/a~1b~0c'] },
    { value: { object: [] }, faults: ['value.not_object /object'] },
    { value: { day: '2026-02-30' }, faults: ['value.not_day /day'] },
    { value: { instant: '2026-02-12T09:00' }, faults: ['value.not_instant /instant'] },
    { value: { id: 'x' }, faults: ['value.not_uuid /id'] },
    { value: { word: 'shut' }, faults: ['value.not_allowed /word'] },
    { value: { form: 'x' }, faults: ['value.wrong_format /form'] },
    { value: { record: { A1: 1 } }, faults: ['value.unknown_key /record/A1'] },
    { value: { record: { a: 'x' } }, faults: ['value.not_number /record/a'] },
    { value: { either: 5 }, faults: ['value.no_alternative /either'] },
    { value: { either: { kind: 'some' } }, faults: ['value.not_allowed /either/kind'] },
    { value: { tagged: { is: 'c' } }, faults: ['value.not_allowed /tagged/is'] },
    { value: { tagged: { is: 'b' } }, faults: ['value.missing /tagged/n'] },
    { value: { checked: 'wrong' }, faults: ['value.refused /checked'] },
    { value: { extra: 1 }, faults: ['value.unknown_name '] },
    { value: { 张三: 1 }, faults: ['value.unknown_key '] },
    { value: undefined, faults: ['value.missing '] },
    { value: [], faults: ['value.not_object '] },
    { value: { text: 1, flag: 1 }, faults: ['value.not_text /text', 'value.not_boolean /flag'] },
  ])('in $value: $faults', ({ value, faults }) => {
    expect(faultsOf(value)).toEqual(faults);
  });

  it('never repeats what was sent', () => {
    const value = {
      text: '13800138000',
      word: '13800138000',
      id: '13800138000',
      13800138000: 1,
      tagged: { is: '13800138000' },
    };
    const result = anything.safeParse(value);
    expect(result.success).toBe(false);
    const faults = result.success ? [] : issueFaults(result.error.issues, 'body', value);
    expect(faults.length).toBeGreaterThanOrEqual(5);
    expect(JSON.stringify(faults)).not.toContain('13800138000');
  });

  it('is told up to fifty times, and how many more there are', () => {
    const value = Array.from({ length: 60 }, () => 1);
    const result = z.array(z.string()).safeParse(value);
    const faults = result.success ? [] : issueFaults(result.error.issues, 'body', value);
    expect(faults).toHaveLength(51);
    expect(faults.at(-1)).toMatchObject({ code: 'value.more_faults', data: { count: 10 } });
  });

  it('names the parameter of a query, not a pointer', () => {
    const result = z.object({ limit: z.coerce.number().max(5) }).safeParse({ limit: '9' });
    const faults = result.success ? [] : issueFaults(result.error.issues, 'query', { limit: '9' });
    expect(faults[0]?.place).toEqual({ file: 'query', path: 'limit' });
  });
});
