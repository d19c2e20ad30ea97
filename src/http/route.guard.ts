import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { RedressError } from '../errors.js';
import { allowedOn } from './allow.js';
import { readBody } from './body.reader.js';
import { contentFault, hasBody } from './content-type.js';
import { isSafe } from './front-door.js';
import { httpFault } from './http-errors.js';
import { parseJson } from './json-body.js';
import type { HttpRequest } from './request.js';
import type { Authenticate } from './start-up-token.js';
import { uploadTypesOn } from './upload.js';

/** Stands before every route: who asks, whether they may, whether the body is what the route takes. Nobody's body is read before. */
export class RouteGuard implements CanActivate {
  constructor(private readonly authenticate: Authenticate) {}

  canActivate(context: ExecutionContext): true | Promise<true> {
    const http = context.switchToHttp();
    const request = http.getRequest<HttpRequest & IncomingMessage>();
    const route = context.getHandler();
    this.admit(route, request, http.getResponse<ServerResponse>());
    if (isSafe(request.method)) return true;
    const uploads = uploadTypesOn(route);
    const fault = contentFault(request.headers, uploads);
    if (fault !== undefined) throw new RedressError([fault]);
    return uploads !== undefined || !hasBody(request.headers) ? true : readJson(request);
  }

  private admit(route: object, request: HttpRequest, response: ServerResponse): void {
    const allowed = allowedOn(route);
    // The application does not start with such a route; should one come all the same, it is closed.
    if (allowed === undefined) throw new RedressError([httpFault('http.role_missing', { roles: '-' })]);
    if (allowed === 'anyone') return;
    const known = this.authenticate(request.headers['authorization'] as string | undefined); // Node.js never makes a list of it
    if (typeof known === 'string') {
      response.setHeader('WWW-Authenticate', known === 'no token' ? 'Bearer' : 'Bearer error="invalid_token"');
      throw new RedressError([httpFault(known === 'no token' ? 'http.no_token' : 'http.wrong_token')]);
    }
    if (!allowed.some((role) => known.roles.has(role)))
      throw new RedressError([httpFault('http.role_missing', { roles: allowed.join(', ') })]);
    request.redress.actor = known.actor;
  }
}

async function readJson(request: HttpRequest & IncomingMessage): Promise<true> {
  const parsed = parseJson(await readBody(request));
  if (!parsed.ok) throw new RedressError([parsed.fault]);
  request.body = parsed.value;
  return true;
}
