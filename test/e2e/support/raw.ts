import { once } from 'node:events';
import { request, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import { connect } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** A request with headers that `fetch` does not let one set: Host, Origin, Sec-Fetch-Site; `from` another address of this machine. */
export function send(
  url: string,
  {
    method = 'GET',
    headers = {},
    body,
    from,
  }: { method?: string; headers?: OutgoingHttpHeaders; body?: string | Buffer; from?: string } = {},
): Promise<RawAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<RawAnswer>();
  const address = from === undefined ? {} : { localAddress: from };
  const outgoing = request(url, { method, headers, agent: false, ...address }, (answer) => {
    let text = '';
    answer.setEncoding('utf8').on('data', (part: string) => (text += part));
    answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
  });
  outgoing.on('error', reject).end(body);
  return promise;
}

/** Bytes as they are, and everything that comes back until the server closes the connection. */
export async function talk(url: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let answer = '';
  socket.setEncoding('utf8').on('data', (part: string) => (answer += part));
  socket.on('error', () => {}); // a reset is an end too
  await once(socket, 'connect');
  socket.write(bytes);
  await once(socket, 'close');
  return answer;
}

/** The code of a problem; its status must be the one that was sent. */
export function codeIn({ status, headers, text }: RawAnswer): string {
  if (headers['content-type'] !== 'application/problem+json') return `no problem: ${status}`;
  const problem = JSON.parse(text) as { readonly code: string; readonly status: number };
  return problem.status === status ? problem.code : `${problem.status} sent as ${status}`;
}
