import {
  context,
  isSpanContextValid,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type Span,
} from '@opentelemetry/api';
import { types } from 'node:util';
import { RedressError } from '../errors.js';

/** Where no SDK is registered this makes spans that are nothing and cost nothing; one that is registered later is found. */
const tracer = trace.getTracer('redress');

/** What a span may say: numbers, codes and names of ours. Never a value of a complaint, and no id of one. */
export type SpanFacts = Attributes;

/** Work with a span around it. What it throws marks the span, by its code alone, and is thrown on. */
export function inSpan<T>(name: string, facts: SpanFacts, work: (span: Span) => Promise<T>): Promise<T> {
  return tracer.startActiveSpan(name, { attributes: facts }, async (span) => {
    try {
      return await work(span);
    } catch (error) {
      markFailed(span, errorName(error));
      throw error;
    } finally {
      span.end();
    }
  });
}

/** The same around work that is done at once. */
export function inSpanNow<T>(name: string, facts: SpanFacts, work: () => T): T {
  return tracer.startActiveSpan(name, { attributes: facts }, (span) => {
    try {
      return work();
    } catch (error) {
      markFailed(span, errorName(error));
      throw error;
    } finally {
      span.end();
    }
  });
}

/** A request while it is being answered. */
export interface RequestSpan {
  /** Does this inside the span, so that what comes of it belongs to the span. */
  within(work: () => void): void;
  /** The trace that the request belongs to; undefined where nobody traces. */
  readonly traceId: string | undefined;
  end(outcome: { readonly route: string; readonly status: number; readonly code?: string | undefined }): void;
}

/** Begins the span of a request, in the trace that its headers name (`traceparent`), where an SDK reads them. */
export function requestSpan(method: string, headers: Readonly<Record<string, unknown>>): RequestSpan {
  const caller = propagation.extract(ROOT_CONTEXT, headers);
  const span = tracer.startSpan(
    method,
    { kind: SpanKind.SERVER, attributes: { 'http.request.method': method } },
    caller,
  );
  const inside = trace.setSpan(caller, span);
  return {
    within: (work) => context.with(inside, work),
    traceId: idOf(span),
    end({ route, status, code }) {
      // The pattern of the route: an address has ids in it.
      span.updateName(`${method} ${route}`);
      span.setAttributes({ 'http.route': route, 'http.response.status_code': status });
      if (code !== undefined) span.setAttribute('error.type', code);
      if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    },
  };
}

/** The trace in which this is happening, for the log; undefined where nobody traces. */
export function traceId(): string | undefined {
  const span = trace.getActiveSpan();
  return span === undefined ? undefined : idOf(span);
}

function idOf(span: Span): string | undefined {
  const about = span.spanContext();
  return isSpanContextValid(about) ? about.traceId : undefined;
}

function markFailed(span: Span, name: string): void {
  span.setAttribute('error.type', name);
  span.setStatus({ code: SpanStatusCode.ERROR });
}

/** Never its message: the database and parsers put values into theirs. */
function errorName(error: unknown): string {
  if (error instanceof RedressError) return error.faults[0]?.code ?? error.name;
  return types.isNativeError(error) ? error.name : typeof error;
}
