import { createHmac } from 'node:crypto';
import type { Instant } from '../rules/values.js';

/**
 * The headers of Standard Webhooks: who receives it can tell that it is from us, drops what is too old, and drops what came before by its id. A
 * secret of the form `whsec_…` is base64, any other is taken as it stands. Without a secret it is not signed.
 */
export function webhookHeaders(
  { id, body, at }: { readonly id: string; readonly body: string; readonly at: Instant },
  secret: string | undefined,
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(at / 1_000));
  const head = { 'webhook-id': id, 'webhook-timestamp': timestamp };
  if (secret === undefined) return head;
  const key = secret.startsWith('whsec_') ? Buffer.from(secret.slice('whsec_'.length), 'base64') : Buffer.from(secret);
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { ...head, 'webhook-signature': `v1,${signature}` };
}
