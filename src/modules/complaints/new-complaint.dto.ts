import { z } from 'zod';
import { described } from './described.js';
import { longestName, mostEvents } from './read-new-events.js';

const time = z.string().meta({
  description: 'A day, 2026-02-12, or an instant with its offset, 2026-02-12T09:00+08:00 · 日期，或带时区偏移的时刻',
  example: '2026-02-12',
});
const instant = z.string().meta({ example: '2026-02-12T09:00+08:00' });
const name = z.string().min(1).max(longestName);

const values = z.record(z.string(), z.unknown()).meta({
  description: `Facts of the vocabulary: dates "2026-02-12", instants with offset, money "12.50 CNY" or { "amount": "12.50", "currency": "CNY" }, \
durations "7 working days", words as a list, { "none": true } for what is known not to exist. What is not given, or null, is unknown. \
· 词汇表中的事实；{ "none": true } 表示已知不存在；未给出或为 null 的视为未知。`,
  example: { channel: 'web' },
});

const event = z.strictObject({
  type: z.string().meta({ description: 'An event type of the vocabulary · 词汇表中的事件类型', example: 'received' }),
  at: time.meta({ description: 'When it happened · 发生时间' }),
  id: name.optional().meta({
    description:
      'At most 256 characters, unique within the complaint; the same id with the same content changes nothing. Made where absent · 最多 256 个字符，在投诉内唯一；相同 id 且内容相同则不产生变化；未给出时自动生成',
  }),
  ref: name.optional().meta({
    description: 'Pairs an end with its beginning; at most 256 characters · 将终止与对应的起始配对，最多 256 个字符',
  }),
  recorded_at: instant
    .optional()
    .meta({ description: 'When it was written down: now unless said otherwise · 登记时间，默认为现在' }),
  data: values.optional().meta({
    description:
      'Facts that the event carries; of an "event-retracted" also "event" (the id of what is taken back) and "reason"; of a "register-read" what the register said, by the names of its facts · 事件所载事实；撤回登记须含 "event"（被撤回事件的 id）和 "reason"；"register-read" 载明登记簿所示的各项事实',
  }),
});

const register = z
  .strictObject({
    at: instant.meta({ description: 'When the register was read · 查询登记簿的时刻' }),
    values: z.record(z.string(), z.unknown()).meta({
      description:
        'Facts that policies count over other complaints (`from: register`), by name · 制度就其他投诉计数的事实（`from: register`），按名称',
      example: { repeat_30_days: 1 },
    }),
  })
  .meta({
    description:
      'What was found about other complaints; the receipt repeats what was used. What is not given is unknown. · 就其他投诉所查得的情况；所用部分载入凭证，未给出的视为未知。',
  });

const observes = z.union([z.literal('everything'), z.array(z.string())]).meta({
  description: `Which event types this source would report if they happened. What it does not report is unknown, never "did not happen". "everything" only where \
every event is reported. · 该来源会报告的事件类型。不报告的视为未知，绝不等于“没有发生”；仅在全部报告时才写 "everything"。`,
  example: ['received', 'responded', 'closed'],
});

const events = z
  .array(event)
  .max(mostEvents)
  .meta({ example: [{ type: 'received', at: '2026-02-12' }] });

/** The body of a new complaint. */
export const newComplaintDto = described(
  'NewComplaint',
  z.strictObject({
    source: name.optional().meta({ description: '"api" unless said otherwise · 默认为 "api"' }),
    reference: name.optional().meta({
      description:
        "By which the source names the complaint; not a person's name. Made where absent · 来源对该投诉的编号，不得使用个人姓名；未给出时自动生成",
    }),
    unit: name.optional().meta({ description: 'Store or region · 门店或地区' }),
    observes,
    facts: values.optional(),
    events,
  }),
);

/** The body of more events. */
export const moreEventsDto = described('MoreEvents', z.strictObject({ events, observes: observes.optional() }));

/** The body of a question that is judged and not stored. */
export const questionDto = described(
  'JudgementQuestion',
  z.strictObject({
    observes,
    facts: values.optional(),
    events,
    our: values.optional().meta({
      description:
        'Instead of what organisation.yaml says of us, fact by fact · 逐项替代 organisation.yaml 中关于本机构的事实',
    }),
    register: register.optional(),
    at: instant
      .optional()
      .meta({ description: 'The instant to judge for: now unless said otherwise · 判定时刻，默认为现在' }),
  }),
);
