import { describe, expect, it } from '@jest/globals';
import { httpFault } from './http-errors.js';
import { problemOf } from './problem.js';
import { inRequest } from './request.js';
import { valueFault } from './value-errors.js';

describe('problem details', () => {
  it('say the same in both languages, the reader’s first', () => {
    const faults = [httpFault('http.unknown_route')];
    const { language: en, translation, ...rest } = problemOf(faults, 'en', 'r1');
    const chinese = problemOf(faults, 'zh', 'r1');
    expect(en).toBe('en');
    expect(translation.language).toBe('zh');
    expect(chinese.title).toBe(translation.title);
    expect(chinese.translation.detail).toBe(rest.detail);
    expect(rest).toMatchObject({
      type: 'urn:redress:error:http.unknown_route',
      status: 404,
      instance: 'urn:redress:request:r1',
      code: 'http.unknown_route',
    });
  });

  it.each([
    { place: inRequest('body', '/a b/0'), shown: { in: 'body', pointer: '#/a%20b/0' } },
    { place: inRequest('body', ''), shown: { in: 'body', pointer: '#' } },
    { place: inRequest('query', 'limit'), shown: { in: 'query', parameter: 'limit' } },
    { place: { file: 'policies/a.yaml', line: 3 }, shown: { place: { file: 'policies/a.yaml', line: 3 } } },
  ])('point at $place', ({ place, shown }) => {
    expect(problemOf([valueFault('value.missing', {}, place)], 'en', 'r').faults[0]).toMatchObject(shown);
  });

  it('are a 503 when any part of the trouble will pass by itself', () => {
    expect(problemOf([valueFault('value.missing'), httpFault('http.stopping')], 'en', 'r').status).toBe(503);
  });
});
