import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Fault } from '../errors.js';
import { hasBody } from './content-type.js';
import { preferredLanguage } from './preferred-language.js';
import { isVisit, problemPage } from './problem-page.js';
import { problemOf } from './problem.js';
import { pagePolicy } from './security-headers.js';

const retryAfterSeconds = 2;
/** How long a client may go on sending what was refused already before the connection is cut. */
const lastWords = 2_000;

type Refused = Pick<IncomingMessage, 'headers' | 'method' | 'complete' | 'socket' | 'once' | 'resume'>;

/**
 * Answers with problem details, in the language that the request prefers; with a page where a browser went to the address itself. Cuts the
 * connection where an answer has begun already.
 */
export function sendProblem(
  request: Refused,
  response: ServerResponse,
  faults: readonly Fault[],
  requestId: string,
): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const problem = problemOf(faults, preferredLanguage(request.headers['accept-language']), requestId);
  const asPage = isVisit(request.method, request.headers);
  const body = Buffer.from(asPage ? problemPage(problem) : JSON.stringify(problem));
  for (const name of ['etag', 'location', 'content-disposition', 'last-modified']) response.removeHeader(name);
  response.statusCode = problem.status;
  response.setHeader('Content-Type', asPage ? 'text/html; charset=utf-8' : 'application/problem+json');
  if (asPage) response.setHeader('Content-Security-Policy', pagePolicy);
  response.setHeader('Content-Language', problem.language);
  response.setHeader('Content-Length', body.length);
  response.appendHeader('Vary', 'Accept-Language, Sec-Fetch-Mode, Sec-Fetch-Dest');
  if (problem.status === 503) response.setHeader('Retry-After', String(retryAfterSeconds));
  if (problem.status === 429)
    response.setHeader('Retry-After', String(faults[0]?.data['seconds'] ?? retryAfterSeconds));
  // Every 401 names a way of showing who one is (RFC 9110, 15.5.2).
  if (problem.status === 401 && !response.hasHeader('www-authenticate'))
    response.setHeader('WWW-Authenticate', 'Bearer');
  if (!request.complete && hasBody(request.headers)) drain(request, response);
  response.end(request.method === 'HEAD' ? undefined : body);
}

/**
 * What is still to come of a refused body is read and thrown away: a connection that is closed on unread bytes is reset, and the client
 * may never see the answer. But not for ever.
 */
function drain(request: Refused, response: ServerResponse): void {
  const { socket } = request;
  const timer = setTimeout(() => socket.destroy(), lastWords).unref();
  // A connection that is kept serves many requests: what listens to it must not pile up.
  const stop = (): void => {
    clearTimeout(timer);
    socket.off('close', stop);
  };
  request.once('end', stop);
  socket.once('close', stop);
  response.once('finish', () => request.resume());
}
