import { z } from 'zod';
import { askedNumber } from '../../http/number-schemas.js';
import { changedKinds, type ChangedKind } from '../../rules/analysis/diff-texts.js';

const text = z.object({ en: z.string(), zh: z.string() });
// The kinds are the keys of the table, which the compiler cannot see through `Object.keys`.
const kinds = Object.keys(changedKinds) as ChangedKind[];

const keyChange = z.object({
  key: z.string(),
  title: text,
  from: text.optional().meta({ description: 'Absent where the key is new · 新增的键没有' }),
  to: text.optional().meta({ description: 'Absent where the key is gone · 已删除的键没有' }),
});

/** One thing that one set says otherwise than another. */
export const changeDto = z
  .object({
    kind: z.enum(kinds),
    change: z.enum(['added', 'changed', 'removed']),
    id: z.string(),
    version: z.string().optional().meta({ description: 'First day in force · 施行日' }),
    title: text,
    keys: z.array(keyChange),
    affected: z.object({
      periods: z
        .array(z.object({ from: z.string().optional(), through: z.string().optional() }))
        .meta({ description: 'Days, both ends included; an end that is absent is open · 日期，含首尾' }),
      by: text.optional().meta({ description: 'The moment whose day chooses the version · 版本依据' }),
      binds: z.array(text).meta({ description: 'Whose duties they are · 义务人' }),
      rules: z.array(z.string()).meta({ description: 'Rules that need what changed · 涉及的规则' }),
    }),
    text: text.meta({ description: 'All of it in a sentence · 完整的一句话' }),
  })
  .meta({ id: 'PolicyChange', description: 'What one set says otherwise than another · 制度变更' });

export const changesQuery = z.strictObject({
  against: askedNumber.optional().meta({
    description: 'Which set it is compared with; the one before where none is given · 对比的制度集，默认为上一个',
  }),
});

export const changesDto = z
  .object({
    set: z.int(),
    against: z.int().nullable().meta({ description: 'null for the first set · 首个制度集为 null' }),
    changes: z.array(changeDto),
  })
  .meta({
    id: 'PolicyChanges',
    description: 'By what the sets mean: order and formatting change nothing · 按含义比较',
  });
