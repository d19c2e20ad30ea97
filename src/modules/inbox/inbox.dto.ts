import { z } from 'zod';
import { keyDto } from '../escalations/escalations.dto.js';

const text = z.object({ en: z.string(), zh: z.string() });
const code = z.object({ code: z.string(), en: z.string(), zh: z.string() });

export const messageParameter = z.uuid().toLowerCase();

export const inboxQuery = z.strictObject({
  unread: z.enum(['true', 'false']).default('false').meta({ description: 'Those not read yet alone · 仅未读' }),
  cursor: z.string().max(1_000).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

const item = z
  .object({
    ...keyDto,
    unit: z.string().nullable(),
    status: code,
    for: z.object({ rule: z.string(), title: text }).nullable(),
    due: z.string().nullable().meta({
      description:
        'The last day, or instant, of the clock, as judged when this was told · 发出提醒时所判定的到期日或时刻',
    }),
    due_at: z.string().nullable().meta({ description: 'When this level was due · 本级提醒的应发时刻' }),
    told_at: z.string(),
    acknowledge_by: z.string().nullable(),
    acknowledged: z.object({ at: z.string(), by: z.string(), name: z.string() }).nullable(),
    link: z.string(),
  })
  .meta({ id: 'InboxItem' });

export const messageDto = z
  .object({
    id: z.uuid(),
    kind: z.string(),
    title: text.meta({ description: 'What kind of message it is, in words · 消息种类' }),
    created_at: z.string(),
    read_at: z.string().nullable(),
    count: z.int().meta({
      description: 'Of all that it tells of; the list has the first of them · 所含提醒总数，列表仅列前若干项',
    }),
    open: z.int().meta({ description: 'Of these, acknowledged by nobody yet · 其中尚无人确认的' }),
    items: z.array(item),
    notes: z.record(z.string(), z.union([z.string(), z.number()])),
  })
  .meta({ id: 'InboxMessage' });

export const inboxDto = z
  .object({ unread: z.int(), messages: z.array(messageDto), next: z.string().optional() })
  .meta({ id: 'Inbox', description: 'From the newest; "next" is "cursor" of the next page · 自最新起' });

export const readDto = z.object({ id: z.uuid(), read: z.literal(true) }).meta({ id: 'InboxRead' });

export const acknowledgedMessageDto = z
  .object({
    id: z.uuid(),
    count: z.int(),
    acknowledged: z.int().meta({ description: 'By you, now or before · 由您确认（含此前已确认）' }),
    others: z
      .array(
        z.object({
          complaint: z.uuid(),
          rule: z.string(),
          level: z.int(),
          round: z.int(),
          why: code,
          by: z.string().nullable(),
          at: z.string().nullable(),
        }),
      )
      .meta({ description: 'Those that you have not acknowledged, each with the reason · 未由您确认的各项及原因' }),
  })
  .meta({ id: 'AcknowledgedMessage' });
