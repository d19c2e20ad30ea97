import { z } from 'zod';
import { messageStatuses } from './messages.repository.js';

export const deliveriesQuery = z.strictObject({
  status: z.enum(messageStatuses).default('failed'),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

const deliveryDto = z
  .object({
    id: z.uuid().meta({ description: 'Message-ID and webhook-id · 消息标识，重试时不变' }),
    kind: z.string(),
    way: z.enum(['mail', 'webhook', 'robot']),
    account: z.uuid().nullable(),
    destination: z.string().nullable(),
    status: z.enum(messageStatuses),
    notices: z.int().meta({ description: 'How many things it tells of · 所含提醒数' }),
    created_at: z.string(),
    not_before: z.string(),
    tries: z.int(),
    tried_at: z.string().nullable(),
    sent_at: z.string().nullable(),
    error: z.string().nullable().meta({ description: 'Code of the last error · 最近一次错误代码' }),
  })
  .meta({ id: 'Delivery' });

export const deliveriesDto = z
  .object({ deliveries: z.array(deliveryDto), next: z.string().optional() })
  .meta({ id: 'Deliveries', description: 'From the newest; "next" is "cursor" of the next page · 自最新起' });

export const retriedDto = z.object({ id: z.uuid(), status: z.literal('waiting') }).meta({ id: 'DeliveryRetried' });
