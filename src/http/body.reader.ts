import type { IncomingMessage } from 'node:http';
import { RedressError, type Fault } from '../errors.js';
import { httpFault } from './http-errors.js';

const longestBody = 1_000_000;
/** For the whole of a body of at most 1 MB: a client that trickles bytes holds no connection for longer. */
const longestWait = 20_000;

/** The whole body of a request. Refuses more than 1 MB, one that takes longer than twenty seconds, and one that is cut off. */
export function readBody(request: IncomingMessage): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const tooLarge = (): Fault => httpFault('http.body_too_large', { limit: longestBody });
  if (Number(request.headers['content-length'] ?? 0) > longestBody)
    return Promise.reject(new RedressError([tooLarge()]));

  const chunks: Buffer[] = [];
  let length = 0;
  const refuse = (fault: Fault): void => {
    stop();
    reject(new RedressError([fault]));
  };
  const onData = (chunk: Buffer): void => {
    length += chunk.length;
    if (length > longestBody) refuse(tooLarge());
    else chunks.push(chunk);
  };
  const onEnd = (): void => {
    stop();
    resolve(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks, length));
  };
  const onCutOff = (): void => refuse(httpFault('http.body_cut_off'));
  const timer = setTimeout(() => refuse(httpFault('http.request_timeout')), longestWait);
  const stop = (): void => {
    clearTimeout(timer);
    request.off('data', onData).off('end', onEnd).off('close', onCutOff).off('error', onCutOff).pause();
  };
  request.on('data', onData).on('end', onEnd).on('close', onCutOff).on('error', onCutOff);
  return promise;
}
