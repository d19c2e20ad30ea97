import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RedressError } from '../../src/errors.js';
import { httpFault } from '../../src/http/http-errors.js';
import { inSpan, inSpanNow, traceId } from '../../src/telemetry/spans.tracer.js';
import { complaintsApp, type ComplaintsApp } from '../e2e/support/complaints-app.js';
import { keepSpans } from './support/tracing.js';

const received = { type: 'received', at: '2024-03-04', id: 'in' };

describe('without an SDK', () => {
  it('work is done as if there were no spans, and the log names no trace', async () => {
    expect(await inSpan('work', {}, () => Promise.resolve(traceId() ?? 'none'))).toBe('none');
    expect(inSpanNow('work', {}, () => 7)).toBe(7);
    await expect(inSpan('work', {}, () => Promise.reject(new TypeError('x')))).rejects.toThrow(TypeError);
  });
});

describe('with an SDK', () => {
  let app: ComplaintsApp;
  let kept: ReturnType<typeof keepSpans>;
  beforeAll(async () => {
    app = await complaintsApp();
    kept = keepSpans();
  });
  afterAll(async () => {
    kept.stop();
    await app.stop();
  });

  it('a request is a span of the trace that it comes in, with judging and committing inside it', async () => {
    const outer = { traceId: '4bf92f3577b34da6a3ce929d0e0e4736', spanId: '00f067aa0ba902b7' };
    const complaint = { source: 's', reference: 'A-REFERENCE', observes: 'everything', events: [received] };
    const headers = { traceparent: `00-${outer.traceId}-${outer.spanId}-01` };
    expect((await app.ask('POST', '/api/complaints', complaint, headers)).status).toBe(201);
    const request = kept.ended.find(({ name }) => name === 'POST /api/complaints');
    expect(request).toMatchObject({
      parent: outer.spanId,
      traceId: outer.traceId,
      attributes: { 'http.request.method': 'POST', 'http.route': '/api/complaints', 'http.response.status_code': 201 },
      status: 0,
    });
    const inside = kept.ended.filter(({ parent }) => parent === request?.spanId);
    expect(inside.map(({ name }) => name)).toEqual(['judge', 'commit']);
    expect(inside.map(({ attributes }) => attributes)).toEqual([
      { 'redress.complaints': 1 },
      { 'redress.complaints': 1 },
    ]);
    expect(app.lines.find(({ event, status }) => event === 'request' && status === 201)).toMatchObject({
      trace: outer.traceId,
    });
  });

  it('a request that is refused says by which code, and never an address or a value', async () => {
    await app.ask('GET', '/api/complaints/9c5b94b1-35ad-49bb-b118-8e8fc24abf80');
    expect(kept.ended.at(-1)).toMatchObject({
      name: 'GET /api/complaints/:id',
      attributes: { 'error.type': 'complaint.unknown', 'http.response.status_code': 404 },
      status: 0,
    });
    expect(JSON.stringify(kept.ended)).not.toMatch(/9c5b94b1|A-REFERENCE/);
  });

  it.each([
    ['an error of ours by its code', new RedressError([httpFault('http.stopping')]), 'http.stopping'],
    ['any other by its name', new RangeError('张三'), 'RangeError'],
    ['what is no error by its type', '张三', 'string'],
  ])('%s marks the span', async (_, thrown, name) => {
    await inSpan('work', {}, () => Promise.reject(thrown as Error)).catch(() => undefined);
    expect(kept.ended.at(-1)).toMatchObject({ name: 'work', status: 2, attributes: { 'error.type': name } });
  });
});
