import { z } from 'zod';

/** What every run says of itself, whatever it was asked for. */
export const runFields = {
  status: z.enum(['waiting', 'running', 'done', 'failed', 'interrupted']),
  actor: z.string(),
  created_at: z.string(),
  started_at: z.string().optional(),
  ended_at: z.string().optional(),
};
