import { once } from 'node:events';
import { request as httpRequest, type ClientRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { RedressError } from '../errors.js';
import { portOf } from './destination-parts.js';
import type { Destination, SmtpDestination } from './destination.js';
import { outgoingFault } from './outgoing-errors.js';
import { reachOf } from './reach.js';
import { openSocket, theWorld, type World } from './socket.opener.js';

/** What is sent. */
export interface OutgoingRequest {
  readonly url: URL;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly signal?: AbortSignal;
  readonly limits?: Partial<Limits>;
}

export interface Limits {
  /** For everything: name, connection, request and answer. */
  readonly milliseconds: number;
  /** Of the answer's body. */
  readonly bytes: number;
}

export interface OutgoingAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

const usual: Limits = { milliseconds: 15_000, bytes: 1_000_000 };
/** A connection that stays open, as for mail, ends after so long without a word, and after so long anyhow. */
const silence = 60_000;
const longest = 600_000;

/**
 * Sends a request to a destination and gives the whole answer. Refuses other hosts and ports than the destination's, addresses that it may not reach, a
 * certificate of somebody else, a redirect, an answer that is too large or too slow; every refusal is a `RedressError` without a word of what was sent.
 */
export async function fetchOut(
  destination: Destination,
  asked: OutgoingRequest,
  world: World = theWorld,
): Promise<OutgoingAnswer> {
  const limits = { ...usual, ...asked.limits };
  const deadline = AbortSignal.timeout(limits.milliseconds);
  const signal = asked.signal === undefined ? deadline : AbortSignal.any([asked.signal, deadline]);
  const { name } = destination;
  const { hostname: host, protocol, username, password } = asked.url;
  if (!/^https?:$/.test(protocol) || username + password !== '')
    throw new RedressError([outgoingFault('outgoing.not_its_host', { name, host })]);
  const to = { host, port: portOf(asked.url), isSecure: protocol === 'https:' };
  const isLate = (): boolean => deadline.aborted && asked.signal?.aborted !== true;
  const socket = await inTime(isLate, { name, host, limits }, () =>
    openSocket(reachOf(destination), to, signal, world),
  );
  try {
    return await inTime(isLate, { name, host, limits }, () => exchange(socket, asked, { name, host, limits, signal }));
  } finally {
    socket.destroy();
  }
}

/** A connection to a mail server: with TLS from the start where the destination says so; otherwise whoever talks starts it, for the destination's host. */
export async function connectOut(destination: SmtpDestination, world: World = theWorld): Promise<Socket> {
  const { name, host, port, security } = destination;
  const signal = AbortSignal.timeout(usual.milliseconds);
  const told = { name, host, limits: usual };
  const socket = await inTime(
    () => signal.aborted,
    told,
    () => openSocket(reachOf(destination), { host, port, isSecure: security === 'tls' }, signal, world),
  );
  const end = setTimeout(() => socket.destroy(), longest).unref();
  return socket.setTimeout(silence, () => socket.destroy()).once('close', () => clearTimeout(end));
}

/** Of `fetch` what libraries need that let one bring one's own. */
interface FetchOptions {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/** A `fetch` that goes through this door, for libraries such as openid-client. Takes texts and bytes, no streams. */
export function fetchThrough(
  destination: Destination,
  world: World = theWorld,
): (url: string, options: FetchOptions) => Promise<Response> {
  return async (url, { method, headers, body, signal }) => {
    const bytes = bytesOf(body);
    const answer = await fetchOut(
      destination,
      {
        url: new URL(url),
        method,
        headers: typeOf(body, headers),
        ...(bytes === undefined ? {} : { body: bytes }),
        ...(signal === undefined ? {} : { signal }),
      },
      world,
    );
    const isEmpty = [204, 205, 304].includes(answer.status);
    return new Response(isEmpty ? null : new Uint8Array(answer.body), {
      status: answer.status,
      headers: Object.entries(answer.headers).flatMap(([key, value]) =>
        value === undefined ? [] : [[key, typeof value === 'string' ? value : value.join(', ')] as [string, string]],
      ),
    });
  };
}

function bytesOf(body: unknown): string | Uint8Array | undefined {
  if (body === undefined || body === null) return undefined;
  if (typeof body === 'string' || body instanceof Uint8Array) return body;
  if (body instanceof URLSearchParams) return body.toString();
  if (body instanceof ArrayBuffer) return new Uint8Array(body);
  throw new TypeError('only texts and bytes are sent');
}

/** What `fetch` says by itself of a form. */
function typeOf(body: unknown, headers: Record<string, string>): Record<string, string> {
  const isSaid = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type');
  return body instanceof URLSearchParams && !isSaid
    ? { ...headers, 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' }
    : headers;
}

interface Told {
  readonly name: string;
  readonly host: string;
  readonly limits: Limits;
}

/** What came to nothing because the time was over is told as that. */
async function inTime<T>(isLate: () => boolean, { name, host, limits }: Told, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isLate()) throw error;
    const seconds = limits.milliseconds / 1_000;
    throw new RedressError([outgoingFault('outgoing.too_slow', { name, host, seconds })]);
  }
}

async function exchange(
  socket: Socket,
  { url, method = 'GET', headers = {}, body }: OutgoingRequest,
  { name, host, limits, signal }: Told & { readonly signal: AbortSignal },
): Promise<OutgoingAnswer> {
  const request = httpRequest({
    createConnection: () => socket,
    method,
    path: url.pathname + url.search,
    headers: { ...headers, host: url.host, 'accept-encoding': 'identity', connection: 'close' },
    maxHeaderSize: 16_384,
    signal,
  });
  // Told by what waits for the answer.
  request.on('error', () => {});
  request.end(body);
  try {
    const response = await responseTo(request);
    const status = response.statusCode ?? 0;
    if (status >= 300 && status < 400 && response.headers.location !== undefined)
      throw new RedressError([outgoingFault('outgoing.redirect', { name, host, status })]);
    return { status, headers: response.headers, body: await wholeBody(response, { name, host, limits }) };
  } catch (error) {
    if (error instanceof RedressError || signal.aborted) throw error;
    throw new RedressError([outgoingFault('outgoing.no_http', { name, host })]);
  } finally {
    request.destroy();
  }
}

async function responseTo(request: ClientRequest): Promise<IncomingMessage> {
  const [response] = (await once(request, 'response')) as [IncomingMessage]; // what Node.js gives with this event
  return response;
}

async function wholeBody(response: IncomingMessage, { name, host, limits }: Told): Promise<Buffer> {
  const tooLarge = (): RedressError =>
    new RedressError([outgoingFault('outgoing.too_large', { name, host, limit: limits.bytes })]);
  if (Number(response.headers['content-length'] ?? 0) > limits.bytes) throw tooLarge();
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > limits.bytes) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}
