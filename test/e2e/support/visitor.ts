import type { OutgoingHttpHeaders } from 'node:http';
import type { z } from 'zod';
import { enteredDto } from '../../../src/modules/identity/identity.dto.js';
import { send, type RawAnswer } from './raw.js';

/** A browser as far as sessions see it: it keeps cookies, and sends the token that it was given with every change. */
export interface Visitor {
  readonly cookies: Map<string, string>;
  csrf: string | undefined;
  ask(method: string, path: string, body?: unknown, headers?: OutgoingHttpHeaders): Promise<RawAnswer>;
  /** Goes on with what such an answer gives. */
  enter(answer: RawAnswer): z.infer<typeof enteredDto>;
  signIn(name: string, password: string): Promise<z.infer<typeof enteredDto>>;
}

/** A visitor from an address of this machine. */
export function visitor(url: string, from = '127.0.0.1'): Visitor {
  const cookies = new Map<string, string>();
  const self: Visitor = {
    cookies,
    csrf: undefined,
    async ask(method, path, body, headers = {}) {
      const answer = await send(url + path, {
        method,
        from,
        headers: {
          ...(cookies.size === 0 ? {} : { cookie: [...cookies].map((pair) => pair.join('=')).join('; ') }),
          ...(self.csrf === undefined || method === 'GET' ? {} : { 'x-csrf-token': self.csrf }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      for (const cookie of answer.headers['set-cookie'] ?? []) keep(cookies, cookie);
      return answer;
    },
    enter({ status, text }) {
      if (status !== 200) throw new Error(`${status}: ${text}`);
      const entered = enteredDto.parse(JSON.parse(text));
      self.csrf = entered.csrf;
      return entered;
    },
    async signIn(name, password) {
      return self.enter(await self.ask('POST', '/api/session', { name, password }));
    },
  };
  return self;
}

function keep(cookies: Map<string, string>, cookie: string): void {
  const [pair = '', ...attributes] = cookie.split('; ');
  const [name = '', value = ''] = pair.split('=');
  if (attributes.includes('Max-Age=0')) cookies.delete(name);
  else cookies.set(name, value);
}

/** The body of an answer, which must be as its schema says. */
export function bodyAs<Schema extends z.ZodType>(schema: Schema, { text }: RawAnswer): z.infer<Schema> {
  return schema.parse(JSON.parse(text));
}

/** The body of an answer, whatever it is. */
export function bodyIn({ text }: RawAnswer): unknown {
  return JSON.parse(text);
}
