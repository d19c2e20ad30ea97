import type { Instant } from '../rules/values.js';
import type { WebhookDestination } from './destination.js';
import { fetchOut } from './outgoing.door.js';
import { sendingError } from './sending-errors.js';
import { webhookHeaders } from './webhook-signature.js';

/** Sends a body of JSON to a webhook; done with a status of 2xx. Refuses 410 (lasting) and every other answer, for which another try may go well. */
export async function sendWebhook(
  destination: WebhookDestination,
  message: { readonly id: string; readonly body: string; readonly at: Instant; readonly signal?: AbortSignal },
): Promise<void> {
  const { name, url, secret } = destination;
  const { status } = await fetchOut(destination, {
    url,
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Redress',
      ...webhookHeaders(message, await secret?.read()),
    },
    body: message.body,
    ...(message.signal === undefined ? {} : { signal: message.signal }),
    limits: { bytes: 65_536 },
  });
  if (status === 410) throw sendingError('sending.gone', { name });
  if (status < 200 || status >= 300) throw sendingError('sending.refused', { name, status });
}
