import { z } from 'zod';

export const liveDto = z.object({ status: z.literal('live') }).meta({ id: 'Live' });

export const readyDto = z
  .object({ status: z.literal('ready'), parts: z.array(z.string()) })
  .meta({ id: 'Ready', description: 'What was asked, and is ready · 已检查且就绪的组件' });
