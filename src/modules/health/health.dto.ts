import { z } from 'zod';
import { processRoles } from '../../process-roles.js';

export const liveDto = z.object({ status: z.literal('live') }).meta({ id: 'Live' });

export const readyDto = z.object({ status: z.enum(['ready', 'degraded']) }).meta({
  id: 'Ready',
  description:
    'degraded: requests can be sent here, and somebody has to look (/api/health/parts) · degraded：可以处理请求，但有事项需要处理（见 /api/health/parts）',
});

const text = z.object({ en: z.string(), zh: z.string() });

const part = z.object({
  part: z.string(),
  needed_for: z.enum(['requests', 'work', 'attention']),
  well: z.boolean(),
  code: z.string().optional(),
  cause: text.optional(),
  remedy: text.optional(),
  /** Seconds since that was found which this is about, where it is not found anew. */
  age_seconds: z.number().optional(),
});

export const partsDto = z
  .object({
    status: z.enum(['ready', 'degraded', 'not-ready']),
    worker: z.uuid(),
    roles: z.array(z.enum(processRoles)),
    parts: z.array(part),
  })
  .meta({ id: 'HealthParts', description: 'Every part of this process and how it is · 本进程的各组件及其状态' });
