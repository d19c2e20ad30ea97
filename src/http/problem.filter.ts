import type { IncomingMessage, ServerResponse } from 'node:http';
import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { RedressError, type Fault } from '../errors.js';
import { httpFault } from './http-errors.js';
import { errorFields, type Log } from './log-line.js';
import { sendProblem } from './problem.sender.js';
import type { HttpRequest } from './request.js';

/** The methods that an address takes; none where there is nothing. */
export type MethodsAt = (path: string) => readonly string[];

/** Every error becomes problem details here. What was not foreseen is told with a number alone, which the log has too. */
@Catch()
export class ProblemFilter implements ExceptionFilter<unknown> {
  constructor(
    private readonly methodsAt: MethodsAt,
    private readonly log: Log,
    private readonly debug: boolean,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<HttpRequest & IncomingMessage>();
    const response = http.getResponse<ServerResponse>();
    // Whoever asked has gone: there is nobody to answer, and nothing went wrong here.
    if (response.destroyed || response.closed) return;
    const faults = this.faults(error, request, response);
    if (faults[0] !== undefined) request.redress.refusal = faults[0].code;
    if (faults.some(isForTheLog)) this.tell(error, request.redress.id);
    sendProblem(request, response, faults, request.redress.id);
  }

  private faults(error: unknown, request: HttpRequest, response: ServerResponse): readonly Fault[] {
    if (error instanceof RedressError) return error.faults;
    const status = error instanceof HttpException ? error.getStatus() : 500;
    if (status === 404) return [this.notHere(request, response)];
    if (status === 400) return [httpFault('http.bad_address')]; // a path that cannot be decoded: bodies are read by us
    if (status < 500) return [httpFault('http.refused')];
    return [httpFault('http.unexpected', { id: request.redress.id })];
  }

  private notHere(request: HttpRequest, response: ServerResponse): Fault {
    const allowed = this.methodsAt(request.originalUrl.split('?', 1)[0] ?? '');
    if (allowed.length === 0) return httpFault('http.unknown_route');
    response.setHeader('Allow', allowed.join(', '));
    return httpFault('http.method_not_allowed', { allowed: allowed.join(', ') });
  }

  private tell(error: unknown, request: string): void {
    this.log({ event: 'error', level: 'error', request, ...errorFields(error, this.debug) });
  }
}

/** Whoever watches asks all the time whether the process is ready; what is wrong is told by `HealthWatch`, once. */
function isForTheLog({ kind, code }: Fault): boolean {
  return kind === 'unavailable' && code !== 'health.not_ready';
}
