import type { IncomingMessage, ServerResponse } from 'node:http';
import { actorName } from '../actor.js';
import { RedressError, type Fault } from '../errors.js';
import type { RandomBytes } from '../random.js';
import { arrivalOf, type IsProxy } from './client-address.js';
import { refusedAtTheDoor } from './front-door.js';
import type { Hosts } from './hosts.js';
import { httpFault } from './http-errors.js';
import type { Log } from './log-line.js';
import type { MethodsAt } from './problem.filter.js';
import { sendProblem } from './problem.sender.js';
import type { RateLimiter } from './rate.limiter.js';
import type { HttpRequest } from './request.js';
import { countRequest } from '../telemetry/process.counters.js';
import { requestSpan } from '../telemetry/spans.tracer.js';
import { setSecurityHeaders } from './security-headers.js';

interface Surroundings {
  /** Asked at each request: the port is known only once the server listens. */
  readonly hosts: () => Hosts;
  readonly methodsAt: MethodsAt;
  readonly isProxy: IsProxy;
  readonly limiter: RateLimiter;
  readonly random: RandomBytes;
  readonly log: Log;
  /** Where a process is not there for requests: what it answers all the same, and what it is there for. */
  readonly only?: { readonly prefixes: readonly string[]; readonly roles: string } | undefined;
}

/** Express leaves on the request which route it took. */
type Incoming = HttpRequest & IncomingMessage & { readonly route?: { readonly path?: unknown } };

/** Everything that holds for each request, before anything else sees it: id, headers, log line, host, site. One function, for speed. */
export function frontDoor({ hosts, methodsAt, isProxy, limiter, random, log, only }: Surroundings) {
  return (request: Incoming, response: ServerResponse, next: () => void): void => {
    const startedAt = performance.now();
    const id = random(12).toString('base64url');
    const { method, originalUrl: url, headers, socket } = request;
    const { address, isHttps } = arrivalOf(socket.remoteAddress, headers, isProxy);
    request.redress = { id, address };
    response.setHeader('x-request-id', id);
    setSecurityHeaders(request, response, isHttps);
    const span = requestSpan(method, headers);
    response.once('close', () => {
      const milliseconds = performance.now() - startedAt;
      const route = routeOf(request);
      const status = response.statusCode;
      countRequest({ method, route, status, milliseconds });
      span.end({ route, status, code: request.redress.refusal });
      log(requestLine(request, response, milliseconds, span.traceId));
    });

    const refuse = (faults: readonly Fault[]): void => {
      if (faults[0] !== undefined) request.redress.refusal = faults[0].code;
      sendProblem(request, response, faults, id);
    };
    const enter = (): void => {
      if (method === 'OPTIONS') answerOptions(response, methodsAt(url.split('?', 1)[0] ?? ''), next);
      else span.within(next);
    };
    const fault = refusedAtTheDoor({ method, url, headers }, hosts()) ?? notHere(url, only);
    if (fault !== undefined) refuse([fault]);
    else if (headers.authorization !== undefined || headers.cookie !== undefined) enter();
    else {
      // Nobody is shown: no more of it is looked at than where it came from.
      request.redress.counted = true;
      limiter.address(address).then(enter, (error: unknown) => refuse(faultsIn(error, id)));
    }
  };
}

function notHere(url: string, only: Surroundings['only']): Fault | undefined {
  if (only === undefined || only.prefixes.some((prefix) => url.startsWith(prefix))) return undefined;
  return httpFault('http.not_here', { roles: only.roles });
}

function faultsIn(error: unknown, id: string): readonly Fault[] {
  return error instanceof RedressError ? error.faults : [httpFault('http.unexpected', { id })];
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

/** The pattern of the route, never the address: ids and queries stay out of the log. Who asked is an account's id, why not a code. */
function requestLine(
  request: Incoming,
  response: ServerResponse,
  milliseconds: number,
  trace: string | undefined,
): Parameters<Log>[0] {
  const { id, actor, refusal } = request.redress;
  return {
    event: 'request',
    method: request.method,
    route: routeOf(request),
    status: response.statusCode,
    ms: Math.round(milliseconds * 10) / 10,
    request: id,
    ...(actor === undefined ? {} : { by: actorName(actor) }),
    ...(refusal === undefined ? {} : { code: refusal }),
    ...(trace === undefined ? {} : { trace }),
    ...(response.writableFinished ? {} : { cut: true }),
  };
}

function routeOf({ route }: Incoming): string {
  return typeof route?.path === 'string' ? route.path : '-';
}
