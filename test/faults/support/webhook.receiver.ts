import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

export const webhookSecret = `whsec_${Buffer.from('a secret of the tests, long enough').toString('base64')}`;

/** A message as a receiver has it. */
export interface Received {
  readonly id: string;
  /** Ids of the notices that it tells of. */
  readonly notices: readonly string[];
  readonly at: number;
}

export interface Receiver {
  readonly url: string;
  readonly received: readonly Received[];
  /** What came with a signature that is not ours. */
  readonly forged: number;
  /** Each id of a message once. */
  distinct(): ReadonlyMap<string, Received>;
  close(): Promise<void>;
}

/** A program on this machine that takes webhooks, drops nothing and answers 204 (or what it is told to). */
export async function webhookReceiver(answers: () => number = () => 204): Promise<Receiver> {
  const received: Received[] = [];
  let forged = 0;
  const webhook = new Webhook(webhookSecret);
  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bodyOf(request);
    const status = answers();
    try {
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
      // The time of the message is virtual: its signature is looked at, not its age.
      const notices = noticesIn(verified(webhook, body, headers));
      if (status < 300) received.push({ id: headers['webhook-id'] ?? '', notices, at: performance.now() });
    } catch {
      forged++;
    }
    end(response, status);
  };
  const server = createServer((request, response) => {
    // A sender that was killed in the middle has sent nothing.
    take(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a TCP server has one
  return {
    url: `http://127.0.0.1:${port}/in`,
    received,
    get forged() {
      return forged;
    },
    distinct: () => new Map(received.map((one) => [one.id, one])),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Refuses a body that was not signed with our secret. */
function verified(webhook: Webhook, body: string, headers: Readonly<Record<string, string>>): unknown {
  const { 'webhook-id': id = '', 'webhook-timestamp': timestamp = '', 'webhook-signature': signature = '' } = headers;
  const expected = webhook.sign(id, new Date(Number(timestamp) * 1_000), body);
  if (!signature.split(' ').includes(expected)) throw new Error('not signed by us');
  return JSON.parse(body);
}

function noticesIn(told: unknown): readonly string[] {
  const { data } = told as { data: { id?: string; items?: readonly string[] } };
  return data.items ?? (data.id === undefined ? [] : [data.id]);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer); // without an encoding
  return Buffer.concat(chunks).toString('utf8');
}

function end(response: ServerResponse, status: number): void {
  response.statusCode = status;
  response.end();
}
