import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RandomBytes } from '../random.js';
import { refusedAtTheDoor } from './front-door.js';
import type { Hosts } from './hosts.js';
import type { Log } from './log-line.js';
import type { MethodsAt } from './problem.filter.js';
import { sendProblem } from './problem.sender.js';
import type { HttpRequest } from './request.js';
import { securityHeaders } from './security-headers.js';

interface Surroundings {
  /** Asked at each request: the port is known only once the server listens. */
  readonly hosts: () => Hosts;
  readonly methodsAt: MethodsAt;
  readonly random: RandomBytes;
  readonly log: Log;
}

/** Express leaves on the request which route it took. */
type Incoming = HttpRequest & IncomingMessage & { readonly route?: { readonly path?: unknown } };

/** Everything that holds for each request, before anything else sees it: id, headers, log line, host, site. One function, for speed. */
export function frontDoor({ hosts, methodsAt, random, log }: Surroundings) {
  return (request: Incoming, response: ServerResponse, next: () => void): void => {
    const startedAt = performance.now();
    const id = random(12).toString('base64url');
    request.redress = { id };
    response.setHeader('x-request-id', id);
    for (const [name, value] of securityHeaders) response.setHeader(name, value);
    response.once('close', () => log(requestLine(request, response, performance.now() - startedAt)));

    const { method, originalUrl: url, headers } = request;
    const fault = refusedAtTheDoor({ method, url, headers }, hosts());
    if (fault !== undefined) sendProblem(request, response, [fault], id);
    else if (method === 'OPTIONS') answerOptions(response, methodsAt(url.split('?', 1)[0] ?? ''), next);
    else next();
  };
}

/** What an address takes; no CORS: pages of other sites are not invited. */
function answerOptions(response: ServerResponse, methods: readonly string[], next: () => void): void {
  if (methods.length === 0) {
    next();
    return;
  }
  response.statusCode = 204;
  response.setHeader('Allow', methods.join(', '));
  response.end();
}

/** The pattern of the route, never the address: ids and queries stay out of the log. */
function requestLine(request: Incoming, response: ServerResponse, milliseconds: number): Parameters<Log>[0] {
  const route = typeof request.route?.path === 'string' ? request.route.path : '-';
  return {
    event: 'request',
    method: request.method,
    route,
    status: response.statusCode,
    ms: Math.round(milliseconds * 10) / 10,
    request: request.redress.id,
    ...(response.writableFinished ? {} : { cut: true }),
  };
}
