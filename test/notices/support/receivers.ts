import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server';
import { selfSigned } from '../../support/certificate.js';

/** A mail as it arrived: the bytes, and what a reader makes of them. */
export interface Arrived {
  readonly to: string;
  readonly raw: string;
  readonly mail: ParsedMail;
}

/** A real mail server on the loopback address, that takes TLS by STARTTLS alone. */
export interface MailReceiver {
  readonly port: number;
  /** The authority of its certificate, in PEM. */
  readonly certificate: string;
  readonly arrived: Arrived[];
  /** What it answers to an address: a status of SMTP, or nothing to take it. */
  refuse: (address: string) => number | undefined;
  /** How long it waits before it takes a mail to an address (ms). */
  delay: (address: string) => number;
  /** What it waits for besides. */
  hold: (address: string) => Promise<void> | undefined;
  close(): Promise<void>;
}

export async function mailReceiver(): Promise<MailReceiver> {
  const { key, cert } = selfSigned(['127.0.0.1']);
  const receiver: Omit<MailReceiver, 'port'> = {
    certificate: cert,
    arrived: [],
    refuse: () => undefined,
    delay: () => 0,
    hold: () => undefined,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
  const take = async (stream: SMTPServerDataStream, to: string): Promise<void> => {
    const raw = await read(stream);
    await sleep(receiver.delay(to));
    await receiver.hold(to);
    receiver.arrived.push({ to, raw, mail: await simpleParser(raw) });
  };
  const server = new SMTPServer({
    key,
    cert,
    authOptional: true,
    disabledCommands: ['AUTH'],
    closeTimeout: 100,
    onMailFrom(_address, session, callback) {
      callback(session.secure ? undefined : smtpError(530));
    },
    onRcptTo({ address }, _session, callback) {
      const status = receiver.refuse(address);
      callback(status === undefined ? undefined : smtpError(status));
    },
    onData(stream, session, callback) {
      void take(stream, session.envelope.rcptTo.map(({ address }) => address).join()).finally(callback);
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.server.address() as AddressInfo; // it listens on a port
  return Object.assign(receiver, { port });
}

function smtpError(status: number): Error {
  return Object.assign(new Error('refused'), { responseCode: status });
}

async function read(stream: SMTPServerDataStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('latin1');
}

export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A real receiver of HTTP on the loopback address. */
export interface HttpReceiver {
  readonly url: string;
  readonly received: Received[];
  /** What it answers: status, and a body. */
  answer: (request: Received) => readonly [number, string?] | Promise<readonly [number, string?]>;
  close(): Promise<void>;
}

export async function httpReceiver(): Promise<HttpReceiver> {
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const one = {
        path: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString('utf8'),
      };
      receiver.received.push(one);
      void Promise.resolve(receiver.answer(one)).then(([status, body]) => response.writeHead(status).end(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.address() as AddressInfo; // it listens on a port
  const receiver: HttpReceiver = {
    url: `http://127.0.0.1:${port}`,
    received: [],
    answer: () => [200, '{}'],
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return receiver;
}
