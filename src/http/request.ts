import type { Actor } from '../actor.js';
import type { Known } from '../authority/known.js';
import type { Place } from '../errors.js';

export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What the manners below see of a request; Express gives it, with `redress` put there at the front door. */
export interface HttpRequest {
  readonly method: string;
  /** As it was sent: path and query. */
  readonly originalUrl: string;
  readonly headers: Headers;
  /** Of JSON what was read; of an upload nothing. */
  body?: unknown;
  redress: RequestState;
}

export interface RequestState {
  /** From us, never from the client: in the answer, in problems and in the log. */
  readonly id: string;
  /** Of whoever asks, behind a proxy of ours too. */
  readonly address: string;
  /** Counted already among the requests of its address. */
  counted?: true;
  /** Who asks; none on a route for anyone. */
  known?: Known;
  actor?: Actor;
  /** What it was refused with: the code of the first fault. */
  refusal?: string;
}

export type PartOfRequest = 'body' | 'query' | 'path' | 'header';

/** Where in the request a fault is; `pointer` is a JSON pointer (RFC 6901), `/events/0/type`, or the name of the parameter. */
export function inRequest(part: PartOfRequest, pointer: string): Place {
  return { file: part, path: pointer };
}

/** The JSON pointer of a path of keys. */
export function jsonPointer(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** The value of a header; of one that was sent several times the first. */
export function header(headers: Headers, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'object' ? value[0] : value;
}
