import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { mayNot } from '../authority/authority.js';
import { authorityFault, personFault } from '../authority/authority-errors.js';
import type { Known } from '../authority/known.js';
import { now } from '../clock.js';
import { RedressError } from '../errors.js';
import { allowedOn, type Allowed } from './allow.js';
import { readBody } from './body.reader.js';
import { presentedBy, type Authenticate, type NotKnown } from './authenticate.js';
import { contentFault, hasBody } from './content-type.js';
import { isSafe } from './front-door.js';
import { httpFault } from './http-errors.js';
import { parseJson } from './json-body.js';
import type { RateLimiter } from './rate.limiter.js';
import type { HttpRequest } from './request.js';
import { uploadTypesOn } from './upload.js';

/** Stands before every route: who asks, whether they may, whether the body is what the route takes. Nobody's body is read before. */
export class RouteGuard implements CanActivate {
  constructor(
    private readonly authenticate: Authenticate,
    private readonly limiter: RateLimiter,
  ) {}

  async canActivate(context: ExecutionContext): Promise<true> {
    const http = context.switchToHttp();
    const request = http.getRequest<HttpRequest & IncomingMessage>();
    const route = context.getHandler();
    await this.admit(allowedOn(route), request, http.getResponse<ServerResponse>());
    if (isSafe(request.method)) return true;
    const uploads = uploadTypesOn(route);
    const fault = contentFault(request.headers, uploads);
    if (fault !== undefined) throw new RedressError([fault]);
    return uploads !== undefined || !hasBody(request.headers) ? true : readJson(request);
  }

  private async admit(
    allowed: Allowed | undefined,
    request: HttpRequest & IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    // The application does not start with such a route; should one come all the same, it is closed.
    if (allowed === undefined) throw new RedressError([httpFault('http.closed')]);
    if (allowed === 'anyone') return this.countAddress(request);
    const known = await this.authenticate(presentedBy(request, !isSafe(request.method)));
    if (typeof known === 'string') {
      await this.countAddress(request);
      throw unknown(known, response);
    }
    await this.limiter.account(known.account);
    request.redress.known = known;
    request.redress.actor = known.actor;
    if (allowed === 'signed-in') return;
    if (allowed === 'in-person') return refuseToken(known);
    const refusal = mayNot(known, allowed, { at: now() });
    if (refusal !== undefined) throw new RedressError([authorityFault(refusal, allowed)]);
  }

  private async countAddress({ redress }: HttpRequest): Promise<void> {
    if (redress.counted !== true) await this.limiter.address(redress.address);
  }
}

/** A token is made for what its scopes name: the account itself is none of it. */
function refuseToken({ scopes }: Known): void {
  if (scopes !== undefined) throw new RedressError([personFault()]);
}

const unknownCodes = {
  nothing: 'http.no_identity',
  'wrong-token': 'http.wrong_token',
  'session-over': 'http.session_over',
  'code-missing': 'http.code_missing',
  'wrong-csrf': 'http.wrong_csrf',
} as const satisfies Readonly<Record<NotKnown, string>>;

function unknown(why: NotKnown, response: ServerResponse): RedressError {
  if (why !== 'wrong-csrf')
    response.setHeader('WWW-Authenticate', why === 'wrong-token' ? 'Bearer error="invalid_token"' : 'Bearer');
  return new RedressError([httpFault(unknownCodes[why])]);
}

async function readJson(request: HttpRequest & IncomingMessage): Promise<true> {
  const parsed = parseJson(await readBody(request));
  if (!parsed.ok) throw new RedressError([parsed.fault]);
  request.body = parsed.value;
  return true;
}
