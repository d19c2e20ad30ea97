import type { Known } from '../authority/known.js';
import { header, type HttpRequest } from './request.js';

/** What a request shows of who asks. */
export interface Presented {
  /** The header `Authorization`. */
  readonly authorization: string | undefined;
  /** The header `Cookie`. */
  readonly cookie: string | undefined;
  /** The header `X-CSRF-Token`: a change that a browser's session asks for must carry the token of that session. */
  readonly csrf: string | undefined;
  readonly isChange: boolean;
  /** A page has asked for this as a picture or a script of its own: the browser was not sent there (`Sec-Fetch-Mode`). */
  readonly isPart?: boolean;
  /** Of whoever asks, behind a proxy of ours too. */
  readonly address: string;
}

/** Nobody is shown; a token or a session that does not hold (any more), or waits for a code; a change without the token of its session. */
export type NotKnown = 'nothing' | 'wrong-token' | 'session-over' | 'code-missing' | 'wrong-csrf';

/** Who asks. A database that cannot be reached is thrown. */
export type Authenticate = (presented: Presented) => Promise<Known | NotKnown>;

export function presentedBy(request: HttpRequest, isChange: boolean): Presented {
  const { headers, redress } = request;
  return {
    authorization: header(headers, 'authorization'),
    cookie: header(headers, 'cookie'),
    csrf: header(headers, 'x-csrf-token'),
    isChange,
    isPart: (header(headers, 'sec-fetch-mode') ?? 'navigate') !== 'navigate',
    address: redress.address,
  };
}
