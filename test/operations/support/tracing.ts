import { AsyncLocalStorage } from 'node:async_hooks';
import {
  context,
  propagation,
  ROOT_CONTEXT,
  trace,
  type Attributes,
  type Context,
  type ContextManager,
  type Span,
  type SpanContext,
  type TextMapPropagator,
  type Tracer,
} from '@opentelemetry/api';

/** A span that has ended. */
export interface Ended {
  readonly name: string;
  readonly parent: string | undefined;
  readonly spanId: string;
  readonly traceId: string;
  readonly attributes: Attributes;
  readonly status: number;
}

/** What an SDK does, as far as it takes to see spans: registered for this process, spans kept in a list. Gives the way back. */
export function keepSpans(): { readonly ended: Ended[]; stop(): void } {
  const ended: Ended[] = [];
  trace.setGlobalTracerProvider({ getTracer: () => tracerInto(ended) });
  context.setGlobalContextManager(localContexts());
  propagation.setGlobalPropagator(traceparent);
  return {
    ended,
    stop() {
      trace.disable();
      context.disable();
      propagation.disable();
    },
  };
}

let made = 0;
const hex = (length: number): string => (made += 1).toString(16).padStart(length, '0');

function tracerInto(ended: Ended[]): Tracer {
  const tracer: Tracer = {
    startSpan(name, options = {}, within = context.active()) {
      const parent = trace.getSpanContext(within);
      return spanInto(ended, name, options.attributes ?? {}, parent);
    },
    startActiveSpan<F extends (span: Span) => unknown>(name: string, ...rest: unknown[]): ReturnType<F> {
      const work = rest.at(-1) as F; // the last of each form of the call
      const options = rest.length > 1 ? (rest[0] as { attributes?: Attributes }) : {};
      const span = tracer.startSpan(name, options);
      return context.with(trace.setSpan(context.active(), span), () => work(span)) as ReturnType<F>;
    },
  };
  return tracer;
}

function spanInto(ended: Ended[], first: string, given: Attributes, parent: SpanContext | undefined): Span {
  const about: SpanContext = { traceId: parent?.traceId ?? hex(32), spanId: hex(16), traceFlags: 1 };
  const attributes: Attributes = { ...given };
  let [name, status] = [first, 0];
  const span: Span = {
    spanContext: () => about,
    setAttribute(key, value) {
      attributes[key] = value;
      return span;
    },
    setAttributes(more) {
      Object.assign(attributes, more);
      return span;
    },
    addEvent: () => span,
    addLink: () => span,
    addLinks: () => span,
    recordException() {
      throw new Error('an exception has a message, and messages have values in them');
    },
    setStatus({ code }) {
      status = code;
      return span;
    },
    updateName(other) {
      name = other;
      return span;
    },
    isRecording: () => true,
    end() {
      const { traceId, spanId } = about;
      ended.push({ name, parent: parent?.spanId, spanId, traceId, attributes, status });
    },
  };
  return span;
}

function localContexts(): ContextManager {
  const storage = new AsyncLocalStorage<Context>();
  const manager: ContextManager = {
    active: () => storage.getStore() ?? ROOT_CONTEXT,
    with: (active, work, self, ...args) => storage.run(active, () => work.apply(self, args)),
    bind: (_, target) => target,
    enable: () => manager,
    disable: () => manager,
  };
  return manager;
}

/** The header of W3C Trace Context. */
const traceparent: TextMapPropagator = {
  inject: () => undefined,
  extract(active, carrier, getter) {
    const found = getter.get(carrier, 'traceparent');
    const [, traceId, spanId] = /^00-([0-9a-f]{32})-([0-9a-f]{16})-0[01]$/.exec(String(found)) ?? [];
    if (traceId === undefined || spanId === undefined) return active;
    return trace.setSpanContext(active, { traceId, spanId, traceFlags: 1, isRemote: true });
  },
  fields: () => ['traceparent'],
};
