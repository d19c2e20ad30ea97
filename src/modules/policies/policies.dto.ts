import { z } from 'zod';
import { askedNumber } from '../../http/number-schemas.js';
import { approvalStates } from '../../texts/approval-texts.js';
import { ruleKindTexts } from '../../texts/judgement-texts.js';

const text = z.object({ en: z.string(), zh: z.string() });
const instant = z.string();
const day = z.string();
const changed = z.object({ added: z.array(z.string()), changed: z.array(z.string()), removed: z.array(z.string()) });

export const setDiffDto = z
  .object({
    files: changed,
    policies: z.array(
      z.object({
        policy: z.string(),
        version: day,
        change: z.enum(['added', 'changed', 'removed']),
        head: z.boolean(),
        rules: changed,
      }),
    ),
    parameters: changed,
    conditions: changed,
    facts: changed,
    events: changed,
    calendars: changed,
  })
  .meta({
    id: 'PolicySetDiff',
    description: 'What a set says otherwise than the one before · 与上一制度集的差异',
  });

/** Who wrote and approved a set, and whether a second person did. */
const signed = {
  author: z.string().meta({ description: 'As entries name them: account:…, token:…, system:… · 存证记录中的名称' }),
  author_name: z.string().nullable().meta({ description: 'null: the system · null 表示系统' }),
  approver: z.string().nullable().meta({ description: 'null: nobody · null 表示无人审批' }),
  approver_name: z.string().nullable(),
  approval: z.object({
    state: z.enum(approvalStates),
    by_second_person: z.boolean(),
    text: text.meta({ description: 'The same in words · 文字说明' }),
  }),
};

const source = z.object({
  instrument: z.string(),
  instrument_text: text.optional(),
  rank: z.string(),
  checked: z.string().optional(),
  url: z.string().optional(),
});

const status = z.enum(['checked', 'unverified']);
// The kinds are the keys of the table, which the compiler cannot see through `Object.keys`.
const ruleKinds = Object.keys(ruleKindTexts) as (keyof typeof ruleKindTexts)[];

const policy = z.object({
  id: z.string(),
  version: day,
  title: text,
  source,
  status,
  in_force: z.object({ from: day, through: day.optional() }),
  binds: z.string(),
  file: z.string(),
  digest: z.string(),
  sentence: text.meta({
    description: 'Whom it concerns and when it is in force, as one sentence · 一句话说明适用范围',
  }),
  rules: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(ruleKinds),
      title: text,
      status,
      sentence: text.meta({ description: 'What it says, as one sentence · 一句话说明规则内容' }),
    }),
  ),
});

export const inForceDto = z
  .object({
    number: z.number().int(),
    digest: z.string(),
    taken_at: instant,
    ...signed,
    reason: z.string().nullable(),
    solo: z.boolean().meta({
      description: 'One person may approve what they wrote (REDRESS_SOLO) · 允许一人自行审批（REDRESS_SOLO）',
    }),
    policies: z.array(policy),
    waivers: z
      .array(
        z.object({
          id: z.string(),
          title: text,
          rule: z.string(),
          reason: text,
          from: day,
          through: day,
          since_set: z.number().int().meta({
            description:
              'The set in which its text first stood as it does; its approval covers it · 首次出现该文本的制度集',
          }),
          ...signed,
        }),
      )
      .meta({ description: 'What excuses a rule of the house for a time · 豁免' }),
    rejudged: z
      .object({ judged: z.number().int(), total: z.number().int() })
      .describe(
        'Complaints whose last judgement is by this set or by one that says the same · 已按本制度集判定的投诉数',
      ),
  })
  .meta({ id: 'PolicySetInForce', description: 'The set by which complaints are judged now · 现行制度集' });

const listed = z.object({
  number: z.number().int(),
  digest: z.string(),
  taken_at: instant,
  ...signed,
  reason: z.string().nullable(),
  diff: setDiffDto.nullable(),
});

export const setsDto = z
  .object({ sets: z.array(listed), next: z.number().int().optional() })
  .meta({ id: 'PolicySets', description: 'From the newest; "next" is "before" of the next page · 自最新起' });

export const setDto = listed
  .extend({ files: z.array(z.object({ file: z.string(), digest: z.string(), text: z.string() })) })
  .meta({ id: 'PolicySet', description: 'A set with its whole texts · 制度集全文' });

export const folderDto = z
  .object({
    folder: z.string(),
    state: z.enum(['in-force', 'differs', 'faulty']),
    digest: z.string().nullable(),
    looked_at: instant,
    in_force: z.number().int().nullable(),
    proposal: z.string().nullable().meta({
      description: 'The proposal with these texts that waits for approval · 内容相同且等待审批的提议',
    }),
    faults: z.array(
      z.object({
        code: z.string(),
        file: z.string().optional(),
        line: z.number().int().optional(),
        column: z.number().int().optional(),
        path: z.string().optional(),
        cause: text,
        remedy: text,
      }),
    ),
  })
  .meta({ id: 'PoliciesFolder', description: 'The folder that authors write in · 制度文件夹' });

const titles = z.record(z.string(), text);

export const vocabularyDto = z
  .object({
    set: z.number().int(),
    events: z.array(z.object({ id: z.string(), title: text, data: z.union([z.literal('any'), z.array(z.string())]) })),
    facts: z.array(
      z.object({
        id: z.string(),
        type: z.string(),
        title: text,
        values: z.array(z.string()).optional(),
        changes: z.boolean(),
        personal: z.boolean(),
      }),
    ),
    duties: z.array(z.string()),
    claims: z.array(z.string()),
    parties: z.array(z.string()),
    titles: z.object({ remedies: titles, records: titles, roles: titles, words: titles }).meta({
      description: 'Of remedies, kinds of records, roles and words of facts · 救济、资料种类、角色及事实取值的名称',
    }),
  })
  .meta({ id: 'Vocabulary', description: 'What may be said of a complaint · 投诉可登记的事件与事实' });

export const setsQuery = z.object({
  before: askedNumber.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const setNumber = askedNumber;
