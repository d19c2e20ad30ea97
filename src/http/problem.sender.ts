import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Fault } from '../errors.js';
import { hasBody } from './content-type.js';
import { preferredLanguage } from './preferred-language.js';
import { problemOf } from './problem.js';

const retryAfterSeconds = 2;
/** How long a client may go on sending what was refused already before the connection is cut. */
const lastWords = 2_000;

/** Answers with problem details, in the language that the request prefers. Cuts the connection where an answer has begun already. */
export function sendProblem(
  request: Pick<IncomingMessage, 'headers' | 'method' | 'complete' | 'socket'>,
  response: ServerResponse,
  faults: readonly Fault[],
  requestId: string,
): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const problem = problemOf(faults, preferredLanguage(request.headers['accept-language']), requestId);
  const body = Buffer.from(JSON.stringify(problem));
  for (const name of ['etag', 'location', 'content-disposition', 'last-modified']) response.removeHeader(name);
  response.statusCode = problem.status;
  response.setHeader('Content-Type', 'application/problem+json');
  response.setHeader('Content-Language', problem.language);
  response.setHeader('Content-Length', body.length);
  response.appendHeader('Vary', 'Accept-Language');
  if (problem.status === 503) response.setHeader('Retry-After', String(retryAfterSeconds));
  if (!request.complete && hasBody(request.headers)) cutOffLater(request, response);
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** What is still to come of a refused body is read and thrown away, so that the client sees the answer; but not for ever. */
function cutOffLater(request: Pick<IncomingMessage, 'socket'>, response: ServerResponse): void {
  response.setHeader('Connection', 'close');
  const { socket } = request;
  response.once('finish', () => {
    const timer = setTimeout(() => socket.destroy(), lastWords).unref();
    socket.once('close', () => clearTimeout(timer));
  });
}
