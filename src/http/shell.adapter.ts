import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { ExpressAdapter } from '@nestjs/platform-express';
import { isKnown } from './entity-tag.js';
import { httpFault } from './http-errors.js';
import type { MethodsAt } from './problem.filter.js';
import { problemOf } from './problem.js';
import { Reply } from './reply.js';

const limits = {
  maxHeaderSize: 16_384,
  /** A client that trickles its headers is cut off after this. */
  headersTimeout: 10_000,
  /** For the whole of a request, uploads included; bodies of JSON have a shorter time of their own. */
  requestTimeout: 1_800_000,
  keepAliveTimeout: 10_000,
  connectionsCheckingInterval: 2_000,
  // The front door says what is wrong with a missing host.
  requireHostHeader: false,
};

/** Layers of Express's router, as far as we read them. */
interface Layer {
  readonly route?: { readonly methods: Readonly<Record<string, boolean>> };
  match(path: string): boolean;
}

/** Express with limits of ours, and answers written without the detours that a page of HTML would need. */
export class ShellAdapter extends ExpressAdapter {
  constructor() {
    super();
    this.disable('x-powered-by');
    this.disable('etag');
  }

  override initHttpServer(): void {
    const answer = this.getInstance<RequestListener>();
    const server = createServer(limits, answer);
    server.on('clientError', answerClientError);
    // An expectation that nobody knows is none (RFC 9110, 10.1.1): otherwise Node.js answers by itself, without a word.
    server.on('checkExpectation', answer);
    this.setHttpServer(server);
  }

  /** Bodies are read by the guard, when it is known who asks and what the route takes. */
  override registerParserMiddleware(): void {}

  override reply(response: ServerResponse & { req: IncomingMessage }, result: unknown, status?: number): unknown {
    if (result instanceof Reply) return sendReply(response, result, status);
    if (typeof result === 'object' && result !== null && isPlain(result)) return sendJson(response, result, status);
    return super.reply(response, result, status);
  }

  readonly methodsAt: MethodsAt = (path) => {
    const { router } = this.getInstance<{ readonly router: { readonly stack: readonly Layer[] } }>();
    const found = new Set<string>();
    for (const layer of router.stack)
      if (layer.route !== undefined && layer.match(path))
        for (const method of Object.keys(layer.route.methods)) found.add(method.toUpperCase());
    if (found.size === 0) return [];
    if (found.has('GET')) found.add('HEAD');
    return [...found, 'OPTIONS'].sort();
  };
}

function sendReply(
  response: ServerResponse & { req: IncomingMessage },
  { body, more }: Reply<unknown>,
  status?: number,
): void {
  for (const [name, value] of Object.entries(more.headers ?? {})) response.setHeader(name, value);
  if (more.cookies !== undefined) response.setHeader('set-cookie', more.cookies);
  const { method, headers } = response.req;
  const etag = more.headers?.['etag'];
  const reading = method === 'GET' || method === 'HEAD';
  if (reading && etag !== undefined && isKnown(etag, headers['if-none-match'])) {
    response.statusCode = 304;
    response.end();
  } else sendJson(response, body, more.status ?? status);
}

function sendJson(response: ServerResponse, body: unknown, status: number | undefined): void {
  if (status !== undefined) response.statusCode = status;
  if (response.statusCode === 204 || body === undefined) {
    response.end();
    return;
  }
  const bytes = Buffer.from(JSON.stringify(body));
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.setHeader('Content-Length', bytes.length);
  response.end(response.req.method === 'HEAD' ? undefined : bytes);
}

/** Data of ours; files and streams are sent by the framework. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return Array.isArray(value) || prototype === Object.prototype || prototype === null;
}

const clientErrors: Readonly<Record<string, Parameters<typeof httpFault>[0]>> = {
  HPE_HEADER_OVERFLOW: 'http.headers_too_large',
  ERR_HTTP_REQUEST_TIMEOUT: 'http.request_timeout',
};

/** What is no HTTP request never becomes one: it is answered on the bare connection, which is closed. */
function answerClientError(error: Error & { readonly code?: string }, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const problem = problemOf([httpFault(clientErrors[error.code ?? ''] ?? 'http.malformed_request')], 'en', '-');
  const body = JSON.stringify(problem);
  const reason = new Map([
    [408, 'Request Timeout'],
    [431, 'Request Header Fields Too Large'],
  ]).get(problem.status);
  socket.end(
    `HTTP/1.1 ${problem.status} ${reason ?? 'Bad Request'}\r\nContent-Type: application/problem+json\r\n` +
      `Content-Language: en\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
